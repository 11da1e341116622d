"""The whole program when things break around it: disks, files, clocks, signals, company. The table of all faults is docs/faults.md."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from pipeline import cli, release
from pipeline.clock import SystemClock
from pipeline.demo.faults import Fault, Script
from pipeline.demo.server import DemoWeb
from pipeline.errors import EvidenceUnusable, PipelineError, PublishFailed
from pipeline.run import locked
from pipeline.summary import summary
from tests.chaos import CHILD, FAULTS, a_year, child, killed_runs, missing_values, runs_under_faults
from tests.demo_project import ENTRIES, FIRST_DAY, Project, copy_of, new_project

LATER = FIRST_DAY + timedelta(hours=1)


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as server:
        yield server


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """After one run in which every site answered; only to be looked at."""
    with DemoWeb() as server:
        done = new_project(tmp_path_factory.mktemp("healthy"), server)
        done.enrich()
        yield done


@pytest.fixture
def again(healthy: Project, tmp_path: Path, web: DemoWeb) -> Project:
    """A copy of the healthy project, for a second run."""
    return copy_of(healthy, tmp_path / "again", web)


@pytest.fixture
def project(tmp_path: Path, web: DemoWeb) -> Project:
    """Before its first run."""
    return new_project(tmp_path / "project", web)


def evidence_of(project: Project) -> Path:
    return project.settings.raw_dir / "evidence.sqlite"


# --- damaged files ----------------------------------------------------------------------------------------------------


def in_the_middle(data: bytearray) -> None:
    start = len(data) // 2 // 4096 * 4096
    data[start : start + 20_480] = b"\xa5" * 20_480


def at_the_end(data: bytearray) -> None:
    del data[-30_000:]


def everywhere(data: bytearray) -> None:
    data[:] = b"\xa5" * len(data)


@pytest.mark.parametrize("damage", [in_the_middle, at_the_end, everywhere], ids=lambda f: f.__name__.replace("_", " "))
def test_damaged_evidence_is_set_aside_told_loudly_and_made_good(
    again: Project, healthy: Project, damage: Callable[[bytearray], None]
) -> None:
    data = bytearray(evidence_of(again).read_bytes())
    damage(data)
    evidence_of(again).write_bytes(data)

    report = again.enrich(LATER)

    assert "EVIDENCE WAS DAMAGED" in summary(report, LATER)
    assert [p.read_bytes() for p in again.settings.raw_dir.glob("evidence.sqlite.damaged-*")] == [data]
    assert missing_values(again.rows, healthy.rows) == []
    assert {row["work_id"] for row in again.rows} == {row["work_id"] for row in healthy.rows}


@pytest.mark.slow
def test_what_could_be_read_of_damaged_evidence_is_not_asked_again(again: Project) -> None:
    data = bytearray(evidence_of(again).read_bytes())
    at_the_end(data)
    evidence_of(again).write_bytes(data)

    again.enrich(LATER)

    pages = [visit for visit in again.web.visits if "robots.txt" not in visit.path]
    assert 0 < len(pages) < 40


@pytest.mark.slow
def test_a_rebuild_mends_the_evidence_too(again: Project) -> None:
    data = bytearray(evidence_of(again).read_bytes())
    at_the_end(data)
    evidence_of(again).write_bytes(data)

    report = again.rebuild()

    assert report.mended
    assert len(again.rows) == ENTRIES


def test_a_damaged_reading_cache_costs_time_and_nothing_else(again: Project, healthy: Project) -> None:
    cache = again.settings.enriched_dir / "readings.sqlite"
    cache.write_bytes(cache.read_bytes()[:5000] + b"\xa5" * 20_000)

    again.rebuild()

    assert again.json == healthy.json


# --- disks ------------------------------------------------------------------------------------------------------------


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """No file can grow beyond so many bytes: to a program, a disk that is full at this very write."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 8_192, 70_000, 300_000], ids=lambda n: f"{n} bytes")
def test_a_disk_that_is_full_ends_the_run_with_a_word_and_the_next_one_goes_on(project: Project, healthy: Project, size: int) -> None:
    with files_no_longer_than(size), pytest.raises(PipelineError) as told:
        project.enrich()

    assert told.value.exit_status == 1
    assert str(project.settings.data_dir) in str(told.value) or "papers" in str(told.value)
    project.enrich()
    assert missing_values(project.rows, healthy.rows) == []


