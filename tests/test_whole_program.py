"""The whole program over real HTTP on loopback: what it publishes, what it asks, and what it does when things go wrong."""

from __future__ import annotations

import html
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli
from pipeline.demo.command import LIST_PATH
from pipeline.demo.faults import Fault, Script, Trouble
from pipeline.demo.messages import Question, Reply
from pipeline.demo.server import DemoWeb, Everywhere
from pipeline.errors import AnotherRun
from pipeline.normalise.titles import fold
from pipeline.run import enrich, locked
from tests.demo_project import ENTRIES, FIRST_DAY, LIST_TEXT, NAME, SHORT_TEXT, TRUTH, Project, Rows, copy_of, new_project

MAE = "Masked Autoencoders Are Scalable Vision Learners"
LSTM = "Long Short-Term Memory"
PAGE_SITES = (
    "openaccess.thecvf.com/", "proceedings.neurips.cc/", "papers.nips.cc/", "proceedings.mlr.press/", "www.ecva.net/", "aclanthology.org/",
    "link.springer.com/", "ojs.aaai.org/", "www.ijcai.org/", "www.nature.com/", "jmlr.org/", "www.usenix.org/", "direct.mit.edu/",
)  # fmt: skip
INDEXES = ("api.semanticscholar.org/", "api.crossref.org/", "api.openalex.org/", "export.arxiv.org/", "eutils.ncbi.nlm.nih.gov/")


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, web: DemoWeb) -> Project:
    """Before its first run."""
    return new_project(tmp_path / "project", web)


@pytest.fixture
def short(tmp_path: Path, web: DemoWeb) -> Project:
    """Before its first run, with a third of the list."""
    return new_project(tmp_path / "short", web, SHORT_TEXT)


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


# --- a first run ------------------------------------------------------------------------------------------------------


def test_a_first_run_publishes_every_listed_work_as_its_sites_tell_it(healthy: Project) -> None:
    published = [
        {
            "title": row["title"],
            "authors": tuple(f"{a['given']} {a['family']}" for a in row["authors"]),
            **{name: row[name] for name in ("venue", "year", "abstract", "doi", "arxiv_id", "status")},
        }
        for row in healthy.rows
    ]

    assert published == [
        {
            "title": work.title,
            "authors": work.names,
            "venue": work.venue,
            "year": work.year,
            "abstract": work.abstract,
            "doi": work.doi,
            "arxiv_id": work.arxiv,
            "status": "complete",
        }
        for work in (TRUTH[row["title"]] for row in healthy.rows)
    ]


def test_every_entry_of_the_list_is_published_in_its_order(healthy: Project) -> None:
    lines = [n for n, line in enumerate(LIST_TEXT.splitlines(), 1) if "[[PDF]]" in line]

    assert [row["line"] for row in healthy.rows] == lines


def test_a_work_that_is_listed_twice_is_one_work(healthy: Project) -> None:
    assert healthy.sql("SELECT title, entries FROM duplicates") == [("Deep Residual Learning for Image Recognition", 2)]


def test_a_damaged_link_is_mended_and_told(healthy: Project) -> None:
    rows = healthy.sql("SELECT work_id, suggestion FROM findings WHERE kind = 'damaged_link' AND message LIKE '%pdf9%'")

    assert rows == [
        (
            "cvf:ICCV2023/Kirillov_Segment_Anything_ICCV_2023_paper",
            "https://openaccess.thecvf.com/content/ICCV2023/papers/Kirillov_Segment_Anything_ICCV_2023_paper.pdf",
        )
    ]


def test_a_code_link_stays_with_its_entry(healthy: Project) -> None:
    assert healthy.row(MAE)["code_url"] == "https://github.com/facebookresearch/mae"
    assert healthy.sql("SELECT role FROM links WHERE identifier = 'github:facebookresearch/mae'") == [("code",)]


def test_what_forbids_programs_is_never_asked(healthy: Project) -> None:
    asked = {visit.host for visit in healthy.web.visits}

    assert asked.isdisjoint({"ieeexplore.ieee.org", "dl.acm.org"})


