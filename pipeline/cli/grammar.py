"""What can be said on the command line. A command names its function as "module.function" of this package, so the help loads none."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TypeVar

from pipeline import __version__
from pipeline.cli.exits import PENDING

EXPORTS = ("bibtex", "csl", "csv", "json", "jsonl", "markdown", "parquet", "ris")
AUDITS = ("text", "json", "markdown", "patch")
"""Formats, said here again so that the help need not load their writers; a test keeps them true."""

_Number = TypeVar("_Number", int, float)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m pipeline", description="Keeps clean records of the papers of reading lists.")
    top.add_argument("--verbose", "-v", action="store_true", help="log every event")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    p = commands.add_parser("enrich", help="sync the lists, fetch what is due, publish")
    p.add_argument("lists", nargs="*", metavar="LIST", help="name in lists.toml, path, URL or owner/repo; none: all lists")
    p.add_argument("--retry-now", action="store_true", help="ask again now what was refused or broken, whatever its due time")
    p.add_argument("--strict", action="store_true", help=f"exit {PENDING} when an entry is pending")
    p.add_argument("--time-limit", type=_seconds, metavar="S", help="stop asking after S seconds and publish")
    p.set_defaults(command="enrich.enrich")

    p = commands.add_parser("rebuild", help="the same database from the evidence, without the network")
    p.add_argument("--cold", action="store_true", help="ignore cached readings")
    p.set_defaults(command="rebuild.rebuild")

    p = commands.add_parser("demo", help="the whole job offline on a demonstration list served on loopback")
    p.set_defaults(command="demo.demo")

    p = commands.add_parser("evidence", help="take everything ever answered to another machine or a cache of CI")
    parts = p.add_subparsers(required=True, metavar="pack|unpack")
    p = parts.add_parser("pack", help="write it to one compressed file")
    p.add_argument("file", type=Path, metavar="FILE")
    p.set_defaults(command="evidence.pack")
    p = parts.add_parser("unpack", help="put it in the place of what is here")
    p.add_argument("file", type=Path, metavar="FILE")
    p.add_argument("--force", action="store_true", help="also where what is here is newer")
    p.set_defaults(command="evidence.unpack")

    p = commands.add_parser("extract", help="the entries of a list on standard output")
    p.add_argument("file", metavar="FILE", help="a reading list; - for standard input")
    p.add_argument("--format", choices=["jsonl"], default="jsonl")
    p.add_argument("--unclaimed", action="store_true", help="scholarly links that are in no entry")
    p.set_defaults(command="extract.extract")

    p = commands.add_parser("status", help="last run, coverage, what is due, refused and why")
    p.add_argument("--json", action="store_true")
    p.set_defaults(command="status.status")

    p = commands.add_parser("show", help="all that is known about one work, and who says so")
    p.add_argument("what", metavar="ID|URL", help="a work id, any identifier such as arxiv:2106.08254, or a link")
    p.set_defaults(command="show.show")

    for word, says in (
        ("accept", "take a refused match, or a finding as it is"),
        ("reject", "drop a believed match, or a finding as wrong"),
    ):
        p = commands.add_parser(word, help=f"{says}: a line of corrections.toml")
        p.add_argument("work", metavar="WORK", help="a work id, another identifier of the work, or its link")
        p.add_argument("what", metavar="WHAT", nargs="?", help="an identifier, a link, or the kind of a finding; none: tell what there is")
        p.add_argument("--reason", required=True, metavar="TEXT", help="why, for those who read the file later")
        p.set_defaults(command="decide.decide", decision=word)

    p = commands.add_parser("page", help="fetch one page and keep it as a test: the start of a new source")
    p.add_argument("url", metavar="URL", help="a link to a paper, or its landing page")
    p.add_argument("--folder", type=Path, metavar="F", help="keep it in F/<source>/ instead of the data folder's pages/<source>/")
    p.set_defaults(command="page.page")

    p = commands.add_parser("doctor", help="is the set-up sound, and do the readers still fit their sites")
    p.add_argument("--live", action="store_true", help="ask every source for a work that is known: one request each")
    p.set_defaults(command="doctor.doctor")

    p = commands.add_parser("sql", help="a query on the published file")
    p.add_argument("query", metavar="SQL")
    p.add_argument("--format", choices=["table", "tsv", "json"], help="default: table for a terminal, tsv for a pipe")
    p.set_defaults(command="sql.sql")

    p = commands.add_parser("report", help="one page to look at, what changed, and a feed per list")
    p.set_defaults(command="checkup.report")

    p = commands.add_parser("audit", help="what is wrong with the lists, with line and suggestion")
    p.add_argument("--format", choices=AUDITS, default="text", help="patch: a diff of what is certain")
    p.add_argument("--list", action="append", default=[], metavar="NAME", help="only this list; may be given several times")
    p.set_defaults(command="checkup.audit")

    p = commands.add_parser(
        "links", help="are the repositories behind the code links still there, as far as GitHub's and GitLab's budgets go"
    )
    p.add_argument("lists", nargs="*", metavar="NAME", help="published list; none: all lists")
    p.add_argument("--most", type=_count, metavar="N", help="ask for at most N repositories")
    p.add_argument("--time-limit", type=_seconds, metavar="S", help="stop asking after S seconds")
    p.set_defaults(command="links.links")

    p = commands.add_parser("export", help="the published data in another format")
    p.add_argument("--format", required=True, choices=EXPORTS)
    p.add_argument("--output", type=Path, metavar="F", help="file; standard output when not given")
    p.add_argument("--where", metavar="SQL", help='condition on the view papers, as in "year >= 2023"')
    p.add_argument("--list", action="append", default=[], metavar="NAME")
    p.add_argument("--section", action="append", default=[], metavar="NAME")
    p.add_argument("--without", action="append", default=[], choices=["abstract"])
    p.add_argument("--unicode", action="store_true", help="bibtex: letters as they are, not as LaTeX commands (for biber)")
    p.set_defaults(command="export.export")
    return top


def _seconds(text: str) -> float:
    return _above_zero(text, float, "a number of seconds above 0, such as 600")


def _count(text: str) -> int:
    return _above_zero(text, int, "a whole number above 0, such as 60")


def _above_zero(text: str, kind: type[_Number], what: str) -> _Number:
    try:
        value = kind(text)
    except ValueError:
        value = kind(0)
    if not 0 < value < math.inf:  # not a number is neither
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return value
