"""The long runs that `make test` has only a small share of: `make test-long`, or `python -m tools.long_runs seeds --count 3`.

seeds: 20 worlds in which nine addresses of ten misbehave, up to 6 runs each, until every field is the healthy world's.
kills: 100 runs killed at random moments, in 20 rounds; after each round the files are those of a run that was not killed.
year:  365 daily runs on a list that changes: requests a day and bytes of the evidence.
garbage: a list of 5 MB of markup without meaning.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.demo.command import LIST_PATH
from pipeline.demo.server import DemoWeb
from tests.chaos import a_year, killed_runs, runs_under_faults
from tests.demo_project import Project, new_project
from tests.test_hostile import garbage, run_apart

KILLS_A_ROUND = 5
GARBAGE = 5_000_000
"""Characters."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", nargs="*", metavar="RUN", help="all when none is named")
    parser.add_argument("--count", type=int, help="seeds, kills or days, in place of the full number")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    failed = 0
    with TemporaryDirectory() as folder, DemoWeb() as web:
        healthy = new_project(Path(folder, "healthy"), web)
        healthy.enrich()
        for name in arguments.which or RUNS:
            began = time.monotonic()
            failures = int(RUNS[name](healthy, Path(folder), arguments.count))
            failed += failures
            print(f"{name}: {failures} failures, {time.monotonic() - began:.0f} s", flush=True)
    return min(failed, 1)


def seeds(healthy: Project, folder: Path, count: int | None) -> int:
    return sum(_fails(f"seed {n}", partial(runs_under_faults, folder / f"seed{n}", n, healthy.rows)) for n in range(count or 20))


def kills(healthy: Project, folder: Path, count: int | None) -> int:
    rounds = range(max(1, (count or 100) // KILLS_A_ROUND))
    return sum(_fails(f"round {n}", partial(killed_runs, folder / f"kills{n}", KILLS_A_ROUND, n, healthy.json)) for n in rounds)


def year(healthy: Project, folder: Path, count: int | None) -> int:
    def whole() -> str:
        requests, sizes = a_year(folder / "year", count or 365, 1)
        half = len(sizes) // 2
        assert max(sizes) <= 2 * sizes[half], f"the evidence grows: {sizes[half]} bytes after half of the time, {max(sizes)} in the end"
        return (
            f"{requests[0]} requests on the first day, then at most {max(requests[1:])}, in all {sum(requests)};"
            f" evidence {sizes[0]}, {sizes[half]}, {sizes[-1]} bytes"
        )

    return _fails("year", whole)


def no_list(healthy: Project, folder: Path, count: int | None) -> int:
    def whole() -> str:
        with DemoWeb() as web:
            project = new_project(folder / "garbage", web)
            web.files[LIST_PATH] = garbage(count or GARBAGE)
            return f"{run_apart(project, limit=600) >> 20} MiB"

    return _fails("garbage", whole)


def _fails(name: str, run: Callable[[], object]) -> bool:
    began = time.monotonic()
    try:
        told = run()
    except AssertionError as e:
        print(f"  FAILED {name}: {e}", flush=True)
        return True
    print(f"  {name}: {told or 'the same'} ({time.monotonic() - began:.0f} s)", flush=True)
    return False


RUNS: Mapping[str, Callable[[Project, Path, int | None], int]] = {"seeds": seeds, "kills": kills, "year": year, "garbage": no_list}

if __name__ == "__main__":
    sys.exit(main())
