"""Long runs on the demonstration's web: faults by seed, kills at random moments, a year of days. `make test` has a small share of each;
`tools/long_runs.py` has the whole.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from pipeline.demo.command import LIST_PATH
from pipeline.demo.faults import Fault, Script
from pipeline.demo.server import DemoWeb
from pipeline.normalise.titles import fold
from tests.demo_project import ENTRIES, FIRST_DAY, Project, Rows, new_project

FIELDS = ("title", "authors", "venue", "year", "abstract", "doi", "arxiv_id")
RUNS = 6
DAYS_BETWEEN = 10
"""Longer than the first four waits of a failed lookup, so that a run finds it due again."""
FAULTS = (Fault.TOO_MANY, Fault.UNAVAILABLE, Fault.FORBIDDEN, Fault.RESET, Fault.CUT, Fault.CHALLENGE)
"""All that pass; a 404 is no fault but an answer."""
_SHARE = 0.9
"""Of the addresses misbehave."""
_TWICE = 0.5
"""Of these do so twice."""


class Chaos(Script):
    """Every address misbehaves once or twice before it answers, or not at all, as its hash with the seed says."""

    def __init__(self, seed: int, faults: Sequence[Fault] = FAULTS) -> None:
        super().__init__()
        self._seed = seed
        self._kinds = faults
        self._spent: dict[str, int] = {}

    def next(self, address: str) -> Fault | None:
        dice = random.Random(hashlib.sha256(f"{self._seed} {address}".encode()).digest())
        if address.startswith("raw.githubusercontent.com/"):
            return None  # without the list there is nothing to compare
        times = 0 if dice.random() >= _SHARE else 2 if dice.random() < _TWICE else 1
        faults = [dice.choice(self._kinds) for _ in range(times)]
        with self._lock:
            spent = self._spent.get(address, 0)
            self._spent[address] = spent + 1
        return faults[spent] if spent < times else None


def wrong_values(rows: Rows, truth: Rows) -> list[tuple[str, str, Any]]:
    """Values that are neither unknown nor true; venue and year may be the preprint's while nothing better is known."""
    found = []
    for row, right in zip(rows, truth, strict=True):
        is_preprint = row["venue"] in {"arXiv", None} and right["arxiv_id"]
        for name in FIELDS:
            if row[name] in (None, []) or (is_preprint and name in {"venue", "year"}):
                continue
            same = _families(row) == _families(right) if name == "authors" else fold(str(row[name])) == fold(str(right[name]))
            if not same:
                found.append((str(right["title"]), name, row[name]))
    return found


def missing_values(rows: Rows, truth: Rows) -> list[tuple[str, str, Any, Any]]:
    """Where the fields differ from the healthy world's."""
    return [
        (str(right["title"]), f, row[f], right[f]) for row, right in zip(rows, truth, strict=True) for f in FIELDS if row[f] != right[f]
    ]


def _families(row: dict[str, Any]) -> list[str]:
    """The last word of each: where a family name of two words begins, one source is told and another is not."""
    return [author["family"].split()[-1] for author in row["authors"]]


def runs_under_faults(folder: Path, seed: int, truth: Rows, faults: Sequence[Fault] = FAULTS) -> int:
    """Run until the fields are the healthy world's; the number of runs.

    Raises AssertionError for a wrong value on the way, and for fields that still differ in the end.
    """
    with DemoWeb() as web:
        web.script = Chaos(seed, faults)
        project = new_project(folder, web)
        for n in range(RUNS):
            project.enrich(FIRST_DAY + timedelta(days=DAYS_BETWEEN * n))
            wrong = wrong_values(project.rows, truth)
            assert wrong == [], f"seed {seed}, run {n + 1}: {wrong}"
            if not missing_values(project.rows, truth):
                return n + 1
        raise AssertionError(f"seed {seed}: after {RUNS} runs still {missing_values(project.rows, truth)}")


CHILD = """
import sys
from pathlib import Path
from tests.demo_project import FIRST_DAY, Project
from pipeline.demo.server import Everywhere
Project(Path(sys.argv[1]), None).enrich(FIRST_DAY, hosts=Everywhere(("127.0.0.1", int(sys.argv[2]))))
"""


def child(project: Project) -> subprocess.Popen[bytes]:
    """A run of its own process."""
    command = [sys.executable, "-c", CHILD, str(project.folder), str(project.web.hosts["any"][1])]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def killed_runs(folder: Path, kills: int, seed: int, json: bytes) -> None:
    """Kill a run at random moments, again and again, then let it end. Raises AssertionError for a page fetched twice or another result.

    The moments fall between the import of the program and the end of a whole run.
    """
    dice = random.Random(seed)
    with DemoWeb() as web:
        web.delay = 0.01
        project = new_project(folder, web)
        kept_before: set[str] = set()
        for _ in range(kills):
            with child(project) as run:
                seen = len(web.visits)
                after = seen + dice.choice([0, 1, 3, 10, 30])
                end = time.monotonic() + 5
                while len(web.visits) < after and run.poll() is None and time.monotonic() < end:
                    time.sleep(0.002)
                time.sleep(dice.random() * (0.5 if after == seen else 0.05))
                run.send_signal(signal.SIGKILL)
            kept = kept_pages(project)
            assert not asked_again(web, kept_before), "a page that was kept is asked for again"
            kept_before = kept
            web.forget()
        web.delay = 0.0
        project.enrich(FIRST_DAY + timedelta(minutes=5))
        assert not asked_again(web, kept_before), "a page that was kept is asked for again"
        assert project.answered_twice() == []
        assert project.json == json


def kept_pages(project: Project) -> set[str]:
    """Addresses of what is kept and looks like what was asked for; questions asked by POST share one address."""
    file = project.settings.raw_dir / "evidence.sqlite"
    if not file.exists() or not project.evidence("select 1 from sqlite_master where name = 'meta'"):
        return set()
    return {url for (url,) in project.evidence("select url from responses where good = 1 and ask_body is null")}


def asked_again(web: DemoWeb, kept: set[str]) -> set[str]:
    return kept & {f"https://{visit.address}" for visit in web.visits}


def a_year(folder: Path, days: int, step: int) -> tuple[list[int], list[int]]:
    """Runs every `step` days over `days` on a list that changes; (requests a run, bytes of the evidence after it).

    Every week an entry goes, and comes back the next; OpenReview is behind its wall all the time.
    Raises AssertionError for an entry that is lost, and for one that is pending in the end.
    """
    requests, sizes = [], []
    with DemoWeb() as web:
        project = new_project(folder, web)
        text = web.files[LIST_PATH]
        entries = [line for line in text.splitlines() if line.startswith("- ") and "[[PDF]]" in line and text.count(line) == 1]
        for day in range(0, days, step):
            web.forget()
            week = day // 7
            gone = entries[week // 2 % len(entries)] + "\n" if week % 2 else ""
            web.files[LIST_PATH] = text.replace(gone, "", 1) if gone else text
            project.enrich(FIRST_DAY + timedelta(days=day))
            assert len(project.rows) == ENTRIES - bool(gone)
            asked = [visit for visit in web.visits if not visit.path.endswith("/robots.txt")]
            requests.append(len(asked))
            sizes.append(sum(p.stat().st_size for p in project.settings.raw_dir.glob("evidence.sqlite*")))
        web.files[LIST_PATH] = text
        project.enrich(FIRST_DAY + timedelta(days=days))
        assert {row["status"] for row in project.rows} <= {"complete", "partial"}, "entries are pending after a year"
    return requests, sizes
