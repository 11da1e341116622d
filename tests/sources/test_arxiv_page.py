"""arXiv's page: which cell is the journal reference, which date the first, and who says that a paper is withdrawn."""

from __future__ import annotations

from pipeline.sources.arxiv_page import source
from tests.sources.answering import by_id, one_record, read, saved


def test_a_report_number_is_no_journal_reference() -> None:
    [asked] = by_id(source, "arxiv:hep-th/9901001")

    found = one_record(read(source, [asked], saved("arxiv_page/report_number.html"))[asked])

    assert [one.clean for one in found.claims if one.field == "journal_ref"] == ["Prog.Theor.Phys.101:1155-1164,1999"]


def test_the_date_is_that_of_the_first_version() -> None:
    [asked] = by_id(source, "arxiv:0906.3336")

    found = one_record(read(source, [asked], saved("arxiv_page/withdrawn.html"))[asked])

    assert (found.clean("issued"), found.clean("withdrawn")) == ("2009-06-18", "This paper has been withdrawn by Huang Guangyue")


def test_an_older_version_of_a_withdrawn_paper_is_not_withdrawn_itself() -> None:
    [asked] = by_id(source, "arxiv:0906.3336")
    page = saved("arxiv_page/withdrawn.html")
    older = page.replace(b"This paper has been withdrawn by", b"A newer version of this paper has been withdrawn by").replace(
        b"<em>This paper has been withdrawn</em>", b"11 pages"
    )

    assert one_record(read(source, [asked], older)[asked]).claim("withdrawn") is None
