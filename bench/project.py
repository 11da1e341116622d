"""A project whose lists and sites are served on loopback by a process of its own: what a run takes is the run's alone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bench.timing import peak_megabytes, spent
from bench.works import lists, papers
from pipeline.clock import SystemClock
from pipeline.demo.server import DemoWeb, Everywhere
from pipeline.evidence import Evidence
from pipeline.models import Model, Status
from pipeline.run import enrich, rebuild
from pipeline.settings import EVIDENCE, Settings
from pipeline.web.sites import SITES, Site

QUICK = 0.0001
"""Of the intervals, where nobody looks at them."""
FIRST_DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)


class Account(Model):
    """What one run took."""

    wall: float
    """Seconds, as the processor."""
    processor: float
    megabytes: float
    requests: int
    entries: int
    complete: int
    makespan: float
    """Seconds between the starts of the first and the last request."""
    longest_lane: float
    """Seconds between the first and the last request to the slowest site, were each sent as soon as its interval allows."""


class Project(NamedTuple):
    """A folder, and the port of its web."""

    folder: Path
    port: int
    scale: float
    """Of the intervals."""

    def start(self, command: str, hours: int = 0) -> subprocess.Popen[str]:
        """`enrich` or `rebuild` in a process of its own, so many hours after the first day began."""
        arguments = [command, str(self.folder), str(self.port), str(self.scale), str(hours)]
        return subprocess.Popen([sys.executable, "-m", "bench.project", *arguments], stdout=subprocess.PIPE, text=True)

    def run(self, command: str, hours: int = 0) -> Account:
        out, _ = self.start(command, hours).communicate()
        return Account.model_validate_json(out.splitlines()[-1])


@contextmanager
def project(folder: Path, count: int, scale: float, delay: float = 0.0) -> Iterator[Project]:
    """The lists of so many works; `delay`: seconds before every answer."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bench.project", "serve", str(count), str(delay)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as web:
        assert web.stdout is not None
        served = json.loads(web.stdout.readline())
        rows = (f'[[list]]\nname = "{name}"\nrepo = "bench/{name}"\n' for name in served["lists"])
        (folder / "lists.toml").write_text("\n".join(rows))
        try:
            yield Project(folder, int(served["port"]), scale)
        finally:
            web.terminate()


# --- what the processes do --------------------------------------------------------------------------------------------


def _serve(count: int, delay: float) -> None:
    """Until somebody ends it."""
    works = papers(count)
    with DemoWeb(works=works) as web:
        web.delay = delay
        web.files.update({f"/bench/{name}/HEAD/README.md": text for name, text in lists(works).items()})
        names = sorted(path.split("/")[2] for path in web.files)
        print(json.dumps({"port": web.hosts["any"][1], "lists": names}), flush=True)
        sys.stdin.read()


def _run(command: str, folder: Path, port: int, scale: float, hours: int) -> None:
    settings = Settings(
        data_dir=folder / "data", lists_file=folder / "lists.toml", corrections_file=folder / "none.toml", interval_scale=scale
    )
    clock = SystemClock(FIRST_DAY + timedelta(hours=hours))
    hosts = Everywhere(("127.0.0.1", port))
    with spent() as took:
        if command == "enrich":
            report = enrich(settings, (), clock, lambda lanes: None, hosts=hosts)
        else:
            report = rebuild(settings, clock, cold=False)
    statuses = [one.statuses for one in report.lists]
    with Evidence(settings.raw_dir / EVIDENCE, read_only=True) as evidence:
        starts = evidence.starts_since(FIRST_DAY - timedelta(days=1))
    account = Account(
        wall=took.wall,
        processor=took.processor,
        megabytes=peak_megabytes(),
        requests=report.requests,
        entries=sum(s.total() for s in statuses),
        complete=sum(s[Status.COMPLETE] for s in statuses),
        makespan=_makespan(starts),
        longest_lane=max((len(times) - 1) * _interval(site) * scale for site, times in starts.items()),
    )
    print(account.model_dump_json())


def _makespan(starts: Mapping[str, Sequence[datetime]]) -> float:
    every = [at for times in starts.values() for at in times]
    return (max(every) - min(every)).total_seconds()


def _interval(name: str) -> float:
    return next((site.interval for site in SITES if site.name == name), Site(name=name, hosts=()).interval)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", count, delay]:
            _serve(int(count), float(delay))
        case [command, folder, port, scale, hours]:
            _run(command, Path(folder), int(port), float(scale), int(hours))
