"""Flat files for spreadsheets and data frames: the columns of the view papers, one row per entry."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipeline.export.plain import plain
from pipeline.export.selection import ROWS_AT_ONCE, Selection, condition, literal, open_published

BOM = "\ufeff".encode()
"""Spreadsheets take a CSV file for the machine's old code page unless it begins so; programs that read CSV skip it (`utf-8-sig`)."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet computes instead of shows (OWASP, CSV injection); full-width signs count in Japanese settings."""

PIECE = 1 << 16
"""Bytes of a Parquet file handed on at once."""


def csv_table(database: Path, selection: Selection, without: frozenset[str]) -> Iterator[bytes]:
    """RFC 4180 with a header; lists as JSON text, times as ISO 8601, nothing known as an empty cell, formulas behind an apostrophe."""
    con = open_published(database)
    return _csv_lines(con, _select(con, selection, without))


def parquet_table(database: Path, selection: Selection, without: frozenset[str]) -> Iterator[bytes]:
    """The view as it is, lists and times with their types."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "papers.parquet")
        with open_published(database, writable=[file]) as con:
            _select(con, selection, without)
            con.execute(f"COPY selected TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd)")
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


def _select(con: duckdb.DuckDBPyConnection, selection: Selection, without: frozenset[str]) -> list[str]:
    """Puts the selected entries into the temporary table `selected`; the names of its columns."""
    where, parameters = condition(con, selection)
    columns = [name for (name,) in con.execute("SELECT column_name FROM (DESCRIBE papers)").fetchall() if name not in without]
    con.execute(f"CREATE TEMP TABLE selected AS SELECT {', '.join(columns)} FROM papers WHERE {where} ORDER BY list, position", parameters)
    return columns


def _csv_lines(con: duckdb.DuckDBPyConnection, columns: list[str]) -> Iterator[bytes]:
    yield BOM + _line(columns)
    result = con.execute("FROM selected")
    while rows := result.fetchmany(ROWS_AT_ONCE):
        for row in rows:
            yield _line([cell(value) for value in row])


def _line(cells: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode()