def test_no_pdf_is_ever_fetched(healthy: Project) -> None:
    assert [visit.address for visit in healthy.web.visits if ".pdf" in visit.path or "/pdf" in visit.path] == []


def test_a_first_run_needs_at_most_one_page_a_work_and_few_requests_besides(healthy: Project) -> None:
    asked = [visit.address for visit in healthy.web.visits if visit.path != "/robots.txt"]

    assert len(asked) <= 1.4 * len(healthy.rows)
    pages = [address for address in asked if not address.startswith("api")]
    assert len(pages) == len(set(pages))


def test_every_chosen_value_is_found_in_what_its_source_answered(healthy: Project) -> None:
    bodies = {number: _folded(f"{url} {_text(body)}") for number, url, body in _responses(healthy)}
    chosen = healthy.sql(
        "SELECT c.field, c.way, c.raw, r.response FROM claims AS c JOIN records AS r ON r.id = c.record"
        " WHERE c.chosen AND c.field IN ('title', 'authors', 'abstract', 'venue', 'container_title', 'year')"
        " AND c.source NOT IN ('list', 'link') AND c.way NOT IN ('site', 'atom:id')"  # these two are what the site itself stands for
    )

    unfound = [row for row in chosen if not all(word in bodies[int(str(row[3]))] for word in re.findall(r"\w+", _folded(str(row[2]))))]

    assert len(chosen) > 5 * len(TRUTH)
    assert unfound == []


def _responses(project: Project) -> list[tuple[int, str, bytes]]:
    rows = project.sql("SELECT DISTINCT response FROM records WHERE response IS NOT NULL")
    from_evidence = {row[0]: row for row in project.evidence("select id, final_url, body from responses")}
    return [from_evidence[int(str(number))] for (number,) in rows]


def _text(body: bytes) -> str:
    return html.unescape(zlib.decompress(body).decode())


def _folded(text: str) -> str:
    return text.casefold()


# --- further runs -----------------------------------------------------------------------------------------------------


def test_a_second_run_asks_only_whether_the_list_has_changed(again: Project) -> None:
    before = again.look()

    report = again.enrich(FIRST_DAY + timedelta(hours=1))

    assert [(visit.address, visit.status) for visit in again.web.visits] == [(f"raw.githubusercontent.com{LIST_PATH}", 304)]
    assert again.look() == before
    assert not report.built
    assert [one.entries for one in report.lists] == [len(again.rows)]


def test_files_that_were_touched_are_published_anew_without_asking_a_source(again: Project, healthy: Project) -> None:
    (again.settings.enriched_dir / "papers.json").chmod(0o644)
    (again.settings.enriched_dir / "papers.json").write_text("[]", encoding="utf-8")

    again.enrich(FIRST_DAY + timedelta(hours=1))

    assert again.json == healthy.json
    assert {visit.host for visit in again.web.visits} == {"raw.githubusercontent.com"}


@pytest.mark.parametrize("cold", [False, True], ids=["warm", "cold"])
def test_a_rebuild_gives_the_same_bytes_without_the_network(again: Project, healthy: Project, cold: bool) -> None:
    for file in (again.settings.enriched_dir / "papers.duckdb", again.settings.enriched_dir / "papers.json"):
        file.unlink()

    report = again.rebuild(cold=cold)

    assert again.json == healthy.json
    assert report.built
    assert again.web.visits == []


def test_a_lookup_that_failed_is_asked_again_when_it_is_due_and_not_before(project: Project) -> None:
    project.web.script = Script(_always(("proceedings.neurips.cc/paper",), Fault.FORBIDDEN))
    project.enrich()
    project.web.script = Script()
    project.web.visits.clear()

    project.enrich(FIRST_DAY + timedelta(hours=4))
    early = {visit.host for visit in project.web.visits}
    project.enrich(FIRST_DAY + timedelta(hours=8))
    late = {visit.host for visit in project.web.visits}

    assert early == {"raw.githubusercontent.com"}
    assert (
        {"raw.githubusercontent.com", "proceedings.neurips.cc"}
        <= late
        <= {"raw.githubusercontent.com", "proceedings.neurips.cc", "papers.nips.cc", *_hosts(INDEXES)}
    )


