"""The one way out: a format by its name, as bytes or into a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.export.bibtex import bibtex, in_unicode
from pipeline.export.csl import csl
from pipeline.export.keys import Citation, citations
from pipeline.export.lines import json_array, json_lines, json_schema
from pipeline.export.markdown import markdown
from pipeline.export.papers import Paper
from pipeline.export.ris import ris
from pipeline.export.selection import Selection, papers, texts
from pipeline.export.tables import csv_table, parquet_table
from pipeline.published import MEMORY, open_published

Format = Callable[[Path, Selection, frozenset[str]], Iterator[bytes]]
"""The published file, what to take of it and the fields to leave out → bytes."""


def _per_entry(lines: Callable[[Iterable[str], frozenset[str]], Iterator[bytes]]) -> Format:
    """In the order of the lists."""

    def form(database: Path, selection: Selection, without: frozenset[str]) -> Iterator[bytes]:
        return lines(texts(open_published(database, memory=MEMORY), selection), without)

    return form


def _per_work(bibliography: Callable[[Iterable[Paper], Mapping[str, Citation], frozenset[str]], Iterator[bytes]]) -> Format:
    """Each work once, where it is listed first; one without a title cannot be cited."""

    def form(database: Path, selection: Selection, without: frozenset[str]) -> Iterator[bytes]:
        con = open_published(database, memory=MEMORY)
        cited = citations(con)
        return bibliography(_once(papers(con, selection)), cited, without)

    return form


FORMATS: Mapping[str, Format] = {
    "json": _per_entry(json_array),
    "jsonl": _per_entry(json_lines),
    "csl": _per_work(csl),
    "bibtex": _per_work(bibtex),
    "ris": _per_work(ris),
    "csv": csv_table,
    "parquet": parquet_table,
    "markdown": markdown,
}

IN_UNICODE: Mapping[str, Format] = {"bibtex": _per_work(partial(bibtex, escape=in_unicode))}
"""For those that write letters as commands otherwise."""

CAN_BE_LEFT_OUT = frozenset({"abstract"})
"""Abstracts are other people's text; everything else is facts."""


def export(
    database: Path,
    format: str,
    *,
    where: str | None = None,
    lists: Iterable[str] = (),
    sections: Iterable[str] = (),
    without: frozenset[str] = frozenset(),
    unicode: bool = False,
) -> Iterator[bytes]:
    """The selected entries in a format, piece by piece; equal content gives equal bytes. `unicode`: no letter as a LaTeX command.

    Raises UsageError at once for an unknown format, list, section, field or a condition that does not work.
    """
    form = (IN_UNICODE if unicode else FORMATS).get(format, FORMATS.get(format))
    if form is None:
        raise UsageError(f"there is no format {format!r}; there are: {', '.join(FORMATS)}")
    if not without <= CAN_BE_LEFT_OUT:
        raise UsageError(f"{', '.join(sorted(without - CAN_BE_LEFT_OUT))} cannot be left out; {', '.join(sorted(CAN_BE_LEFT_OUT))} can")
    return form(database, Selection(where=where, lists=tuple(lists), sections=tuple(sections)), without)


def write(
    database: Path,
    format: str,
    output: Path | None = None,
    *,
    where: str | None = None,
    lists: Iterable[str] = (),
    sections: Iterable[str] = (),
    without: frozenset[str] = frozenset(),
    unicode: bool = False,
) -> None:
    """The export into `output`, which is replaced when all is written, or to standard output for None. JSON gets its schema beside it.

    Raises UsageError as export() does, and when the file cannot be written.
    """
    pieces = export(database, format, where=where, lists=lists, sections=sections, without=without, unicode=unicode)
    if output is None:
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    _replace(output, pieces)
    if format == "json":
        _replace(output.with_suffix(".schema.json"), [json_schema(without)])


def _once(entries: Iterable[Paper]) -> Iterator[Paper]:
    seen: set[str] = set()
    for paper in entries:
        if paper.title and paper.work_id not in seen:
            seen.add(paper.work_id)
            yield paper


def _replace(output: Path, pieces: Iterable[bytes]) -> None:
    """Written under another name first: a reader never sees half a file, a failure leaves the old one."""
    new = output.with_name(f".{output.name}.new")
    try:
        with new.open("wb") as file:
            file.writelines(pieces)
        os.replace(new, output)
    except OSError as e:
        raise UsageError(f"{output} cannot be written: {e.strerror or e}") from e
    finally:
        with suppress(OSError):  # on a disk that nothing can be written to, not even what is not there can be removed
            new.unlink(missing_ok=True)
