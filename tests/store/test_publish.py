from __future__ import annotations

import errno
import stat
from functools import partial
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import PublishFailed
from pipeline.store.build import build
from pipeline.store.publish import publish
from tests.store.catalogues import ENTRIES, MAE, SMALL, catalogue

build_small = partial(build, SMALL)
build_one = partial(build, catalogue(ENTRIES[:1], [MAE]))


def entries(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as con:
        [(count,)] = con.execute("SELECT count(*) FROM papers").fetchall()
    return int(count)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_published_file_is_read_only_and_alone(tmp_path: Path) -> None:
    target = tmp_path / "enriched" / "papers.duckdb"

    publish(build_small, target)

    assert entries(target) == 7
    assert stat.S_IMODE(target.stat().st_mode) == 0o444
    assert names(target.parent) == ["papers.duckdb"]


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "papers.duckdb"
    publish(build_small, target)

    publish(build_one, target)

    assert entries(target) == 1


def test_a_reader_keeps_the_file_that_it_opened(tmp_path: Path) -> None:
    target = tmp_path / "papers.duckdb"
    publish(build_small, target)
    with duckdb.connect(str(target), read_only=True) as reader:
        publish(build_one, target)

        assert reader.execute("SELECT count(*) FROM papers").fetchall() == [(7,)]


def test_the_log_of_another_file_is_removed(tmp_path: Path) -> None:
    target = tmp_path / "papers.duckdb"
    (tmp_path / "papers.duckdb.wal").write_bytes(b"rows of an older file")

    publish(build_small, target)

    assert names(tmp_path) == ["papers.duckdb"]
    assert entries(target) == 7


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    leftover = tmp_path / ".papers.duckdb.new-killed"
    leftover.mkdir()
    (leftover / "papers.duckdb").write_bytes(b"half")

    publish(build_small, tmp_path / "papers.duckdb")

    assert names(tmp_path) == ["papers.duckdb"]


def _full_disk(path: Path) -> None:
    path.write_bytes(b"half")
    raise OSError(errno.ENOSPC, "No space left on device")


def _full_disk_seen_by_duckdb(path: Path) -> None:
    raise duckdb.IOException("IO Error: Could not write file: No space left on device")


def _garbage(path: Path) -> None:
    path.write_bytes(b"this is no database")


def _empty_database(path: Path) -> None:
    duckdb.connect(str(path)).close()


def _nothing(path: Path) -> None:
    pass


@pytest.mark.parametrize("broken", [_full_disk, _full_disk_seen_by_duckdb, _garbage, _empty_database, _nothing], ids=lambda f: f.__name__)
def test_a_file_that_is_not_sound_leaves_the_old_one(tmp_path: Path, broken: object) -> None:
    target = tmp_path / "papers.duckdb"
    publish(build_small, target)
    before = target.read_bytes()

    with pytest.raises(PublishFailed):
        publish(broken, target)  # type: ignore[arg-type]  # a table of functions of one shape

    assert target.read_bytes() == before
    assert names(tmp_path) == ["papers.duckdb"]


def test_a_bug_in_the_build_is_loud_and_leaves_nothing_behind(tmp_path: Path) -> None:
    def bug(path: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish(bug, tmp_path / "papers.duckdb")

    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(PublishFailed, match="nothing can be written"):
        publish(build_small, tmp_path / "file" / "papers.duckdb")