def test_an_edit_of_the_list_is_told_entry_by_entry(again: Project) -> None:
    moved = next(line for line in LIST_TEXT.splitlines() if line.startswith("- Segment Anything"))
    again.edit(f"{moved}\n", "")
    again.edit("## Acting\n", f"## Acting\n{moved}\n")
    again.edit("- XGBoost", "- Deep learning in neural networks: An overview [[PDF]](https://arxiv.org/abs/1404.7828)\n- XGBoost")
    again.edit(next(line for line in LIST_TEXT.splitlines() if line.startswith("- Layer normalization")) + "\n", "")

    again.enrich(FIRST_DAY + timedelta(hours=1))

    assert again.sql("SELECT kind, field, before, after FROM changes ORDER BY kind") == [
        ("added", None, None, "Deep learning in neural networks: An overview"),
        ("moved section", "section", "Seeing / Recognition", "Acting"),
        ("removed", None, "Layer Normalization", None),
    ]
    assert {visit.host for visit in again.web.visits} <= {"raw.githubusercontent.com", "export.arxiv.org", *_hosts(INDEXES)}


def test_a_list_that_has_shrunk_to_a_third_is_quarantined_and_the_old_one_stays(again: Project, healthy: Project) -> None:
    again.web.files[LIST_PATH] = "".join(LIST_TEXT.splitlines(keepends=True)[:25])

    reports = [again.enrich(FIRST_DAY + timedelta(hours=hours)) for hours in (1, 2)]

    assert all(f"10 entries where {ENTRIES} were known" in (report.lists[0].quarantined or "") for report in reports)
    assert again.values == healthy.values
    assert again.sql("SELECT quarantined FROM lists") == [(reports[0].lists[0].quarantined,)]


def test_a_quarantine_ends_when_the_list_is_whole_again(again: Project) -> None:
    again.web.files[LIST_PATH] = "".join(LIST_TEXT.splitlines(keepends=True)[:25])
    again.enrich(FIRST_DAY + timedelta(hours=1))
    again.web.files[LIST_PATH] = LIST_TEXT

    report = again.enrich(FIRST_DAY + timedelta(hours=2))

    assert report.lists[0].quarantined is None
    assert again.sql("SELECT quarantined FROM lists") == [(None,)]


@pytest.mark.parametrize("answer", [pytest.param(None, id="gone"), pytest.param("<html><title>Log in</title></html>", id="a captive page")])
def test_a_list_that_cannot_be_read_today_stays_as_it_was(again: Project, healthy: Project, answer: str | None) -> None:
    again.web.files.pop(LIST_PATH)
    if answer is not None:
        again.web.files[LIST_PATH] = answer

    again.enrich(FIRST_DAY + timedelta(hours=1))

    assert again.values == healthy.values


def test_a_list_that_was_never_there_is_told_so(again: Project, caplog: pytest.LogCaptureFixture) -> None:
    again.enrich(FIRST_DAY + timedelta(hours=1), words=["nobody/nothing"])

    assert "there is no copy of an earlier day: is the address right?" in caplog.text


