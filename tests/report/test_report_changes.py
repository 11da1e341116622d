"""changes.md and the feeds: what is told, what is not, and that equal content gives equal bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.models import Change, Identifier
from pipeline.report import Event, write_changes
from pipeline.report.events import Changed, events, happened
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
    "added": ([change("added", SIMMIM.id, after="SimMIM")], ["added"]),
    "removed": ([change("removed", GONE, before="A Work That Was Here")], ["removed"]),
    "published": ([change("changed", BEIT.id, "venue", "arXiv", "ICLR")], ["published"]),
    "venue found at last is no publication": ([change("changed", BEIT.id, "venue", None, "ICLR")], []),
    "one preprint server for another": ([change("changed", BEIT.id, "venue", "arXiv", "bioRxiv")], []),
    "retitled": ([change("changed", MAE.id, "title", "Scalable Learners", "Masked Autoencoders")], ["retitled"]),
    "only capitals changed": ([change("changed", MAE.id, "title", "Masked autoencoders", "Masked Autoencoders")], []),
    "another field": ([change("changed", MAE.id, "abstract", "one", "two")], []),
    "moved": ([change("moved", MAE.id, "section", "A", "B")], []),
    "another link": (
        [change("removed", GONE, before="Masked autoencoders, scalable"), change("added", MAE.id, after="Masked Autoencoders: Scalable")],
        ["linked anew"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "kinds"), CASES.values(), ids=CASES.keys())
def test_readers_hear_of_what_matters_to_them(changes: list[Change], kinds: list[str]) -> None:
    told = [Changed.model_validate({**c.model_dump(exclude={"on"}), "work_id": str(c.work_id), "day": c.on}) for c in changes]

    assert [event.kind for event in happened(told)] == kinds


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
        change("changed", BEIT.id, "venue", "arXiv", "ICLR", on=date(2026, 11, 20), run="earlier"),
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
        "- Published: [BEiT: BERT Pre-Training of Image Transformers](https://openreview.net/forum?id=p-BhZSz59o4)"
        " (Hangbo Bao et al., ICLR 2022)\n"
    )


def test_a_feed_is_an_atom_feed_with_an_id_of_its_own_for_every_event(tmp_path: Path) -> None:
    changes = [change("added", SIMMIM.id, after="SimMIM"), change("changed", BEIT.id, "venue", "arXiv", "ICLR")]

    _, feed = write_changes(published(tmp_path, changes), tmp_path)

    root = ElementTree.fromstring(feed.read_text())
    assert feed.name == "changes-mim.atom"
    assert [child.tag.removeprefix(ATOM) for child in root][:4] == ["id", "title", "updated", "author"]
    entries = root.findall(f"{ATOM}entry")
    assert {e.findtext(f"{ATOM}title") for e in entries} == {
        "Added: SimMIM: A Simple Framework for Masked Image Modeling", "Published: BEiT: BERT Pre-Training of Image Transformers",
    }  # fmt: skip
    ids = [root.findtext(f"{ATOM}id"), *(e.findtext(f"{ATOM}id") for e in entries)]
    assert len(set(ids)) == 3
    assert all(i and i.startswith("urn:uuid:") for i in ids)
    assert {e.findtext(f"{ATOM}updated") for e in entries} == {"2026-11-22T00:00:00Z"}
    before = feed.read_bytes()
    assert write_changes(tmp_path / "papers.duckdb", tmp_path)[1].read_bytes() == before


def test_a_link_that_died_is_told_once_it_is_certain(tmp_path: Path) -> None:
    database = published(tmp_path, [])
    died = [
        Event(
            kind="link died",
            day=DAY,
            list="mim",
            line=14,
            work_id=str(GONE),
            title="A Title",
            url=f"https://x.org/{n}",
            note="404 from x.org",
        )
        for n in (1, 2)
    ]

    _, feed = write_changes(database, tmp_path, died)

    assert events(database) == ()
    assert events(database, died) == tuple(died)
    entries = ElementTree.fromstring(feed.read_text()).findall(f"{ATOM}entry")
    assert [(e.findtext(f"{ATOM}title"), e.findtext(f"{ATOM}content")) for e in entries] == [("Link died: A Title", "404 from x.org")] * 2
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
