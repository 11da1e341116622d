"""The audit: every kind of finding with what must not be one beside it, the forms, the patch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from pydantic import JsonValue

from pipeline.audit import Listing, Observed, examine, fixes, patch, read, render
from pipeline.audit.links import Fix, is_certain
from pipeline.audit.patch import mended
from pipeline.audit.published import EntryListed, LinkListed, Published
from pipeline.errors import UsageError
from pipeline.extract import extract
from pipeline.models import Entry, Finding, Link, Work
from pipeline.store.build import build
from tests.store.catalogues import BEIT, MAE, SIMMIM, catalogue, listed, work

TEXT = """# Papers

## Single

- [Masked Autoencoders Are Scalable Vision Learners](https://arxiv.org/abs//2111.06377) \\
  [code]( https://github.com/facebookresearch/mae)
- [BEiT: BERT Pre-Training of Image Transformers](https://arxiv.org/abs/2106.08254)

## Two

- [SimMIM: A Simple Framework for Masked Image Modeling](https://arxiv.org/abs/2111.09886)
"""
SOUND = TEXT.replace("abs//", "abs/").replace("( https", "(https")
ARXIV = {"2111.06377": MAE, "2106.08254": BEIT, "2111.09886": SIMMIM}


def listing(text: str, name: str = "mim", **other: str | None) -> dict[str, Listing]:
    return {name: Listing.model_validate({"name": name, "file": "README.md", "text": text, "source": text, **other})}


def published(entries: Iterable[Entry], works: Mapping[str, Work] = ARXIV, findings: Iterable[Finding] = ()) -> Published:
    """Entries whose links end with the key of the work that they name."""
    listed = (_listed(entry, works[(entry.paper_url or entry.title or "").rpartition("/")[2]]) for entry in entries)
    return Published(entries=tuple(listed), findings=tuple(findings))


def _listed(entry: Entry, work: Work) -> EntryListed:
    def value(field: str) -> JsonValue:
        return work.chosen[field].value if field in work.chosen else None

    url = (entry.paper_url or "").replace("abs//", "abs/") or None
    own = {name: getattr(entry, name) for name in ("list", "position", "line", "section_path", "paper_url")}
    known = {name: value(name) for name in ("title", "url", "venue", "year", "published_url")}
    links = tuple(LinkListed(role=link.role, url=link.url) for link in entry.links)
    identifiers = (str(work.id),) if url else ()
    return EntryListed.model_validate(
        {**own, **known, "listed_title": entry.title, "repaired_url": url, "links": links, "work_id": work.id, "identifiers": identifiers}
    )


def item(line: int, title: str | None, url: str | None, *, section: str = "A", links: Iterable[Link] = ()) -> Entry:
    own = (Link(role="paper", url=url, text=title or ""),) if url else ()
    return Entry(list="mim", line=line, position=line, section_path=(section,), title=title, paper_url=url, links=(*own, *links))


def kinds(findings: Iterable[Finding]) -> list[tuple[str, int | None]]:
    return [(f.kind, f.line) for f in findings]


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_sound_list_gives_no_finding() -> None:
    sound = published(extract(SOUND, name="mim"))

    assert examine(sound, listing(SOUND)) == ()
    assert patch(fixes(sound.entries, listing(SOUND)), listing(SOUND)) == ""


def test_damaged_links_are_told_with_line_and_the_repaired_address() -> None:
    found = examine(published(extract(TEXT, name="mim")), listing(TEXT))

    assert [(f.kind, f.line, f.suggestion) for f in found] == [
        ("damaged_link", 5, "https://arxiv.org/abs/2111.06377"),
        ("damaged_link", 6, "https://github.com/facebookresearch/mae"),
    ]


def test_the_patch_changes_the_damaged_places_and_nothing_else() -> None:
    texts = listing(TEXT)

    fixed = fixes(published(extract(TEXT, name="mim")).entries, texts)

    assert mended(TEXT, fixed) == SOUND
    assert [line for line in patch(fixed, texts).split("\n") if line.startswith(("+", "-"))] == [
        "--- a/README.md",
        "+++ b/README.md",
        "-- [Masked Autoencoders Are Scalable Vision Learners](https://arxiv.org/abs//2111.06377) \\",
        "-  [code]( https://github.com/facebookresearch/mae)",
        "+- [Masked Autoencoders Are Scalable Vision Learners](https://arxiv.org/abs/2111.06377) \\",
        "+  [code](https://github.com/facebookresearch/mae)",
    ]
    assert len(extract(mended(TEXT, fixed), name="mim")) == len(extract(TEXT, name="mim"))


@pytest.mark.parametrize("source", [TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT], ids=["line ends of Windows", "byte order mark"])
def test_a_patch_fits_the_file_as_it_lies_there(source: str) -> None:
    fix = Fix(list="mim", line=2, before="", after="x")

    diff = patch([fix], listing(TEXT, source=source))

    body = [line[1:] for line in diff.split("\n")[3:] if line.startswith((" ", "-"))]
    assert "\n".join(body) in source, "every line of context is the file's own"


def test_a_patch_of_the_last_line_says_that_it_has_no_end() -> None:
    fix = Fix(list="mim", line=2, before="b9", after="b")

    assert patch([fix], listing("a\nb9")) == (
        "--- a/README.md\n+++ b/README.md\n@@ -1,2 +1,2 @@\n a\n-b9\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"
    )


def test_no_patch_is_written_for_a_text_that_is_not_utf8() -> None:
    assert patch([Fix(list="mim", line=2, before="", after="x")], listing(TEXT, source=None)) == ""


CERTAIN = {
    "keystroke": ("https://x.org/a.pdf9", "https://x.org/a.pdf", True),
    "nested resolver": ("https://doi.org/https://doi.org/10.1/a", "https://doi.org/10.1/a", True),
    "scheme twice": ("https://https://github.com/a/b", "https://github.com/a/b", True),
    "no scheme": ("github.com/a/b", "https://github.com/a/b", True),
    "a library's proxy": ("https://doi-org.proxy.x.edu/10.1/a", "https://doi.org/10.1/a", True),
    "a proxy that hides the host": ("https://proxy.x.edu/login?url=https://doi.org/10.1/a", "https://doi.org/10.1/a", False),
    "two addresses glued": ("[https://arxiv.org/abs/1](https://github.com/a/b)", "https://arxiv.org/abs/1", False),
    "what is mended is no address": ("https://x.org/Worlds<Paste>", "https://x.org/Worlds<Paste", False),
}


@pytest.mark.parametrize(("before", "after", "sure"), CERTAIN.values(), ids=CERTAIN.keys())
def test_only_what_cannot_be_meant_otherwise_is_certain(before: str, after: str, sure: bool) -> None:
    assert is_certain(before, after) is sure


def test_a_link_to_an_archive_is_no_damage() -> None:
    url = "https://web.archive.org/web/2019/https://x.org/2111.06377"

    assert examine(published([item(5, "Masked Autoencoders", url)]), {}) == ()


def test_an_address_that_quotes_its_page_may_end_with_any_sign() -> None:
    code = Link(role="code", url="https://x.org/docs#:~:text=scores.", text="code")

    assert examine(published([item(5, MAE_TITLE, "https://arxiv.org/abs/2111.06377", links=[code])]), {}) == ()


def test_a_code_link_is_never_replaced_by_a_paper() -> None:
    glued = Link(role="code", url="[https://arxiv.org/abs/2310.08370](https://github.com/a/b)", text="code")
    entry = item(5, MAE_TITLE, "https://arxiv.org/abs/2111.06377", links=[glued])

    (finding,) = examine(published([entry]), {})

    assert (finding.kind, finding.suggestion) == ("damaged_link", None)


MAE_TITLE = "Masked Autoencoders Are Scalable Vision Learners"


# --- entries ----------------------------------------------------------------------------------------------------------


def test_the_same_work_twice_is_told_at_the_later_line() -> None:
    one, two = item(5, MAE_TITLE, "https://arxiv.org/abs/2111.06377"), item(9, MAE_TITLE, "https://arxiv.org/pdf/2111.06377", section="B")

    (finding,) = examine(published([one, two]), {})

    assert (finding.kind, finding.line) == ("listed_twice", 9)
    assert finding.message == f"“{MAE_TITLE}” is already listed on line 5, in A"


def test_one_link_under_two_titles_is_a_slip_of_copy_and_paste() -> None:
    entries = [item(5, MAE_TITLE, "https://x/2111.06377"), item(9, "Layer Grafted Pre-training for Labels", "https://x/2111.06377")]

    assert kinds(examine(published(entries), {})) == [("one_link_two_titles", 9)]


def test_one_link_under_a_shorter_title_is_the_same_work() -> None:
    entries = [item(5, MAE_TITLE, "https://x/2111.06377"), item(9, "Masked Autoencoders", "https://x/2111.06377")]

    assert kinds(examine(published(entries), {})) == [("listed_twice", 9)]


def test_a_list_that_sets_works_under_every_section_they_belong_to_is_not_told_so() -> None:
    pairs = [item(n, MAE_TITLE, "https://x/2111.06377", section=f"S{n}") for n in range(5, 12)]

    assert examine(published(pairs), {}) == ()


def test_an_entry_without_a_link_gets_the_address_of_its_work() -> None:
    works = {"A Study of Masks and Targets": work("title:0123", title="A Study of Masks and Targets", url="https://x.org/study")}

    (finding,) = examine(published([item(5, "A Study of Masks and Targets", None)], works), {})

    assert (finding.kind, finding.suggestion) == ("no_link", "https://x.org/study")


def test_an_entry_that_links_elsewhere_is_told_unless_that_is_how_the_list_is_kept() -> None:
    works = {f"A Study of Masks {n}": work(f"title:{n}", title=f"A Study of Masks {n}", venue="CVPR") for n in range(5, 12)}
    project = Link(role="project", url="https://x.github.io", text="project")
    entries = [item(n, f"A Study of Masks {n}", None, links=[project]) for n in range(5, 12)]

    (finding,) = examine(published(entries[:1], works), {})

    assert finding.message == "“A Study of Masks 5” has no link to a paper, only to project"
    assert examine(published(entries, works), {}) == ()


@pytest.mark.parametrize("venue", [pytest.param(None, id="nothing is known"), pytest.param("arXiv", id="of a preprint server")])
def test_what_links_elsewhere_and_appeared_nowhere_may_be_no_paper(venue: str | None) -> None:
    shop = Link(role="other", url="https://shop.example.com/0262534290", text="How people make decisions")
    works = {"How people make decisions": work("title:0123", title="How people make decisions", venue=venue)}

    assert examine(published([item(5, "How people make decisions", None, links=[shop])], works), {}) == ()


def test_of_several_entries_with_one_link_the_odd_one_is_told() -> None:
    titles = ["BEiT: BERT Pre-Training of Image Transformers", MAE_TITLE, MAE_TITLE]
    entries = [item(n, title, "https://x/2111.06377", section=f"S{n}") for n, title in enumerate(titles, 5)]

    found = examine(published(entries), {})

    assert kinds(found) == [("listed_twice", 7), ("one_link_two_titles", 5)]
    assert f"has the link of “{MAE_TITLE}” (line 6)" in found[1].message


def test_page_and_pdf_are_one_link() -> None:
    entries = [item(5, MAE_TITLE, "https://x/abs/2111.06377"), item(9, "Wide-Angle Rectification", "https://x/pdf/2111.06377")]

    assert kinds(examine(published(entries), {})) == [("one_link_two_titles", 9)]


def test_two_words_without_a_link_are_a_legend() -> None:
    assert examine(published([item(5, "Filter pruning", None)], {"Filter pruning": MAE}), {}) == ()


def test_a_dead_link_is_told_with_another_address_of_the_work() -> None:
    observed = Observed(gone={str(BEIT.id): "404 from arxiv.org"})

    (finding,) = examine(published([item(5, "BEiT", "https://arxiv.org/abs/2106.08254")]), {}, observed)

    assert (finding.kind, finding.suggestion) == ("dead_link", "https://openreview.net/forum?id=p-BhZSz59o4")
    assert "404 from arxiv.org, on two different days" in finding.message


MOVES = {
    "another place": ("https://new.example.org/a", True),
    "scheme, www and slash": ("http://www.x.org/2106.08254/", False),
    "a session": ("https://x.org/2106.08254?session=1", False),
}


@pytest.mark.parametrize(("place", "told"), MOVES.values(), ids=MOVES.keys())
def test_a_moved_link_is_told_when_the_place_is_another(place: str, told: bool) -> None:
    entries = published([item(5, "BEiT", "https://x.org/2106.08254")])

    found = examine(entries, {}, observed=Observed(moved={str(BEIT.id): place}))

    assert [(f.kind, f.suggestion) for f in found] == ([("moved_link", place)] if told else [])


def test_a_withdrawn_work_is_told(tmp_path: Path) -> None:
    told = [Finding(kind="withdrawn", list="mim", line=11, work_id=BEIT.id, message="“BEiT” has been withdrawn")]
    entries = [listed(BEIT, position=1), listed(MAE, position=2), listed(MAE, position=3)]
    build(catalogue(entries, [BEIT, MAE], findings=told), tmp_path / "papers.duckdb")

    found = examine(read(tmp_path / "papers.duckdb"), {})

    assert kinds(found) == [("listed_twice", 13), ("withdrawn", 11)]


def test_findings_of_the_run_about_the_list_are_passed_on_and_those_about_sources_are_not() -> None:
    told = [
        Finding(kind="title_differs", list="mim", line=5, work_id=BEIT.id, message="listed as another"),
        Finding(kind="preprint_published", list="mim", line=5, work_id=BEIT.id, message="the preprint has been published at ICLR"),
        Finding(kind="refused_match", list="mim", line=5, work_id=BEIT.id, message="crossref offered another"),
        Finding(kind="shared_identifier", list="mim", line=5, work_id=BEIT.id, message="two works"),
    ]

    found = examine(published([item(5, "BEiT", "https://x/2106.08254")], findings=told), {})

    assert [(f.kind, f.message) for f in found] == [
        ("title_differs", "listed as another"),
        ("preprint_published", "“BEiT: BERT Pre-Training of Image Transformers”: the preprint has been published at ICLR"),
    ]


# --- forms ------------------------------------------------------------------------------------------------------------

FOUND = (
    Finding(kind="damaged_link", list="mim", line=5, work_id=MAE.id, message="the link https://x.org/a.pdf9 is damaged", suggestion="https://x.org/a.pdf"),
    Finding(kind="contents", list="mim", line=2, work_id=None, message="contents lead to “*A*” (#1), which is not there @all"),
)  # fmt: skip


def test_findings_as_text() -> None:
    assert render(FOUND, "text") == (
        "Damaged links (1)\n"
        "  mim:5: the link https://x.org/a.pdf9 is damaged\n"
        "      → https://x.org/a.pdf\n"
        "\n"
        "Contents that do not match the sections (1)\n"
        "  mim:2: contents lead to “*A*” (#1), which is not there @all\n"
    )


def test_findings_as_markdown_follow_no_link_and_mention_nobody() -> None:
    assert render(FOUND, "markdown") == (
        "### Damaged links (1)\n"
        "\n"
        "- [ ] Line 5: the link `https://x.org/a.pdf9` is damaged → `https://x.org/a.pdf`\n"
        "\n"
        "### Contents that do not match the sections (1)\n"
        "\n"
        "- [ ] Line 2: contents lead to “\\*A\\*” (\\#1), which is not there @\u200ball\n"
    )


def test_findings_as_json_come_back() -> None:
    assert tuple(Finding.model_validate(f) for f in json.loads(render(FOUND, "json"))) == FOUND
    assert json.loads(render((), "json")) == []


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_no_finding_is_said_in_words(form: str) -> None:
    assert render((), form) == "Nothing to say: no finding.\n"


def test_hostile_words_stay_words() -> None:
    bad = Finding(kind="contents", list="mim", line=1, work_id=None, message="\x1b[31m<script> `x` ![a](b)\n# heading")

    assert "\x1b" not in render([bad], "text")
    assert render([bad], "markdown").count("\n#") == 0
    assert "<script>" not in render([bad], "markdown")


def test_an_unknown_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="text, json, markdown"):
        render((), "xml")
