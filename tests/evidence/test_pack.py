"""Evidence on its way between machines."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import EvidenceUnusable, UsageError
from pipeline.evidence import Evidence, ReadingCache, pack, unpack
from pipeline.models import Answer, Lookup, Outcome

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
WORK = Lookup(source="cvf", by="id", value="cvf:CVPR2023/X")


def evidence_of(path: Path, at: datetime = NOW) -> Path:
    with Evidence(path) as evidence:
        evidence.add(None, False, [Answer(lookup=WORK, outcome=Outcome.NOT_FOUND, at=at, run="r1")])
    return path


def test_what_is_packed_is_unpacked_elsewhere(tmp_path: Path) -> None:
    here, there = evidence_of(tmp_path / "here" / "evidence.sqlite"), tmp_path / "there" / "evidence.sqlite"

    size = pack(here, tmp_path / "packed")
    unpack(tmp_path / "packed", there)

    assert size == (tmp_path / "packed").stat().st_size < here.stat().st_size
    with Evidence(here) as one, Evidence(there) as other:
        assert one.standings() == other.standings()
        assert one.identity != other.identity
    assert sorted(p.name for p in tmp_path.iterdir()) == ["here", "packed", "there"]
    assert [p.name for p in there.parent.iterdir()] == ["evidence.sqlite"]


def test_equal_evidence_packs_to_equal_bytes(tmp_path: Path) -> None:
    path = evidence_of(tmp_path / "evidence.sqlite")

    pack(path, tmp_path / "a")
    pack(path, tmp_path / "b")

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_evidence_in_use_is_packed_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    with Evidence(path) as busy:
        busy.add(None, False, [Answer(lookup=WORK, outcome=Outcome.NOT_FOUND, at=NOW, run="r1")])
        pack(path, tmp_path / "packed")

    unpack(tmp_path / "packed", tmp_path / "there" / "evidence.sqlite")

    with Evidence(tmp_path / "there" / "evidence.sqlite") as evidence:
        assert WORK in evidence.standings()


def test_newer_evidence_is_not_overwritten_unless_that_is_asked_for(tmp_path: Path) -> None:
    pack(evidence_of(tmp_path / "old" / "evidence.sqlite"), tmp_path / "packed")
    newer = evidence_of(tmp_path / "new" / "evidence.sqlite", NOW + timedelta(days=1))

    with pytest.raises(UsageError, match="--force"):
        unpack(tmp_path / "packed", newer)
    with Evidence(newer) as evidence:
        assert evidence.newest() == (NOW + timedelta(days=1)).isoformat()

    unpack(tmp_path / "packed", newer, force=True)
    with Evidence(newer) as evidence:
        assert evidence.newest() == NOW.isoformat()


def test_older_and_damaged_evidence_is_replaced(tmp_path: Path) -> None:
    pack(evidence_of(tmp_path / "here" / "evidence.sqlite"), tmp_path / "packed")
    older = evidence_of(tmp_path / "older" / "evidence.sqlite", NOW - timedelta(days=1))
    damaged = tmp_path / "damaged" / "evidence.sqlite"
    damaged.parent.mkdir()
    damaged.write_bytes(b"nothing of use " * 500)

    for path in (older, damaged):
        unpack(tmp_path / "packed", path)
        with Evidence(path) as evidence:
            assert evidence.newest() == NOW.isoformat()


@pytest.mark.parametrize(
    "content",
    [b"", b"plain text", gzip.compress(b"no database at all, but well packed" * 500), gzip.compress(b"x" * 5000)[:20]],
    ids=["empty", "not packed", "something else packed", "cut short"],
)
def test_a_file_that_is_no_packed_evidence_is_refused_and_nothing_is_touched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "packed").write_bytes(content)
    path = evidence_of(tmp_path / "data" / "evidence.sqlite")
    before = path.read_bytes()

    with pytest.raises(UsageError, match="packed"):
        unpack(tmp_path / "packed", path, force=True)

    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["evidence.sqlite"]


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no evidence"):
        pack(tmp_path / "evidence.sqlite", tmp_path / "packed")
    with pytest.raises(UsageError, match="cannot read"):
        unpack(tmp_path / "packed", tmp_path / "evidence.sqlite")
    path = evidence_of(tmp_path / "evidence.sqlite")
    with pytest.raises((UsageError, EvidenceUnusable)):
        pack(path, tmp_path / "no such folder" / "packed")


def test_readings_of_other_evidence_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite"
    cache = ReadingCache(path, "one")
    cache.put([("cvf by id: x", 1, "v1", '"said"')])
    cache.close()

    same, other = ReadingCache(path, "one"), ReadingCache(path, "another")
    kept = other.get("cvf by id: x", 1, "v1")
    other.close()
    same.close()

    assert kept is None


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("where a folder should be")
    cache = ReadingCache(tmp_path / "a file" / "readings.sqlite", "one")

    cache.put([("cvf by id: x", 1, "v1", '"said"')])

    assert cache.get("cvf by id: x", 1, "v1") == '"said"'
    cache.close()


def test_a_cache_for_which_there_is_no_room_is_done_without(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path / "readings.sqlite", "one")
    for _ in range(3):  # full, renewed, full again, left
        cache._db.execute("pragma max_page_count = 1")
        cache.put([("cvf by id: x", n, "v1", '"said"' + str(n) * 5000) for n in range(100)])

    cache.put([("cvf by id: x", 1, "v1", '"said"')])

    assert cache.get("cvf by id: x", 1, "v1") == '"said"'
    cache.close()