def test_a_list_given_by_its_path_is_remembered(again: Project, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(
        "# Other\n\n- Layer normalization [[PDF]](https://arxiv.org/abs/1607.06450)\n- Adam [[PDF]](https://arxiv.org/abs/1412.6980)\n"
    )
    again.enrich(FIRST_DAY + timedelta(hours=1), words=[str(other)])
    again.web.forget()

    again.enrich(FIRST_DAY + timedelta(hours=2))

    assert again.sql("SELECT list, count(*) FROM papers GROUP BY list ORDER BY list") == [(NAME, ENTRIES), ("other", 2)]
    assert {visit.host for visit in again.web.visits} == {"raw.githubusercontent.com"}


# --- runs that are cut --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [pytest.param(1, marks=pytest.mark.slow), 30], ids=lambda n: f"{n} requests")
def test_a_stopped_run_goes_on_where_it_was(project: Project, healthy: Project, after: int) -> None:
    project.web.delay = 0.01

    project.enrich(watch=lambda lanes: lanes.stop("test") if len(project.web.visits) >= after else None)

    _goes_on(project, healthy)


CHILD = """
import sys
from pathlib import Path
from tests.demo_project import Project
from pipeline.demo.server import Everywhere
Project(Path(sys.argv[1]), None).enrich(hosts=Everywhere(("127.0.0.1", int(sys.argv[2]))))
"""


@pytest.mark.parametrize("after", [10, pytest.param(50, marks=pytest.mark.slow)], ids=lambda n: f"{n} requests")
def test_a_killed_run_loses_only_what_was_under_way(project: Project, healthy: Project, after: int) -> None:
    project.web.delay = 0.01
    port = project.web.hosts["any"][1]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(project.folder), str(port)], env=environment, stderr=subprocess.DEVNULL
    ) as child:
        end = time.monotonic() + 20
        while len(project.web.visits) < after and time.monotonic() < end:
            time.sleep(0.005)
        child.send_signal(signal.SIGKILL)

    assert len(project.web.visits) >= after
    _goes_on(project, healthy)


def _goes_on(project: Project, healthy: Project) -> None:
    kept = {url for (url,) in project.evidence("select url from responses where good = 1 and url not like '%/batch?%'")}
    project.web.delay = 0.0
    project.web.forget()

    project.enrich(FIRST_DAY + timedelta(minutes=1))

    assert project.json == healthy.json
    assert kept.isdisjoint({f"https://{visit.address}" for visit in project.web.visits})
    assert project.answered_twice() == []


# --- sites that refuse ----------------------------------------------------------------------------------------------------


def _always(addresses: Sequence[str], fault: Fault) -> list[Trouble]:
    return [Trouble(address, fault, times=None) for address in addresses]


