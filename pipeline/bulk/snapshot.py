"""arXiv's metadata snapshot, JSON lines: DuckDB goes through them once and hands over those that are wanted."""

from __future__ import annotations

import glob
import logging
from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

from pipeline.bulk.form import Form
from pipeline.lists import BULK_FILES
from pipeline.published import first_line

log = logging.getLogger(__name__)

_CONFIG: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "512MB", "temp_directory": ""}
"""The scan holds some 100 MB whatever the file's size; DuckDB would take four fifths of the machine."""
_AT_ONCE = 1_000
"""Rows taken from DuckDB: some 3 MB."""
_LINES = "read_ndjson_objects(?, ignore_errors = true)"  # a line that is no JSON is passed over
_WANTED = f"SELECT json->>'id', CAST(json AS VARCHAR) FROM {_LINES} WHERE json->>'id' IN (SELECT unnest(?))"
_ANY = f"SELECT 1 FROM {_LINES} WHERE json->>'id' IS NOT NULL LIMIT 1"


def _lines(path: Path, ids: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """(id, line) for every line whose `id` is wanted."""
    name, seen = BULK_FILES["arxiv"], set[str]()
    try:
        with duckdb.connect(config=_CONFIG) as con:
            con.execute("SET enable_progress_bar = false")
            for number, line in _rows(con, path, _WANTED, list(ids)):
                if number not in seen:
                    seen.add(number)
                    yield number, line.encode()
            if not seen and not any(_rows(con, path, _ANY)):
                log.warning("%s: no line is a JSON object with an id: going on without; %s works", path, name)
    except duckdb.Error as e:
        log.warning("%s cannot be read (%s): going on without; %s works, unpacked", path, first_line(e), name)


def _rows(con: duckdb.DuckDBPyConnection, path: Path, sql: str, *parameters: object) -> Iterator[tuple[str, ...]]:
    pattern = glob.escape(str(path))  # DuckDB takes a path for a pattern
    con.execute(sql, [pattern, *parameters])
    while rows := con.fetchmany(_AT_ONCE):
        yield from rows


FORM = Form("json", _lines)
