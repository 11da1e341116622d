"""Whole runs: from nothing, with nothing due, and what the sites' courtesy leaves of the time."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.project import FIRST_DAY, QUICK, Project, project
from bench.timing import child_seconds
from pipeline.errors import EvidenceUnusable
from pipeline.evidence import Evidence
from pipeline.settings import EVIDENCE

LARGE = 10_000
"""Entries from which on a run is killed once and has to go on."""
NOTHING_DUE = {180: 1.5, 10_000: 5.0, 100_000: 5.0}
"""Seconds that DESIGN promises, by entries. Measured as the processor's, of the whole process: it waits for nothing but one answer."""
MOST_MEGABYTES = 1024
REQUESTS_PER_ENTRY = 1.25
RESUMED, AGAIN = 1, 2
"""Hours after the first day began: the killed run is behind, and nothing is due again yet."""
MAKESPAN = 1.15
"""Times the longest lane."""
LANES_ENTRIES, LANES_SCALE, LANES_DELAY = 1_500, 1.0, 0.1
"""Fifty sites at their real intervals: what a run computes does not shrink with them, and would weigh more than in truth."""


def whole_run(count: int) -> Iterable[Figure]:
    """A list of so many entries from nothing (killed once, where it is large), again with nothing due, and rebuilt."""
    name = f"{count:,} entries"
    with TemporaryDirectory() as folder, project(Path(folder), count, QUICK) as one:
        if count >= LARGE:
            _killed(one, count)
        first = one.run("enrich", RESUMED)
        assert first.complete == first.entries == count, f"{first.complete} of {first.entries} entries are complete"
        yield Figure(name=f"{name}: first run, processor", unit="s", samples=(first.processor,))
        yield Figure(name=f"{name}: first run, peak memory", unit="MiB", samples=(first.megabytes,), target=MOST_MEGABYTES)
        yield Figure(name=f"{name}: requests per entry", unit="", samples=(_requests(one) / count,), target=REQUESTS_PER_ENTRY)
        idle = tuple(child_seconds(partial(one.run, "enrich", AGAIN)) for _ in range(3))
        yield Figure(name=f"{name}: nothing due", unit="s", samples=idle, target=NOTHING_DUE.get(count))
        again = one.run("rebuild", AGAIN)
        yield Figure(name=f"{name}: rebuild, processor", unit="s", samples=(again.processor,))
        yield Figure(name=f"{name}: rebuild, peak memory", unit="MiB", samples=(again.megabytes,), target=MOST_MEGABYTES)


def lanes() -> Iterable[Figure]:
    """A run from nothing over fifty sites that take their time, against its slowest site."""
    with TemporaryDirectory() as folder, project(Path(folder), LANES_ENTRIES, LANES_SCALE, LANES_DELAY) as one:
        run = one.run("enrich")
    ratio = run.makespan / run.longest_lane
    yield Figure(name="50 sites: makespan", unit="s", samples=(run.makespan,))
    yield Figure(name="50 sites: makespan / longest lane", unit="", samples=(ratio,), target=MAKESPAN)


def _killed(one: Project, count: int) -> None:
    """Start a run and kill it when about half of the pages have come."""
    run = one.start("enrich")
    while run.poll() is None and _answers(one) < count:
        time.sleep(0.2)
    run.send_signal(signal.SIGKILL)
    run.wait()


def _answers(one: Project) -> int:
    try:
        with Evidence(one.folder / "data/raw" / EVIDENCE, read_only=True) as evidence:
            return evidence.last_answer()
    except EvidenceUnusable:  # the run is about to make it
        return 0


def _requests(one: Project) -> int:
    with Evidence(one.folder / "data/raw" / EVIDENCE, read_only=True) as evidence:
        return sum(map(len, evidence.starts_since(FIRST_DAY).values()))
