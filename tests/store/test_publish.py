from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from threading import Event, Thread

import duckdb
import pytest

from pipeline.errors import PublishFailed
from pipeline.published import open_published
from pipeline.store.build import build
from pipeline.store.publish import publish
from tests.store.catalogues import ENTRIES, MAE, SMALL, WORKS, catalogue

NOBODY = 65534
"""The user of that name on every Unix."""

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


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter, which they may not with pytest's own."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Rights as most people have them, also where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


_PATIENT = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
for _ in iter(lambda: print(con.execute("SELECT count(*) FROM papers").fetchone()[0], flush=True) or sys.stdin.readline(), ""):
    pass
"""


@pytest.fixture
def patient(open_folder: Path) -> Iterator[Callable[[], int]]:
    """Another program that keeps the published file open; each call asks it how many papers it sees."""
    publish(build_small, open_folder / "papers.duckdb")
    command = [sys.executable, "-c", _PATIENT, str(open_folder / "papers.duckdb")]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        answers, questions = process.stdout, process.stdin
        answers.readline()

        def papers() -> int:
            questions.write("again\n")
            questions.flush()
            return int(answers.readline())

        yield papers
        questions.close()


def test_neither_readers_nor_writers_stop_ten_runs_or_see_half_a_file(open_folder: Path, patient: Callable[[], int]) -> None:
    target = open_folder / "papers.duckdb"

    for run in range(10):
        size = run % len(ENTRIES) + 1
        with ordinary_user(), pytest.raises(duckdb.IOException, match="Permission denied"):
            duckdb.connect(str(target))

        publish(partial(build, catalogue(ENTRIES[:size], WORKS)), target)

        assert patient() == 7, "the reader keeps what it opened"
        assert entries(target) == size, "the next one sees the new file"
        assert names(open_folder) == ["papers.duckdb"]


def test_whoever_looks_while_runs_publish_sees_a_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "papers.duckdb"
    publish(build_small, target)
    seen: list[tuple[int, int]] = []
    done = Event()

    def look() -> None:
        while not done.is_set():
            with open_published(target) as con:
                seen.extend(con.execute("SELECT (SELECT sum(entries) FROM lists)::INTEGER, count(*) FROM papers").fetchall())

    watcher = Thread(target=look)
    watcher.start()
    for run in range(10):
        publish(build_one if run % 2 else build_small, target)
    done.set()
    watcher.join()

    assert {*seen} <= {(7, 7), (1, 1)}


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