@pytest.mark.parametrize(
    "troubles",
    [
        pytest.param(_always(PAGE_SITES, Fault.FORBIDDEN), id="pages refuse"),
        pytest.param(_always(INDEXES, Fault.FORBIDDEN), id="indexes refuse", marks=pytest.mark.slow),
        pytest.param(_always((*PAGE_SITES, *INDEXES), Fault.CHALLENGE), id="walls everywhere"),
        pytest.param(
            [
                *_always(("export.arxiv.org/", "openaccess.thecvf.com/"), Fault.UNAVAILABLE),
                *_always(("api.semanticscholar.org/", "proceedings.neurips.cc/"), Fault.CUT),
            ],
            id="some are down, some break off",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_sites_that_fail_at_first_change_nothing_in_the_end(project: Project, healthy: Project, troubles: Sequence[Trouble]) -> None:
    project.web.script = Script(troubles)
    project.enrich()
    between = project.rows
    project.web.script = Script()

    project.enrich(FIRST_DAY + timedelta(days=2))

    assert _wrong(between, healthy.rows) == []
    assert _differences(project.values, healthy.values) == []


def _wrong(rows: Rows, truth: Rows) -> list[tuple[str, str, Any]]:
    """Values that are neither unknown nor true; a venue and year may be those of the preprint while nothing better is known."""
    found = []
    for row, right in zip(rows, truth, strict=True):
        preprint = row["venue"] == "arXiv" and right["arxiv_id"]
        for name in ("title", "venue", "year", "abstract", "doi", "arxiv_id"):
            is_preprints = preprint and name in {"venue", "year"}
            if row[name] is not None and not is_preprints and fold(str(row[name])) != fold(str(right[name])):
                found.append((str(right["title"]), name, row[name]))
        if row["authors"] and [_last(a) for a in row["authors"]] != [_last(a) for a in right["authors"]]:
            found.append((str(right["title"]), "authors", row["authors"]))
    return found


def _last(author: dict[str, str]) -> str:
    """Sources differ in where a family name begins (Ehteshami Bejnordi), never in where it ends."""
    return author["family"].split()[-1]


def _differences(rows: Rows, truth: Rows) -> list[tuple[str, str, Any, Any]]:
    pairs = zip(rows, truth, strict=True)
    return [(str(right["title"]), name, row[name], right[name]) for row, right in pairs for name in right if row[name] != right[name]]


def test_a_robots_txt_is_gone_by_for_a_day(project: Project) -> None:
    project.web.script = Script(_always(("openaccess.thecvf.com/content",), Fault.FORBIDDEN))
    asked = []
    for later in (timedelta(0), timedelta(hours=8), timedelta(days=3)):
        project.web.visits.clear()
        project.enrich(FIRST_DAY + later)
        asked.append([visit.path == "/robots.txt" for visit in project.web.visits if visit.host == "openaccess.thecvf.com"])

    assert [sum(paths) for paths in asked] == [1, 0, 1]
    assert all(asked)


def test_a_page_that_robots_forbid_is_not_asked_for(project: Project) -> None:
    project.web.robots["direct.mit.edu"] = "User-agent: *\nDisallow: /neco/\n"
    project.web.files[LIST_PATH] = "# A list\n\n" + "".join(f"{line}\n" for line in LIST_TEXT.splitlines() if line.startswith("- L"))

    project.enrich()

    assert [visit.path for visit in project.web.visits if visit.host == "direct.mit.edu"] == ["/robots.txt"]
    assert project.sql("SELECT outcome, reason FROM answers WHERE source = 'general'") == [
        ("skipped", "robots.txt of direct.mit.edu forbids /neco/article/9/8/1735/6109/Long-Short-Term-Memory")
    ]
    assert project.row(LSTM)["title"] in {None, "Long short-term memory", LSTM}


def test_a_vanished_page_takes_nothing_away(again: Project, healthy: Project) -> None:
    again.web.script = Script([Trouble("openaccess.thecvf.com/", Fault.GONE, times=None)])

    report = again.enrich(FIRST_DAY + timedelta(days=500))

    assert any(visit.host == "openaccess.thecvf.com" and visit.status == 404 for visit in again.web.visits)
    assert "cvf: none of the last 10 pages is there, 10 were once: the site seems to have moved" in report.warnings
    assert _differences(again.values, healthy.values) == []


class Confused(DemoWeb):
    """PMLR sends the page of another paper, until it is put right."""

    confused = True

    def answer(self, question: Question) -> tuple[Reply, Fault | None]:
        if self.confused and question.target == "/v119/chen20j.html":
            question = question.model_copy(update={"target": "/v139/radford21a.html"})
        return super().answer(question)


def test_a_page_about_another_work_is_a_mismatch_and_no_word_of_it_is_taken(
    terminal: pytest.MonkeyPatch, tmp_path: Path, healthy: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with Confused() as web:
        project = _at(terminal, new_project(tmp_path / "project", web))
        project.enrich()
        asked = project.sql("SELECT outcome, reason FROM answers WHERE lookup = 'pmlr by id: pmlr:v119/chen20j'")
        cli.main(["status"])
        cli.main(["show", "pmlr:v119/chen20j"])
        said = capsys.readouterr().out
        wrong = _wrong(project.values, healthy.values)
        web.confused = False

        project.enrich(FIRST_DAY + timedelta(hours=8))

        assert asked == [("mismatch", "the page is about pmlr:v139/radford21a")]
        assert re.search(r"1 +2026-11-20 \d\d:\d\d +pmlr: mismatch", said)
        assert "mismatch   pmlr by id: pmlr:v119/chen20j (the page is about pmlr:v139/radford21a)" in said
        assert wrong == []
        assert project.values == healthy.values


def test_a_link_that_died_is_a_change_of_the_day_on_which_it_became_certain_and_stays_one(again: Project) -> None:
    page = "openaccess.thecvf.com/content/CVPR2022/html/He_Masked"
    again.web.script = Script([Trouble(page, Fault.GONE, times=None)])
    days = [FIRST_DAY + timedelta(days=n) for n in (500, 540, 580)]

    told = []
    for day in days:
        again.enrich(day)
        told.append(again.sql("SELECT day, kind, field, before, after FROM changes WHERE kind = 'link died'"))
    again.rebuild(days[-1], cold=True)

    url = again.row(MAE)["listed_url"]
    died = [(days[1].date(), "link died", "listed_url", url, "404 from openaccess.thecvf.com")]
    assert told == [[], died, died]
    assert again.sql("SELECT day, kind, field, before, after FROM changes WHERE kind = 'link died'") == died


# --- no network -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def nowhere() -> Everywhere:
    """A port on which nobody listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        return Everywhere(("127.0.0.1", closed.getsockname()[1]))


def test_without_a_network_the_run_ends_soon_with_what_list_and_links_tell(project: Project, nowhere: Everywhere) -> None:
    (project.folder / "list.md").write_text(LIST_TEXT, encoding="utf-8")
    (project.folder / "lists.toml").write_text(f'[[list]]\nname = "{NAME}"\npath = "list.md"\nrepo = "a/b"\n', encoding="utf-8")

    report = project.enrich(hosts=nowhere)

    assert report.offline
    assert report.seconds < 10
    assert {row["status"] for row in project.rows} == {"pending"}
    assert all(fold(row["title"]) == fold(row["listed_title"]) for row in project.rows)
    mae = project.row(MAE)
    assert (mae["venue"], mae["year"]) == ("CVPR", 2022)


def test_a_run_without_a_network_spoils_nothing_and_the_next_one_goes_on(project: Project, healthy: Project, nowhere: Everywhere) -> None:
    (project.folder / "list.md").write_text(LIST_TEXT, encoding="utf-8")
    (project.folder / "lists.toml").write_text(
        f'[[list]]\nname = "{NAME}"\npath = "list.md"\nrepo = "demonstration/reading-list"\n', encoding="utf-8"
    )
    project.enrich(hosts=nowhere)

    project.enrich(FIRST_DAY + timedelta(minutes=1))

    assert _differences(project.values, healthy.values) == []


# --- the command line -------------------------------------------------------------------------------------------------------


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The environment of a command; signal handlers come back afterwards."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for name in [name for name in os.environ if name.startswith("PIPELINE_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    yield monkeypatch
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.fixture
def command_line(terminal: pytest.MonkeyPatch, again: Project) -> Project:
    """Commands work on a copy of the healthy project; what they ask goes to its web."""
    return _at(terminal, again)


def _at(terminal: pytest.MonkeyPatch, project: Project) -> Project:
    terminal.chdir(project.folder)
    terminal.setenv("PIPELINE_DATA_DIR", str(project.settings.data_dir))
    # A proxy on loopback allows a clock and a scale; nothing is sent to it, for the map of hosts comes first.
    terminal.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    terminal.setenv("PIPELINE_INTERVAL_SCALE", "0.001")
    terminal.setenv("PIPELINE_NOW", (FIRST_DAY + timedelta(hours=1)).isoformat())
    terminal.setattr("pipeline.run.enrich", partial(enrich, hosts=project.web.hosts))
    return project


def test_enrich_sums_up_what_it_did(terminal: pytest.MonkeyPatch, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    _at(terminal, project)

    status = cli.main(["enrich"])

    said = capsys.readouterr().out
    assert status == 0
    assert f"demo: {ENTRIES} entries ({ENTRIES} complete, 0 pending, 0 partial)" in said
    assert re.search(r"^  cvf +10 found$", said, re.MULTILINE)
    assert "OpenReview" not in said  # its search has shown every note: the wall before the notes themselves holds back nothing
    assert "Published" in said


def test_enrich_with_nothing_to_do_says_so(command_line: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["enrich"]) == 0

    assert "Nothing has changed" in capsys.readouterr().out


def test_an_interrupted_run_publishes_and_says_so(
    terminal: pytest.MonkeyPatch, web: DemoWeb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signals = iter([signal.SIGINT])  # one only, whichever of the server's threads comes first

    class Impatient(DemoWeb):
        def answer(self, question: Question) -> tuple[Reply, Fault | None]:
            if len(self.visits) >= 20 and (number := next(signals, None)) is not None:
                os.kill(os.getpid(), number)
            return super().answer(question)

    with Impatient() as impatient:
        project = _at(terminal, new_project(tmp_path / "project", impatient, SHORT_TEXT))

        status = cli.main(["enrich"])

    assert status == 130
    assert "Interrupted" in capsys.readouterr().out
    assert len(project.rows) == SHORT_TEXT.count("[[PDF]]")


def test_a_time_limit_ends_the_asking_not_the_run(terminal: pytest.MonkeyPatch, short: Project, capsys: pytest.CaptureFixture[str]) -> None:
    _at(terminal, short)
    short.web.delay = 0.3

    status = cli.main(["enrich", "--time-limit", "0.5"])

    assert status == 0
    assert "Time limit reached" in capsys.readouterr().out
    assert short.sql("SELECT note FROM runs") == [("time limit",)]
    assert {row["status"] for row in short.rows} >= {"pending"}


def test_strict_tells_pending_entries_by_its_exit_status(terminal: pytest.MonkeyPatch, short: Project) -> None:
    _at(terminal, short)
    terminal.setenv("PIPELINE_OFFLINE", "1")
    (short.folder / "list.md").write_text(SHORT_TEXT, encoding="utf-8")

    assert cli.main(["enrich", "--strict", "list.md"]) == 3
    assert short.web.visits == []


def test_a_list_that_was_never_read_is_told(terminal: pytest.MonkeyPatch, short: Project, capsys: pytest.CaptureFixture[str]) -> None:
    _at(terminal, short)
    short.web.files.clear()

    assert cli.main(["enrich"]) == 0

    assert "demo: 0 entries" in (said := capsys.readouterr().out)
    assert "no entry was found" in said


def test_a_second_run_at_the_same_time_steps_back(command_line: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with locked(command_line.settings):
        status = cli.main(["enrich"])

    assert status == AnotherRun.exit_status == 75
    assert "another run" in capsys.readouterr().err


def test_rebuild_says_what_it_published(command_line: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rebuild"]) == 0

    assert "0 requests" in capsys.readouterr().out


def test_status_tells_coverage_and_what_failed(command_line: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status"]) == 0

    said = capsys.readouterr().out
    assert f"{ENTRIES} complete" in said
    assert "general: skipped: ieeexplore.ieee.org is never asked" in said
    assert re.search(rf"^ +{ENTRIES} .* demo$", said, re.MULTILINE)


def test_status_as_json_has_the_same_figures(command_line: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["coverage"][NAME]["abstract"] == ENTRIES
    assert found["sources"]["cvf"] == {"found": 10}
    assert found["last_run"]["refused"] == 3


def test_sql_answers_about_the_published_file(command_line: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sql", "SELECT title, year FROM papers WHERE arxiv_id = '2111.06377'"]) == 0

    assert capsys.readouterr().out == f"title\tyear\n{MAE}\t2022\n"


@pytest.mark.parametrize(
    "what",
    [
        "arxiv:2111.06377",
        "https://arxiv.org/pdf/2111.06377v3",
        "cvf:CVPR2022/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper",
    ],
)
def test_show_tells_all_about_one_work_by_any_of_its_names(command_line: Project, capsys: pytest.CaptureFixture[str], what: str) -> None:
    assert cli.main(["show", what]) == 0

    said = capsys.readouterr().out
    assert said.startswith(MAE)
    assert re.search(r"^  proceedings +CVPR 2022 \(cvf\) <https://openaccess", said, re.MULTILINE)
    assert re.search(r"^  preprint +arXiv 2021 \(arxiv\) <https://arxiv.org/abs/2111.06377>", said, re.MULTILINE)
    assert "cvf (div#abstract" in said
    assert "semantic_scholar by id" in said


def test_extract_prints_one_entry_a_line(command_line: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (command_line.folder / "list.md").write_text(LIST_TEXT, encoding="utf-8")

    assert cli.main(["extract", "list.md"]) == 0

    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(entries) == ENTRIES
    assert set(entries[0]) >= {"line", "section_path", "title", "alias", "paper_url", "links", "year", "venue", "mentions"}


def test_extract_can_tell_what_is_in_no_entry(command_line: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (command_line.folder / "list.md").write_text(LIST_TEXT + "\n## Thanks\n\nThis began as <https://arxiv.org/abs/1404.7828>.\n")

    assert cli.main(["extract", "list.md", "--unclaimed"]) == 0

    assert [line.partition("\t")[2] for line in capsys.readouterr().out.splitlines()] in ([], ["https://arxiv.org/abs/1404.7828"])


def test_export_writes_other_formats(command_line: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.main(["export", "--format", "bibtex", "--where", "year = 2022"]) == 0
    assert cli.main(["export", "--format", "csv", "--output", str(tmp_path / "papers.csv"), "--without", "abstract"]) == 0

    assert MAE in capsys.readouterr().out.replace("{", "").replace("}", "")
    assert "Three quarters of an image" not in (tmp_path / "papers.csv").read_text(encoding="utf-8")


def test_bytes_are_not_written_to_a_terminal(
    command_line: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    assert cli.main(["export", "--format", "parquet"]) == 2

    assert "--output papers.parquet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["enrich", "no-such-list"], "give a name", id="a list that is none"),
        pytest.param(["extract", "nothing.md"], "cannot read nothing.md", id="a file that is not there"),
        pytest.param(["show", "arxiv:0000.00000"], "give a work_id", id="a work that is not known"),
        pytest.param(["sql", "SELECT nothing FROM papers"], "Columns of papers", id="a column that is not there"),
        pytest.param(["export", "--format", "json", "--where", "nothing = 1"], "nothing", id="a condition that is none"),
    ],
)
def test_a_command_that_cannot_be_done_says_what_would_work(
    command_line: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert cli.main(arguments) == 2

    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param([], "COMMAND", id="no command"),
        pytest.param(["nonsense"], "invalid choice", id="a command that is none"),
        pytest.param(["enrich", "--time-limit", "0"], "above 0", id="no time"),
        pytest.param(["enrich", "--time-limit", "soon"], "--time-limit", id="a time that is none"),
        pytest.param(["export", "--format", "stone"], "invalid choice", id="a format that is none"),
    ],
)
def test_a_command_line_that_cannot_be_read_says_what_would_work(
    terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)

    assert end.value.code == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PIPELINE_OFFLINE", "perhaps"),
        ("PIPELINE_RETRY_NOW", "2"),
        ("PIPELINE_SHOW", "both"),
        ("PIPELINE_INTERVAL_SCALE", "fast"),
        ("PIPELINE_NOW", "yesterday"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(
    command_line: Project, terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    terminal.setenv(name, value)

    assert cli.main(["status"]) == 2

    assert name in capsys.readouterr().err


def test_a_setting_that_counts_only_behind_a_proxy_is_told_to_be_ignored(
    command_line: Project, terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.delenv("HTTPS_PROXY")

    assert cli.main(["status"]) == 0

    assert "PIPELINE_INTERVAL_SCALE is ignored" in capsys.readouterr().err


def test_commands_before_the_first_run_say_what_to_do(
    terminal: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.chdir(tmp_path)

    assert [cli.main(words) for words in (["status"], ["sql", "FROM papers"], ["show", "arxiv:2111.06377"], ["enrich"])] == [2, 2, 2, 2]

    assert capsys.readouterr().err.count("make enrich") == 4


def _hosts(addresses: Sequence[str]) -> set[str]:
    return {address.partition("/")[0] for address in addresses}
