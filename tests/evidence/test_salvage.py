"""Damaged evidence: it is named and set aside, what can be read is saved, and what is lost is asked again."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import EvidenceDamaged, EvidenceUnusable
from pipeline.evidence import Evidence, Shown, Snapshot, salvage
from pipeline.evidence.schema import SCHEMA_VERSION
from pipeline.evidence.trouble import explained
from pipeline.models import Answer, Ask, Lookup, Outcome, Response, RunRecord

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PAGES = 60


def lookup(n: int) -> Lookup:
    return Lookup(source="cvf", by="id", value=f"cvf:CVPR2023/Work_{n}")


def body(n: int) -> bytes:
    return random.Random(n).randbytes(3000)


def fill(path: Path) -> None:
    """Evidence of sixty pages found, none of which can be packed any smaller."""
    with Evidence(path) as evidence:
        for n in range(PAGES):
            ask = Ask(lookups=(lookup(n),), url=f"https://example.org/{n}")
            response = Response(ask=ask, final_url=ask.url, status=200, headers={}, body=body(n), at=NOW)
            evidence.add(response, True, [Answer(lookup=lookup(n), outcome=Outcome.FOUND, at=NOW, run="r1")])
        evidence.add_snapshot(
            Snapshot(list="mim", sha256="x", body=b"# list", etag=None, last_modified=None, entries=60, at=NOW),
            taken=True,
            reason="",
            run="r1",
        )
        with evidence.publication(NOW) as ledger:
            ledger.mint({f"cvf:{n}": f"w:{n}" for n in range(PAGES)})
            for n in range(PAGES):
                ledger.show(Shown(list="mim", work_id=f"w:{n}", n=0, line=n, section="", fields={}))
            ledger.commit()
        evidence.note_run(RunRecord(id="r1", started=NOW, ended=NOW, requests=60, found=60, not_found=0, refused=0, broken=0))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "evidence.sqlite"
    fill(path)
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "evidence.sqlite"))


def middle_zeroed(data: bytearray) -> None:
    start = len(data) // 2 // 4096 * 4096
    data[start : start + 8192] = bytes(8192)


def end_cut_off(data: bytearray) -> None:
    del data[-10_000:]


def head_overwritten(data: bytearray) -> None:
    data[:24] = b"x" * 24


def noise(data: bytearray) -> None:
    start = len(data) // 3
    data[start : start + 20_000] = random.Random(1).randbytes(20_000)


DAMAGES: list[Callable[[bytearray], None]] = [middle_zeroed, end_cut_off, head_overwritten, noise]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda f: f.__name__.replace("_", " "))
def test_what_can_be_read_is_saved_and_the_rest_is_forgotten(path: Path, damage: Callable[[bytearray], None]) -> None:
    data = bytearray(path.read_bytes())
    damage(data)
    path.write_bytes(data)
    with pytest.raises(EvidenceDamaged, match=r"evidence\.sqlite"):
        Evidence(path)

    saved = salvage(path, NOW)

    assert saved.aside.read_bytes() == data
    assert "damaged-20261122T080000Z" in str(saved)
    with Evidence(path) as evidence:
        standings = evidence.standings()
        kept = [evidence.response(s.found) for s in standings.values() if s.found is not None]
    assert PAGES // 4 <= len(kept) <= PAGES
    for response in kept:
        assert response is not None
        assert response.body == body(int(response.ask.lookups[0].value.rpartition("_")[2]))


def test_nothing_but_the_file_and_its_damaged_copy_is_left_behind(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50_000])

    salvage(path, NOW)
    with Evidence(path):
        pass

    assert sorted(p.name for p in path.parent.iterdir()) == ["evidence.sqlite", "evidence.sqlite.damaged-20261122T080000Z"]


def test_two_damaged_files_of_one_second_are_both_kept(path: Path) -> None:
    for _ in range(2):
        path.write_bytes(path.read_bytes()[:9000])
        salvage(path, NOW)

    assert len(list(path.parent.glob("evidence.sqlite.damaged-*"))) == 2


def test_a_file_of_which_nothing_can_be_read_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    path.write_bytes(b"no database, but long enough to be taken for one " * 1000)

    saved = salvage(path, NOW)

    assert saved.rows == 0
    with Evidence(path) as evidence:
        assert evidence.standings() == {}


def test_rows_that_are_no_longer_what_was_written_are_left_behind(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("update responses set body = x'00' where id = 1")
        db.execute("update answers set outcome = 'fuond' where id = 2")
        db.execute("update answers set at = 'yesterday' where id = 3")
        db.execute("update shown set fields = '{' where line = 4")
    db.close()

    saved = salvage(path, NOW)

    assert saved.unreadable == 4 + 1  # the snapshot of the fixture has a digest that is not its own
    with Evidence(path) as evidence:
        assert {lookup(0), lookup(1), lookup(2)}.isdisjoint(evidence.standings())
        assert len(evidence.standings()) == PAGES - 3


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("update responses set body = x'00'", lambda e: e.response(1)),
        ("update answers set outcome = 'fuond'", lambda e: e.standings()),
        ("update shown set fields = '{'", lambda e: list(e.shown())),
        ("update runs set record = '{}'", lambda e: e.runs()),
        ("update snapshots set body = x'00'", lambda e: e.snapshot("mim")),
        ("update answers set reason = cast(x'ff' as text)", lambda e: e.standings()),
    ],
    ids=["body", "outcome", "json", "model", "snapshot", "text"],
)
def test_damage_that_only_reading_shows_is_told_as_damage(path: Path, sql: str, read: Callable[[Evidence], object]) -> None:
    with sqlite3.connect(path) as db:
        db.execute(sql)
    db.close()

    with pytest.raises(EvidenceDamaged), Evidence(path) as evidence:
        read(evidence)


def test_a_full_disk_is_told_as_one_and_nothing_is_half_written(path: Path) -> None:
    ask = Ask(lookups=(lookup(99),), url="https://example.org/99")
    response = Response(ask=ask, final_url=ask.url, status=200, headers={}, body=random.Random(9).randbytes(100_000), at=NOW)

    def add_without_room() -> None:
        with Evidence(path) as evidence:
            pages = evidence._db.execute("pragma page_count").fetchone()[0]
            evidence._db.execute(f"pragma max_page_count = {pages}")
            evidence.add(response, True, [Answer(lookup=lookup(99), outcome=Outcome.FOUND, at=NOW, run="r2")])

    with pytest.raises(EvidenceUnusable, match="the disk is full"):
        add_without_room()

    with Evidence(path) as evidence:
        assert lookup(99) not in evidence.standings()
        assert len(evidence.standings()) == PAGES


def test_a_bug_in_our_own_sql_is_not_taken_for_damage(path: Path) -> None:
    with pytest.raises(EvidenceUnusable) as told, Evidence(path) as evidence:
        evidence._db.execute("select nothing from nowhere")

    assert not isinstance(told.value, EvidenceDamaged)


def test_an_error_without_a_code_is_damage_only_where_text_is_no_text(tmp_path: Path) -> None:
    assert not isinstance(explained(tmp_path, sqlite3.ProgrammingError("closed")), EvidenceDamaged)
    assert isinstance(explained(tmp_path, sqlite3.OperationalError("Could not decode to UTF-8")), EvidenceDamaged)


# --- releases ---------------------------------------------------------------------------------------------------------


def to_first_release(path: Path) -> None:
    with sqlite3.connect(path) as db:
        moved = {"list": "mim", "line": 1, "work_id": "w:1", "kind": "moved", "field": "section", "before": "A", "after": "B"}
        db.execute("insert into changes (change) values (?)", [json.dumps({**moved, "run": "r", "on": "2026-11-22"})])
        db.execute("alter table answers drop column noticed")
        db.execute("drop table robots")
        db.execute("update meta set value = '1' where key = 'schema_version'")
        db.execute("delete from meta where key = 'identity'")
    db.close()


def test_evidence_of_an_older_release_is_brought_up_to_date(path: Path) -> None:
    to_first_release(path)

    with Evidence(path) as evidence:
        assert len(evidence.standings(NOW)) == PAGES
        assert evidence.identity
        assert [change.kind for change in evidence.changes()] == ["moved section"]
    with sqlite3.connect(path) as db:
        assert db.execute("select value from meta where key = 'schema_version'").fetchone() == (str(SCHEMA_VERSION),)
    db.close()


def test_a_reader_of_older_evidence_is_told_what_brings_it_up_to_date(path: Path) -> None:
    to_first_release(path)

    with pytest.raises(EvidenceUnusable, match="make rebuild"):
        Evidence(path, read_only=True)


# --- clocks -----------------------------------------------------------------------------------------------------------


def test_an_answer_dated_in_the_future_counts_from_when_that_was_seen(path: Path) -> None:
    ahead = NOW + timedelta(days=3650)
    late = lookup(7)
    with Evidence(path) as evidence:
        evidence.add(None, False, [Answer(lookup=late, outcome=Outcome.REFUSED, at=ahead, run="r2")])
        evidence.add_starts([("openreview", ahead)])

        noticed = evidence.notice_future(NOW)
        again = evidence.notice_future(NOW + timedelta(days=1))
        tomorrow = evidence.standings(NOW + timedelta(days=1))
        when_the_clock_was_right_after_all = evidence.standings(ahead + timedelta(days=1))

    assert (noticed, again) == (1, 0)
    assert tomorrow[late].at == NOW
    assert tomorrow[lookup(8)].at == NOW
    assert when_the_clock_was_right_after_all[late].at == ahead
    with Evidence(path) as evidence:
        assert evidence.starts_since(NOW) == {"openreview": [NOW]}


def test_evidence_on_a_disk_that_cannot_be_written_can_still_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.evidence.connection._takes_writing", lambda db: False)

    with Evidence(path, read_only=True) as evidence:
        assert len(evidence.standings()) == PAGES
