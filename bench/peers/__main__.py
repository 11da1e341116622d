"""`python -m bench.peers PYTHON`: entries right, requests and seconds of this program and of each peer that PYTHON has."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.peers.contestants import CONTESTANTS, Failed, Result
from bench.peers.proxy import Proxy
from bench.peers.truth import Truth, demonstration, read, works
from pipeline.demo.server import DemoWeb


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("python", type=Path, help="a Python in whose environment the peers are installed")
    parser.add_argument("--truth", type=Path, help="JSON lines of other works: link, listed, title, authors, years (needs --log)")
    parser.add_argument("--log", type=Path, help="of the web that stands in front by HTTPS_PROXY: a line for every request")
    arguments = parser.parse_args()
    if (arguments.truth is None) != (arguments.log is None):
        parser.error("--truth and --log belong together: the works of another web, and its log")
    if not arguments.log and not shutil.which("openssl"):
        parser.error("the web of the demonstration needs the program openssl, for the certificates of its sites")
    python = arguments.python.absolute()  # never resolved: it is an environment's only by its place
    truths = read(arguments.truth) if arguments.truth else demonstration()
    print(f"{len(truths)} links, {datetime.now(UTC):%Y-%m-%d}\n")
    print(f"{'':28} {'right':>7} {'title':>7} {'wrong':>7} {'requests':>9} {'seconds':>8}")
    with _elsewhere(arguments.log) if arguments.log else _loopback() as (environment, asked):
        for contestant in CONTESTANTS:
            before = asked()
            try:
                result = contestant(python, truths, environment)
            except Failed as e:
                print(f"{e.name:28} {e}", flush=True)
            else:
                print(_line(result, truths, asked() - before), flush=True)
    return 0


def _line(result: Result, truths: tuple[Truth, ...], requests: int) -> str:
    right = sum(truth.is_right(result.said.get(truth.link)) for truth in truths)
    title = sum(truth.has_title(result.said.get(truth.link)) for truth in truths)
    wrong = sum(truth.is_wrong(result.said.get(truth.link)) for truth in truths)
    return f"{result.name:28} {right:>7} {title:>7} {wrong:>7} {requests:>9} {result.seconds:>8.1f}"


@contextmanager
def _loopback() -> Iterator[tuple[Mapping[str, str], Callable[[], int]]]:
    """The web of the demonstration behind a proxy of its own."""
    with DemoWeb(works=works()) as web, Proxy(web.hosts["any"]) as proxy:
        yield {**os.environ, **proxy.environment}, lambda: len(web.visits)


@contextmanager
def _elsewhere(log: Path) -> Iterator[tuple[Mapping[str, str], Callable[[], int]]]:
    """A web that somebody else has put in front of this program."""
    yield os.environ, lambda: len(log.read_bytes().splitlines())


if __name__ == "__main__":
    sys.exit(main())
