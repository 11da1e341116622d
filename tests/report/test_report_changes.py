"""changes.md and the feeds: what is told, what is not, and that equal content gives equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.models import Change, Identifier
from pipeline.report import write_changes
from pipeline.report.events import events
from pipeline.store.build import build
from tests.store.catalogues import ANSWERS, BEIT, MAE, RUN, SIMMIM, UNREAD, catalogue, listed

DAY = date(2026, 11, 22)
ATOM = "{http://www.w3.org/2005/Atom}"


def change(
    kind: str, work: Identifier, field: str | None = None, before: str | None = None, after: str | None = None, **other: object
) -> Change:
    given = {
        "list": "mim",
        "line": 11,
        "work_id": work,
        "kind": kind,
        "field": field,
        "before": before,
        "after": after,
        "run": RUN,
        "on": DAY,
    }
    return Change.model_validate({**given, **other})


def published(folder: Path, changes: Sequence[Change]) -> Path:
    works = [MAE, BEIT, SIMMIM, UNREAD]
    path = folder / "papers.duckdb"
    build(catalogue([listed(w, position=n) for n, w in enumerate(works, 1)], works, changes=changes, answers=ANSWERS), path)
    return path


GONE = Identifier.parse("doi:10.1/gone")
CASES = {
    "added": (change("added", SIMMIM.id, after="SimMIM"), None, "Zhenda Xie et al., CVPR 2022"),
    "removed": (change("removed", GONE, before="A Work That Was Here"), None, ""),
    "link changed": (
        change("link changed", SIMMIM.id, "listed_url", "https://x.org/old.pdf", "https://x.org/new.pdf"),
        "https://x.org/new.pdf", "was https://x.org/old.pdf",
    ),
    "a link at last": (change("link changed", SIMMIM.id, "listed_url", None, "https://x.org/new.pdf"), "https://x.org/new.pdf", "had none"),
    "link died": (
        change("link died", SIMMIM.id, "listed_url", "https://x.org/gone.pdf", "404 from x.org"),
        "https://x.org/gone.pdf", "404 from x.org",
    ),
    "code link died": (
        change("link died", SIMMIM.id, "code_url", "https://github.com/no/body", "404 from api.github.com"),
        "https://github.com/no/body", "code link, 404 from api.github.com",
    ),
    "now published": (
        change("now published", BEIT.id, "venue", "arXiv", "ICLR"),
        "https://openreview.net/forum?id=p-BhZSz59o4", "Hangbo Bao et al., ICLR 2022",
    ),
    "title changed": (
        change("title changed", BEIT.id, "title", "Scalable Learners", "Masked Autoencoders"),
        "https://openreview.net/forum?id=p-BhZSz59o4", "was “Scalable Learners”",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("told", "url", "note"), CASES.values(), ids=CASES.keys())
def test_a_reader_hears_what_happened_and_where_to_look(told: Change, url: str | None, note: str, tmp_path: Path) -> None:
    (event,) = events(published(tmp_path, [told]))

    assert (event.kind, event.url, event.note) == (told.kind, url, note)


@pytest.mark.parametrize("kind", ["changed", "moved section"])
def test_what_only_a_table_needs_to_know_is_not_told(kind: str, tmp_path: Path) -> None:
    assert events(published(tmp_path, [change(kind, MAE.id, "section", "A", "B")])) == ()


def test_what_happens_to_a_work_is_told_once_however_often_it_is_listed(tmp_path: Path) -> None:
    both = [change("now published", BEIT.id, "venue", "arXiv", "ICLR", line=line) for line in (12, 40)]

    assert len(events(published(tmp_path, both))) == 1


def test_changes_are_empty_when_nothing_changed(tmp_path: Path) -> None:
    (tmp_path / "changes-gone.atom").write_text("of a list that is no more")

    page, feed = write_changes(published(tmp_path, []), tmp_path)

    assert [p.name for p in tmp_path.glob("changes-*.atom")] == [feed.name]
    assert page.read_bytes() == b""
    assert not ElementTree.fromstring(feed.read_text()).findall(f"{ATOM}entry")


def test_changes_read_by_day_newest_first(tmp_path: Path) -> None:
    changes = [
        change("added", SIMMIM.id, after="SimMIM"),
        change("removed", GONE, before="A *Work* That Was Here", line=40),
        change("now published", BEIT.id, "venue", "arXiv", "ICLR", on=date(2026, 11, 20), run="earlier"),
    ]

    page, _ = write_changes(published(tmp_path, changes), tmp_path)

    assert page.read_text() == (
        "# What changed\n"
        "\n"
        "## 2026-11-22\n"
        "\n"
        "### mim\n"
        "\n"
        "- Added: SimMIM: A Simple Framework for Masked Image Modeling (Zhenda Xie et al., CVPR 2022)\n"
        "- Removed: A \\*Work\\* That Was Here\n"
        "\n"
        "## 2026-11-20\n"
        "\n"
        "### mim\n"
        "\n"
        "- Now published: [BEiT: BERT Pre-Training of Image Transformers](https://openreview.net/forum?id=p-BhZSz59o4)"
        " (Hangbo Bao et al., ICLR 2022)\n"
    )


def test_a_feed_is_an_atom_feed_with_an_id_of_its_own_for_every_event(tmp_path: Path) -> None:
    changes = [change("added", SIMMIM.id, after="SimMIM"), change("now published", BEIT.id, "venue", "arXiv", "ICLR")]

    _, feed = write_changes(published(tmp_path, changes), tmp_path)

    root = ElementTree.fromstring(feed.read_text())
    assert feed.name == "changes-mim.atom"
    assert [child.tag.removeprefix(ATOM) for child in root][:4] == ["id", "title", "updated", "author"]
    entries = root.findall(f"{ATOM}entry")
    assert {e.findtext(f"{ATOM}title") for e in entries} == {
        "Added: SimMIM: A Simple Framework for Masked Image Modeling", "Now published: BEiT: BERT Pre-Training of Image Transformers",
    }  # fmt: skip
    ids = [root.findtext(f"{ATOM}id"), *(e.findtext(f"{ATOM}id") for e in entries)]
    assert len(set(ids)) == 3
    assert all(i and i.startswith("urn:uuid:") for i in ids)
    assert {e.findtext(f"{ATOM}updated") for e in entries} == {"2026-11-22T00:00:00Z"}
    before = feed.read_bytes()
    assert write_changes(tmp_path / "papers.duckdb", tmp_path)[1].read_bytes() == before


def test_two_links_of_one_work_that_died_on_one_day_are_two_entries_of_a_feed(tmp_path: Path) -> None:
    died = [change("link died", SIMMIM.id, "code_url", f"https://github.com/no/{n}", "404 from api.github.com") for n in (1, 2)]

    _, feed = write_changes(published(tmp_path, died), tmp_path)

    entries = ElementTree.fromstring(feed.read_text()).findall(f"{ATOM}entry")
    assert len({e.findtext(f"{ATOM}id") for e in entries}) == 2


def test_an_entry_of_a_feed_without_a_link_has_content_as_the_standard_asks(tmp_path: Path) -> None:
    _, feed = write_changes(published(tmp_path, [change("removed", GONE, before="A Work")]), tmp_path)

    entry = ElementTree.fromstring(feed.read_text()).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.find(f"{ATOM}link") is None
    assert entry.findtext(f"{ATOM}content") == "A Work"


def test_control_characters_do_not_break_a_feed(tmp_path: Path) -> None:
    bad = "A\x00 \x1b[31mred\ufffe & <b>title</b>"

    _, feed = write_changes(published(tmp_path, [change("removed", GONE, before=bad)]), tmp_path)

    entry = ElementTree.fromstring(feed.read_text()).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Removed: A red\ufffd & <b>title</b>"


def test_what_is_older_than_a_year_before_the_newest_falls_away(tmp_path: Path) -> None:
    changes = [change("added", SIMMIM.id), change("added", MAE.id, on=date(2024, 1, 1), run="old")]

    assert [e.day for e in events(published(tmp_path, changes))] == [DAY]
