"""Flat files for spreadsheets and data frames: the columns of the view papers, one row per entry."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipeline.export.plain import plain
from pipeline.export.selection import Selection, rows, select
from pipeline.published import MEMORY, literal, open_published

BOM = "\ufeff".encode()
"""Spreadsheets take a CSV file for the machine's old code page unless it begins so; programs that read CSV skip it (`utf-8-sig`)."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet computes instead of shows (OWASP, CSV injection); full-width signs count in Japanese settings."""

PIECE = 1 << 16
"""Bytes of a Parquet file handed on at once."""


_ROWS = "SELECT {columns} FROM papers SEMI JOIN part USING (list, position) ORDER BY list, position"
_ALL = "SELECT {columns} FROM papers SEMI JOIN selected USING (list, position) ORDER BY list, position"


def csv_table(database: Path, selection: Selection, without: frozenset[str]) -> Iterator[bytes]:
    """RFC 4180 with a header; lists as JSON text, times as ISO 8601, nothing known as an empty cell, formulas behind an apostrophe."""
    con = open_published(database, memory=MEMORY)
    columns = _columns(con, without)
    return _csv_lines(columns, rows(con, _ROWS.format(columns=", ".join(columns)), select(con, selection)))


def parquet_table(database: Path, selection: Selection, without: frozenset[str]) -> Iterator[bytes]:
    """The view as it is, lists and times with their types."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "papers.parquet")
        with open_published(database, writable=[file], memory=MEMORY) as con:
            select(con, selection)
            everything = _ALL.format(columns=", ".join(_columns(con, without)))
            con.execute(f"COPY ({everything}) TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd)")
        with file.open("rb") as content:
            while piece := content.read(PIECE):
                yield piece


def cell(value: object) -> str:
    """
    >>> cell("=cmd|' /C calc'!A0"), cell(["CVPR", None]), cell(2022), cell(None)
    ("'=cmd|' /C calc'!A0", '["CVPR", null]', '2022', '')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps([plain(v) if isinstance(v, str) else v for v in value], ensure_ascii=False)
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    text = plain(str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def _columns(con: duckdb.DuckDBPyConnection, without: frozenset[str]) -> list[str]:
    return [name for name in con.view("papers").columns if name not in without]


def _csv_lines(columns: list[str], table: Iterable[Sequence[object]]) -> Iterator[bytes]:
    yield BOM + _line(columns)
    for row in table:
        yield _line([cell(value) for value in row])


def _line(cells: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode()
