"""The command line: `python -m pipeline COMMAND`. Settings are built here, once, and handed down.

Each command imports what it needs when it is called: all together take a second, and `sql` needs nothing of `enrich`.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError, UsageError
from pipeline.settings import EVIDENCE, Settings, ignored_settings

if TYPE_CHECKING:
    from pipeline.web.lanes import Lanes

log = logging.getLogger("pipeline")

INTERRUPTED = 130
PENDING = 3
EXPORTS = ("bibtex", "csl", "csv", "json", "jsonl", "markdown", "parquet", "ris")
AUDITS = ("text", "json", "markdown", "patch")
"""Formats, said here again so that the help need not load their writers; a test keeps them true."""
_LOOK = 0.25
"""Seconds between two looks at the clock while asking."""
_SAME = 0.5
"""Seconds within which two signals are one: a terminal, make and a supervisor may each pass on the same Ctrl-C."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is the contract's."""
    arguments = _parser().parse_args(argv)
    _log_to_stderr(arguments.verbose)
    try:
        for name in ignored_settings(os.environ):
            log.warning("%s is ignored: it counts only behind a proxy on loopback", name)
        command: Callable[[argparse.Namespace], int] = arguments.command
        return command(arguments)
    except PipelineError as e:
        print(f"pipeline: {e}", file=sys.stderr)
        return e.exit_status
    except KeyboardInterrupt:
        print("pipeline: ended at once; what had arrived is kept, nothing was published", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough, as in `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


# --- commands ---------------------------------------------------------------------------------------------------------


def _enrich(arguments: argparse.Namespace) -> int:
    from pipeline.clock import SystemClock
    from pipeline.progress import Progress
    from pipeline.run import enrich
    from pipeline.summary import summary

    settings = _settings(retry_now=arguments.retry_now or None, time_limit=arguments.time_limit)
    clock = SystemClock(settings.fixed_now)
    stop = _Stop(settings.time_limit)
    with Progress() as progress:

        def watch(lanes: Lanes) -> None:
            progress.show(lanes)
            stop.check(lanes)

        try:
            report = enrich(settings, arguments.lists, clock, watch)
        except RuntimeError as e:
            if stop.ended:  # in the middle of a query DuckDB makes this of it
                raise KeyboardInterrupt from e
            raise
    report.interrupted, report.out_of_time = stop.interrupted, stop.out_of_time
    print(summary(report, clock.now()))
    if stop.interrupted:
        return INTERRUPTED
    return PENDING if arguments.strict and report.pending else 0


def _demo(arguments: argparse.Namespace) -> int:
    from pipeline.demo.command import demo

    stop = _Stop(None)
    status = demo(_settings(), stop.check)
    return INTERRUPTED if stop.interrupted else status


def _rebuild(arguments: argparse.Namespace) -> int:
    from pipeline.clock import SystemClock
    from pipeline.run import rebuild
    from pipeline.summary import summary

    settings = _settings()
    clock = SystemClock(settings.fixed_now)
    report = rebuild(settings, clock, cold=arguments.cold)
    print(summary(report, clock.now()))
    return 0


def _pack(arguments: argparse.Namespace) -> int:
    from pipeline.evidence import pack

    size = pack(_settings().raw_dir / EVIDENCE, arguments.file)
    print(f"Wrote {arguments.file}, {size / 1e6:.1f} MB.")
    return 0


def _unpack(arguments: argparse.Namespace) -> int:
    from pipeline.evidence import unpack
    from pipeline.lock import locked

    settings = _settings()
    with locked(settings):
        unpack(arguments.file, settings.raw_dir / EVIDENCE, force=arguments.force)
    print(f"The evidence of {arguments.file} is in {settings.raw_dir}: `make rebuild` publishes it, `make enrich` goes on from it.")
    return 0


def _extract(arguments: argparse.Namespace) -> int:
    from pipeline.extract import decode, extract, unclaimed

    path = Path(arguments.file)
    try:
        body = sys.stdin.buffer.read() if arguments.file == "-" else path.read_bytes()
    except OSError as e:
        raise UsageError(f"cannot read {arguments.file}: {e.strerror}. Give the path of a reading list, or - for standard input") from e
    text = decode(body)
    name = "stdin" if arguments.file == "-" else path.stem
    entries = extract(text, name=name, path="README.md" if arguments.file == "-" else path.name)
    if arguments.unclaimed:
        for line, url in unclaimed(text, entries):
            print(f"{line}\t{url}")
        return 0
    for entry in entries:
        row = entry.model_dump(mode="json", exclude={"list", "position"})
        print(json.dumps(row, ensure_ascii=False))
    return 0


def _status(arguments: argparse.Namespace) -> int:
    from pipeline.clock import SystemClock
    from pipeline.status import Screen, status

    settings = _settings()
    size = os.get_terminal_size() if sys.stdout.isatty() else None
    screen = Screen(columns=size.columns, lines=size.lines) if size else None
    print(status(settings, SystemClock(settings.fixed_now).now(), as_json=arguments.json, screen=screen))
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from pipeline.show import show

    print(show(_settings(), arguments.what))
    return 0


def _decide(arguments: argparse.Namespace) -> int:
    from pipeline.clock import SystemClock
    from pipeline.decide import decide

    settings = _settings()
    today = SystemClock(settings.fixed_now).now().date()
    print(decide(settings, arguments.decision, arguments.work, arguments.what, arguments.reason, today))
    return 0


def _page(arguments: argparse.Namespace) -> int:
    from pipeline.clock import SystemClock
    from pipeline.page.command import page

    settings = _settings()
    print(page(settings, SystemClock(settings.fixed_now), arguments.url, arguments.folder))
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from pipeline.clock import SystemClock
    from pipeline.doctor.findings import Findings
    from pipeline.doctor.fitness import known_works

    settings = _settings()
    findings = Findings()
    for line in findings.lines(settings, os.environ, SystemClock(settings.fixed_now), known_works() if arguments.live else None):
        print(line, flush=True)
    return 1 if findings.wrong else 0


def _sql(arguments: argparse.Namespace) -> int:
    from pipeline.published import DATABASE
    from pipeline.store.query import query
    from pipeline.store.table import json_rows, table

    settings = _settings()
    columns, rows = query(settings.enriched_dir / DATABASE, arguments.query)
    wide = arguments.format == "table" or (arguments.format is None and sys.stdout.isatty())
    width = shutil.get_terminal_size().columns if wide else None
    sys.stdout.write(json_rows(columns, rows) if arguments.format == "json" else table(columns, rows, width))
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from pipeline.export import write
    from pipeline.published import DATABASE

    settings = _settings()
    write(
        settings.enriched_dir / DATABASE,
        arguments.format,
        arguments.output,
        where=arguments.where,
        lists=arguments.list,
        sections=arguments.section,
        without=frozenset(arguments.without),
        unicode=arguments.unicode,
    )
    return 0


def _report(arguments: argparse.Namespace) -> int:
    from pipeline.checkup import write_pages

    for path in write_pages(_settings()):
        print(path)
    return 0


def _audit(arguments: argparse.Namespace) -> int:
    from pipeline.checkup import checkup

    sys.stdout.write(checkup(_settings(), arguments.format, arguments.list))
    return 0


def _links(arguments: argparse.Namespace) -> int:
    from pipeline import codelinks
    from pipeline.clock import SystemClock
    from pipeline.progress import Progress

    settings = _settings()
    stop = _Stop(arguments.time_limit)
    clock = SystemClock(settings.fixed_now)
    with Progress() as progress:

        def watch(lanes: Lanes) -> None:
            progress.show(lanes)
            stop.check(lanes)

        account = codelinks.check(settings, arguments.lists, clock, watch, most=arguments.most)
    print(codelinks.summary(account))
    return INTERRUPTED if stop.interrupted else 0


# --- the parser -------------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipeline", description="Keeps clean records of the papers of reading lists.")
    parser.add_argument("--verbose", "-v", action="store_true", help="log every event")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    p = commands.add_parser("enrich", help="sync the lists, fetch what is due, publish")
    p.add_argument("lists", nargs="*", metavar="LIST", help="name in lists.toml, path, URL or owner/repo; none: all lists")
    p.add_argument("--retry-now", action="store_true", help="ask again now what was refused or broken, whatever its due time")
    p.add_argument("--strict", action="store_true", help=f"exit {PENDING} when an entry is pending")
    p.add_argument("--time-limit", type=_seconds, metavar="S", help="stop asking after S seconds and publish")
    p.set_defaults(command=_enrich)

    p = commands.add_parser("rebuild", help="the same database from the evidence, without the network")
    p.add_argument("--cold", action="store_true", help="ignore cached readings")
    p.set_defaults(command=_rebuild)

    p = commands.add_parser("demo", help="the whole job offline on a demonstration list served on loopback")
    p.set_defaults(command=_demo)

    p = commands.add_parser("evidence", help="take everything ever answered to another machine or a cache of CI")
    parts = p.add_subparsers(required=True, metavar="pack|unpack")
    p = parts.add_parser("pack", help="write it to one compressed file")
    p.add_argument("file", type=Path, metavar="FILE")
    p.set_defaults(command=_pack)
    p = parts.add_parser("unpack", help="put it in the place of what is here")
    p.add_argument("file", type=Path, metavar="FILE")
    p.add_argument("--force", action="store_true", help="also where what is here is newer")
    p.set_defaults(command=_unpack)

    p = commands.add_parser("extract", help="the entries of a list on standard output")
    p.add_argument("file", metavar="FILE", help="a reading list; - for standard input")
    p.add_argument("--format", choices=["jsonl"], default="jsonl")
    p.add_argument("--unclaimed", action="store_true", help="scholarly links that are in no entry")
    p.set_defaults(command=_extract)

    p = commands.add_parser("status", help="last run, coverage, what is due, refused and why")
    p.add_argument("--json", action="store_true")
    p.set_defaults(command=_status)

    p = commands.add_parser("show", help="all that is known about one work, and who says so")
    p.add_argument("what", metavar="ID|URL", help="a work id, any identifier such as arxiv:2106.08254, or a link")
    p.set_defaults(command=_show)

    for word, says in (
        ("accept", "take a refused match, or a finding as it is"),
        ("reject", "drop a believed match, or a finding as wrong"),
    ):
        p = commands.add_parser(word, help=f"{says}: a line of corrections.toml")
        p.add_argument("work", metavar="WORK", help="a work id, another identifier of the work, or its link")
        p.add_argument("what", metavar="WHAT", nargs="?", help="an identifier, a link, or the kind of a finding; none: tell what there is")
        p.add_argument("--reason", required=True, metavar="TEXT", help="why, for those who read the file later")
        p.set_defaults(command=_decide, decision=word)

    p = commands.add_parser("page", help="fetch one page and keep it as a test: the start of a new source")
    p.add_argument("url", metavar="URL", help="a link to a paper, or its landing page")
    p.add_argument("--folder", type=Path, metavar="F", help="keep it in F/<source>/ instead of the data folder's pages/<source>/")
    p.set_defaults(command=_page)

    p = commands.add_parser("doctor", help="is the set-up sound, and do the readers still fit their sites")
    p.add_argument("--live", action="store_true", help="ask every source for a work that is known: one request each")
    p.set_defaults(command=_doctor)

    p = commands.add_parser("sql", help="a query on the published file")
    p.add_argument("query", metavar="SQL")
    p.add_argument("--format", choices=["table", "tsv", "json"], help="default: table for a terminal, tsv for a pipe")
    p.set_defaults(command=_sql)

    p = commands.add_parser("report", help="one page to look at, what changed, and a feed per list")
    p.set_defaults(command=_report)

    p = commands.add_parser("audit", help="what is wrong with the lists, with line and suggestion")
    p.add_argument("--format", choices=AUDITS, default="text", help="patch: a diff of what is certain")
    p.add_argument("--list", action="append", default=[], metavar="NAME", help="only this list; may be given several times")
    p.set_defaults(command=_audit)

    p = commands.add_parser(
        "links", help="are the repositories behind the code links still there, as far as GitHub's and GitLab's budgets go"
    )
    p.add_argument("lists", nargs="*", metavar="NAME", help="published list; none: all lists")
    p.add_argument("--most", type=_count, metavar="N", help="ask for at most N repositories")
    p.add_argument("--time-limit", type=_seconds, metavar="S", help="stop asking after S seconds")
    p.set_defaults(command=_links)

    p = commands.add_parser("export", help="the published data in another format")
    p.add_argument("--format", required=True, choices=EXPORTS)
    p.add_argument("--output", type=Path, metavar="F", help="file; standard output when not given")
    p.add_argument("--where", metavar="SQL", help='condition on the view papers, as in "year >= 2023"')
    p.add_argument("--list", action="append", default=[], metavar="NAME")
    p.add_argument("--section", action="append", default=[], metavar="NAME")
    p.add_argument("--without", action="append", default=[], choices=["abstract"])
    p.add_argument("--unicode", action="store_true", help="bibtex: letters as they are, not as LaTeX commands (for biber)")
    p.set_defaults(command=_export)
    return parser


def _seconds(text: str) -> float:
    value = float(text)
    if value <= 0:
        raise argparse.ArgumentTypeError("a time limit is a number of seconds above 0, such as 600")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value <= 0:
        raise argparse.ArgumentTypeError("give a whole number above 0, such as 60")
    return value


# --- around a run -----------------------------------------------------------------------------------------------------


class _Stop:
    """Ctrl-C, SIGTERM and the time limit: the lanes stop, answers in flight are kept, the run publishes.

    A second signal ends the process at once; nothing that was kept is lost.
    """

    def __init__(self, limit: float | None) -> None:
        self.interrupted = False
        self.out_of_time = False
        self._end = time.monotonic() + limit if limit is not None else None
        self.ended = False
        """Whether a second signal has come."""
        self._guarded: Lanes | None = None
        self._at = 0.0
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._signalled)

    def check(self, lanes: Lanes) -> None:
        """Called while asking; from the first time on these lanes are looked after, also while a list is slow to come."""
        if self._guarded is not lanes:
            self._guarded = lanes
            Thread(target=self._guard, args=(lanes,), daemon=True, name="stop").start()
        self._stop_if_due(lanes)

    def _guard(self, lanes: Lanes) -> None:
        while self._guarded is lanes and not self._stop_if_due(lanes):
            time.sleep(_LOOK)

    def _stop_if_due(self, lanes: Lanes) -> bool:
        if self.interrupted:
            lanes.stop("interrupted")
        elif self._end is not None and time.monotonic() > self._end:
            self.out_of_time = True
            lanes.stop("time limit")
        return self.interrupted or self.out_of_time

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        if not self.interrupted:
            self.interrupted = True
            self._at = time.monotonic()
        elif time.monotonic() - self._at > _SAME:
            self.ended = True
            raise KeyboardInterrupt


def _settings(**given: object) -> Settings:
    return Settings.from_environment(os.environ, **given)


def _log_to_stderr(verbose: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    logging.getLogger("arxiv").setLevel(logging.ERROR)  # it warns of entries that our reader judges itself
    root = logging.getLogger("pipeline")
    root.handlers = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