@pytest.mark.parametrize("size", [4_096, 100_000, 500_000], ids=lambda n: f"{n} bytes")
def test_a_disk_that_is_full_at_publishing_leaves_the_old_files(again: Project, size: int) -> None:
    before = {p.name: p.read_bytes() for p in again.settings.enriched_dir.glob("papers*")}
    again.edit("- Segment Anything", "- Anything Segmented")

    with files_no_longer_than(size), pytest.raises(PipelineError) as told:
        again.enrich(LATER)

    assert told.value.exit_status == 1
    assert {p.name: p.read_bytes() for p in again.settings.enriched_dir.glob("papers*")} == before
    assert [p.name for p in again.settings.enriched_dir.iterdir() if p.name.startswith(".")] == []


def test_json_that_cannot_be_written_holds_back_the_database_too(again: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {p.name: p.read_bytes() for p in again.settings.enriched_dir.glob("papers*")}
    again.edit("- Segment Anything", "- Anything Segmented")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(release, "write", full)
    with pytest.raises(PublishFailed, match="No space left"):
        again.enrich(LATER)

    assert {p.name: p.read_bytes() for p in again.settings.enriched_dir.glob("papers*")} == before


def test_a_reading_cache_without_room_holds_nothing_up(project: Project, healthy: Project) -> None:
    (project.settings.enriched_dir / "readings.sqlite").mkdir(parents=True)

    project.enrich()

    assert project.json == healthy.json


@pytest.mark.parametrize("taken", ["data", "data/raw", "data/raw/.lock"])
def test_a_data_folder_that_cannot_be_written_is_named(project: Project, taken: str) -> None:
    place = project.folder / taken
    place.parent.mkdir(parents=True, exist_ok=True)
    if taken.endswith(".lock"):
        place.mkdir()
    else:
        place.write_text("a file where a folder should be")

    with pytest.raises(EvidenceUnusable, match="data"):
        project.enrich()


# --- company ----------------------------------------------------------------------------------------------------------


def test_readers_and_writers_of_the_published_file_are_not_in_the_way(again: Project) -> None:
    database = again.settings.enriched_dir / "papers.duckdb"
    with duckdb.connect(str(database), read_only=True) as reader:
        before = reader.execute("SELECT count(*) FROM papers").fetchone()
        again.edit("- Segment Anything [[PDF]]", "- Anything [[PDF]]")
        again.enrich(LATER)
        still = reader.execute("SELECT count(*) FROM papers WHERE listed_title = 'Segment Anything'").fetchone()

    assert before == (ENTRIES,)
    assert still == (1,)
    assert again.sql("SELECT count(*) FROM papers WHERE listed_title = 'Anything'") == [(1,)]


WRITER = """
import duckdb, sys
con = duckdb.connect(sys.argv[1])
con.execute("CREATE TABLE mine AS SELECT 1 AS x")
print("open", flush=True)
sys.stdin.readline()
con.execute("INSERT INTO mine VALUES (2)")
"""


def test_a_program_that_writes_into_the_published_file_spoils_only_its_own_copy(again: Project) -> None:
    database = again.settings.enriched_dir / "papers.duckdb"
    database.chmod(0o644)
    with subprocess.Popen([sys.executable, "-c", WRITER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        again.edit("- Segment Anything [[PDF]]", "- Anything [[PDF]]")
        again.enrich(LATER)
        writer.communicate(b"\n")

    assert again.sql("SELECT count(*) FROM papers WHERE listed_title = 'Anything'") == [(1,)]
    assert again.sql("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'mine'") == [(0,)]
    again.enrich(LATER + timedelta(hours=1))
    assert len(again.rows) == ENTRIES


def test_the_lock_is_free_again_when_its_holder_was_killed(project: Project) -> None:
    project.web.delay = 0.02
    with child(project) as run:
        _wait_for(lambda: len(project.web.visits) > 5)
        run.send_signal(signal.SIGKILL)

    with locked(project.settings):
        pass


def test_the_starts_of_a_killed_run_count_for_budgets_and_intervals_of_the_next(project: Project) -> None:
    project.web.delay = 0.3
    with child(project) as run:
        _wait_for(lambda: sum(visit.host == "openaccess.thecvf.com" for visit in project.web.visits) > 4)
        run.send_signal(signal.SIGKILL)

    noted = dict(project.evidence("select site, count(*) from requests group by site"))
    assert noted["cvf"] >= 2


# --- signals ----------------------------------------------------------------------------------------------------------

COMMAND = (
    CHILD.replace("Project(Path(sys.argv[1]), None).enrich(FIRST_DAY, hosts", "hosts").replace(
        "int(sys.argv[2]))))\n", "int(sys.argv[2])))\n"
    )
    + """
from functools import partial
from pipeline import cli, run
import os
os.chdir(sys.argv[1])
run.enrich = partial(run.enrich, hosts=hosts)
sys.exit(cli.main(["enrich"]))
"""
)


def command(project: Project) -> subprocess.Popen[bytes]:
    """`python -m pipeline enrich` in the project's folder, on the demonstration's web."""
    arguments = [sys.executable, "-c", COMMAND, str(project.folder), str(project.web.hosts["any"][1])]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    return subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _wait_for(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not reached() and time.monotonic() < end:
        time.sleep(0.005)
    assert reached()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda s: s.name)
def test_a_signal_ends_the_asking_and_what_came_is_published(project: Project, number: signal.Signals) -> None:
    project.web.delay = 0.02
    with command(project) as run:
        _wait_for(lambda: len(project.web.visits) > 8)
        run.send_signal(number)
        out, _ = run.communicate(timeout=20)

    assert run.returncode == 130
    assert b"Interrupted" in out
    assert {row["status"] for row in project.rows} == {"complete", "pending"} or {row["status"] for row in project.rows} == {"pending"}


class Slow(Script):
    """Notes who asks, and keeps everybody waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def next(self, address: str) -> Fault | None:
        self.asked.append(address)
        time.sleep(5)
        return None


@pytest.mark.slow
def test_a_second_signal_ends_the_run_at_once(project: Project) -> None:
    project.web.script = slow = Slow()
    with command(project) as run:
        _wait_for(lambda: bool(slow.asked))
        run.send_signal(signal.SIGINT)
        time.sleep(0.7)  # sooner it counts as the same one
        began = time.monotonic()
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=20)

    assert run.returncode == 130
    assert time.monotonic() - began < 2
    assert b"ended at once" in err
    assert b"Traceback" not in err


# --- clocks -----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_after_a_clock_that_ran_ten_years_ahead_lookups_are_due_again_and_not_too_early(project: Project, healthy: Project) -> None:
    ahead = FIRST_DAY + timedelta(days=3650)
    project.enrich(ahead)
    project.web.forget()

    project.enrich(FIRST_DAY)  # the clock is right again
    soon = [visit.host for visit in project.web.visits]
    project.web.forget()
    project.enrich(FIRST_DAY + timedelta(days=1))
    next_day = {visit.host for visit in project.web.visits}
    project.web.forget()
    project.enrich(FIRST_DAY + timedelta(days=450))
    yearly = {visit.host for visit in project.web.visits}

    assert set(soon) <= {"raw.githubusercontent.com"}
    assert next_day <= {"raw.githubusercontent.com", "direct.mit.edu"}
    assert {"openaccess.thecvf.com", "export.arxiv.org"} <= yearly
    assert missing_values(project.rows, healthy.rows) == []


def test_a_clock_that_was_behind_for_one_run_makes_nothing_due(again: Project) -> None:
    again.enrich(FIRST_DAY - timedelta(days=3000))
    again.web.forget()

    again.enrich(LATER)

    assert {visit.host for visit in again.web.visits} <= {"raw.githubusercontent.com"}


def test_setting_the_machines_clock_does_not_reach_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    before = clock.now()

    monkeypatch.setattr(time, "time", lambda: 0.0)

    assert before <= clock.now() < before + timedelta(minutes=1)


# --- readers ----------------------------------------------------------------------------------------------------------


def test_what_an_older_reader_took_for_a_work_is_asked_again(again: Project, healthy: Project) -> None:
    """As if the site's home page had once been read as the paper: the present reader finds no work in it."""
    home = zlib.compress(b"<!DOCTYPE html><html><head><meta property='og:title' content='Home'></head><body></body></html>")
    with sqlite3.connect(evidence_of(again)) as db:
        db.execute("update responses set body = ? where url like '%openaccess.thecvf.com/content%'", [home])
    db.close()
    for name in ("readings.sqlite", "papers.json"):  # without the second the run has something to do
        (again.settings.enriched_dir / name).unlink()

    again.enrich(FIRST_DAY + timedelta(days=1))

    assert "openaccess.thecvf.com" in {visit.host for visit in again.web.visits}
    assert missing_values(again.rows, healthy.rows) == []


# --- between machines -------------------------------------------------------------------------------------------------


def test_packed_evidence_gives_the_same_files_elsewhere(
    again: Project, healthy: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_log_to_stderr", lambda verbose: None)
    monkeypatch.chdir(again.folder)
    assert cli.main(["evidence", "pack", str(tmp_path / "evidence.pack")]) == 0
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "lists.toml").write_text((again.folder / "lists.toml").read_text())
    monkeypatch.chdir(tmp_path / "elsewhere")

    assert cli.main(["evidence", "unpack", str(tmp_path / "evidence.pack")]) == 0
    assert cli.main(["rebuild"]) == 0

    assert (tmp_path / "elsewhere" / "data" / "enriched" / "papers.json").read_bytes() == healthy.json
    assert "Wrote" in capsys.readouterr().out
    assert cli.main(["evidence", "unpack", str(tmp_path / "nothing")]) == 2


# --- layouts ----------------------------------------------------------------------------------------------------------


def test_a_site_that_drops_a_field_is_named_in_summary_and_status(
    again: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    state = json.loads(again.evidence("select state from published")[0][0])
    layout = state["layout"]["cvf"]
    assert layout["usual"]["pages"] == layout["usual"]["ways"]["title"]["citation_title"]
    layout["lately"] = {"reader": layout["usual"]["reader"], "pages": 12, "ways": {"title": {"h1": 12}}}
    with sqlite3.connect(evidence_of(again)) as db:
        db.execute("update published set state = ?", [json.dumps(state)])
        db.execute("delete from answers where source = 'cvf' and value like '%Segment%'")
    db.close()
    again.edit("- Segment Anything [[PDF]]", "- Segment anything [[PDF]]")

    report = again.enrich(LATER)

    assert any("cvf: title" in warning for warning in report.warnings)
    assert "WARNING: cvf: abstract found on" in summary(report, LATER)
    monkeypatch.chdir(again.folder)
    assert cli.main(["status"]) == 0
    assert "WARNING: cvf: title" in capsys.readouterr().out


# --- a small share of the long runs -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_faults_at_nine_addresses_in_ten_change_nothing_in_the_end(tmp_path: Path, healthy: Project) -> None:
    quick = [fault for fault in FAULTS if fault is not Fault.TOO_MANY]  # its Retry-After is a second each

    assert runs_under_faults(tmp_path, 0, healthy.rows, quick) > 1


@pytest.mark.slow
def test_a_run_that_is_killed_again_and_again_ends_as_if_it_had_not(tmp_path: Path, healthy: Project) -> None:
    killed_runs(tmp_path, kills=3, seed=1, json=healthy.json)


@pytest.mark.slow
def test_weeks_of_runs_on_a_changing_list_cost_little_and_lose_nothing(tmp_path: Path) -> None:
    requests, sizes = a_year(tmp_path, days=21, step=7)

    assert max(requests[1:]) <= 5
    assert sizes[-1] <= 2 * sizes[0]
