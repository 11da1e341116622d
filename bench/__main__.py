"""`python -m bench [NAME ...]`: the figures, compared with those of the last time. Without names all but the longest."""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial

from bench import catalogue, commands, parts, runs
from bench.figures import Figure, keep, last, verdict

BENCHMARKS: Mapping[str, Callable[[], Iterable[Figure]]] = {
    "extraction": parts.extraction,
    "identification": parts.identification,
    "reading": parts.reading,
    "resolving": parts.resolving,
    "start-up": commands.beginnings,
    "lanes": runs.lanes,
    "build-1000": partial(catalogue.building, 1_000),
    "build-10000": partial(catalogue.building, 10_000),
    "build-100000": partial(catalogue.building, 100_000),
    "run-180": partial(runs.whole_run, 180),
    "run-10000": partial(runs.whole_run, 10_000),
    "run-100000": partial(runs.whole_run, 100_000),
}
LONG = frozenset({"build-100000", "run-10000", "run-100000"})
"""Minutes to half an hour each; asked for by name."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--here", action="store_true", help="in this process, as JSON: how each benchmark is run")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - BENCHMARKS.keys():
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(BENCHMARKS)}")
    if arguments.here:
        return _here(arguments.names)
    before, figures, began = last(), list[Figure](), time.monotonic()
    failed: list[str] = []
    for name in arguments.names or [name for name in BENCHMARKS if name not in LONG]:
        for figure in _apart(name, failed):
            print(figure.line(before.get(figure.name)), flush=True)
            figures.append(figure)
    keep(figures, datetime.now(UTC).isoformat(timespec="seconds"))
    print(verdict(figures, failed, time.monotonic() - began))
    return 1 if failed else 0


def _apart(name: str, failed: list[str]) -> Iterable[Figure]:
    """In a process of its own; a benchmark that could not be measured is noted."""
    with subprocess.Popen([sys.executable, "-m", "bench", "--here", name], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield from map(Figure.model_validate_json, process.stdout)
    if process.returncode:
        failed.append(name)


def _here(names: Iterable[str]) -> int:
    logging.disable(logging.CRITICAL)
    for name in names:
        for figure in BENCHMARKS[name]():
            print(figure.model_dump_json(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
