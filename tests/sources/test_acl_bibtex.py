"""Entries of the ACL Anthology's BibTeX: read as its pages are, and whatever else a file holds breaks nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from pipeline.models import Ask, NotAPage, Record, Response, Verdict
from pipeline.sources.acl import source
from tests.sources.answering import by_id, one_record

ADDRESS = "file:anthology%2Babstracts.bib#12-34"
PAPER = r"""@inproceedings{le-scao-rush-2021-many,
    title = "How many data points is a {P}rompt worth{---}{``}or two{''}?",
    author = "Le Scao, Teven  and
      G{\"o}del, J{\'e}r{\^o}me, Jr.  and
      {van der Goot}, Rob  and
      {NLLB Team}  and
      Mausam",
    editor = "Toutanova, Kristina  and
      Rumshisky, Anna",
    booktitle = "Proceedings of the 2021 Conference of the North {A}merican Chapter of the Association for Computational Linguistics",
    month = jun,
    year = "2021",
    address = "Online",
    publisher = "Association for Computational Linguistics",
    url = "https://aclanthology.org/2021.naacl-main.208/",
    doi = "10.18653/v1/2021.naacl-main.208",
    pages = "2627--2636",
    abstract = {A prompt is worth \textit{hundreds} of points, or 95{\%} of $n^2$ "points" {\textless} one{'}s own.}
}"""
PROCEEDINGS = """@proceedings{acl-2018-association,
    title = "Proceedings of the 56th Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)",
    editor = "Gurevych, Iryna  and
      Miyao, Yusuke",
    month = jul,
    year = "2018",
    address = "Melbourne, Australia",
    publisher = "Association for Computational Linguistics",
    url = "https://aclanthology.org/P18-1000/",
    doi = "10.18653/v1/P18-1"
}"""
ARTICLE = """@article{a-b-2013-c,
    title = "Weakly Supervised Things",
    author = "Artzi, Yoav  and
      Zettlemoyer, Luke",
    journal = "Transactions of the Association for Computational Linguistics",
    volume = "1",
    year = "2013",
    url = "https://aclanthology.org/Q13-1005",
    pages = "49--62"
}"""


def read(text: str, *numbers: str) -> dict[str, Verdict]:
    ask = Ask(lookups=tuple(by_id(source, *(f"acl:{number}" for number in numbers))), url=ADDRESS, expects="text")
    at = datetime(2026, 11, 22, tzinfo=UTC)
    verdicts = source.read(Response(ask=ask, final_url=ask.url, status=200, headers={}, body=text.encode(), at=at))
    return {lookup.value.removeprefix("acl:"): verdict for lookup, verdict in verdicts.items()}


def told(text: str, number: str) -> Mapping[str, JsonValue]:
    return {claim.field: claim.clean for claim in record(text, number).claims}


def record(text: str, number: str) -> Record:
    return one_record(read(text, number)[number])


def test_an_entry_is_read_without_its_braces_and_tex() -> None:
    assert told(PAPER, "2021.naacl-main.208") == {
        "title": "How many data points is a Prompt worth—“or two”?",
        "authors": [
            {"family": "Le Scao", "given": "Teven"},
            {"family": "Gödel", "given": "Jérôme", "suffix": "Jr."},
            {"family": "van der Goot", "given": "Rob"},
            {"family": "NLLB Team"},
            {"family": "Mausam"},
        ],
        "container_title": "Proceedings of the 2021 Conference of the North American Chapter of the Association for "
        "Computational Linguistics",
        "venue": "NAACL",
        "year": 2021,
        "issued": "2021-06",
        "pages": "2627-2636",
        "abstract": 'A prompt is worth hundreds of points, or 95% of n² "points" < one\'s own.',
        "type": "paper-conference",
        "url": "https://aclanthology.org/2021.naacl-main.208/",
        "pdf_url": "https://aclanthology.org/2021.naacl-main.208.pdf",
    }
    assert {str(one) for one in record(PAPER, "2021.naacl-main.208").identifiers} == {
        "acl:2021.naacl-main.208",
        "doi:10.18653/v1/2021.naacl-main.208",
    }


def test_a_volume_is_by_its_editors() -> None:
    found = told(PROCEEDINGS, "P18-1000")

    assert found["authors"] == [{"family": "Gurevych", "given": "Iryna"}, {"family": "Miyao", "given": "Yusuke"}]
    assert (found["type"], found["issued"]) == ("book", "2018-07")


def test_an_article_of_a_journal_says_so() -> None:
    found = told(ARTICLE, "Q13-1005")

    assert (found["type"], found["venue"], found["issued"]) == ("article-journal", "TACL", "2013")


@pytest.mark.parametrize(
    ("month", "issued"),
    [
        ("jun", "2021-06"),
        ('may # " 2 - " # may # " 7"', "2021-05"),
        ('dec # "--" # jan', "2021"),
        ('"21--22 " # aug', "2021-08"),
        ('"autumn"', "2021"),
    ],
    ids=["a macro", "days", "two months", "days first", "a season"],
)
def test_a_month_is_told_where_there_is_one(month: str, issued: str) -> None:
    assert told(PAPER.replace("jun", month), "2021.naacl-main.208")["issued"] == issued


def test_what_a_macro_stands_for_is_not_guessed() -> None:
    text = re.sub(r"booktitle = .*,", "booktitle = ACL:2021:long,", PAPER)

    assert not {"venue", "container_title"} & told(text, "2021.naacl-main.208").keys()


def test_an_entry_about_another_work_is_none() -> None:
    found = read(PAPER + "\n" + ARTICLE, "Q13-1005", "2021.naacl-main.209")

    assert isinstance(found["Q13-1005"], tuple)
    assert isinstance(found["2021.naacl-main.209"], NotAPage)


@pytest.mark.parametrize("field", ["title", "author"])
def test_an_entry_without_title_or_authors_describes_nothing(field: str) -> None:
    assert isinstance(read(PAPER.replace(f"    {field} =", "    note ="), "2021.naacl-main.208")["2021.naacl-main.208"], NotAPage)


def test_two_entries_of_one_key_are_both_read() -> None:
    other = ARTICLE.replace("Q13-1005", "Q13-1006")

    assert all(isinstance(verdict, tuple) for verdict in read(ARTICLE + "\n" + other, "Q13-1005", "Q13-1006").values())


@given(st.text(alphabet='@{}"\\=,#\n abcurl$', max_size=300))
def test_whatever_stands_in_a_file_breaks_nothing(noise: str) -> None:
    found = read(f"{ARTICLE}\n@{noise}\n{PAPER}", "Q13-1005", "2021.naacl-main.208")

    assert isinstance(found["Q13-1005"], tuple)
    assert set(found) == {"Q13-1005", "2021.naacl-main.208"}


@given(st.integers(0, len(PAPER)), st.sampled_from(["", '"', "{", "}", "\\", ",", "\n@", "\x00"]))
def test_a_damaged_entry_gives_its_own_values_or_none(at: int, noise: str) -> None:
    [verdict] = read(PAPER[:at] + noise + PAPER[at + 1 :], "2021.naacl-main.208").values()

    assert isinstance(verdict, (tuple, NotAPage))
