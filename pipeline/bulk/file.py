"""A file of JSON lines, larger than memory: DuckDB goes through it once and hands over the lines that are wanted."""

from __future__ import annotations

import glob
import logging
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import duckdb

from pipeline.published import first_line
from pipeline.sources._arxiv_snapshot import SCHEME

log = logging.getLogger(__name__)

_NAME = "arxiv-metadata-oai-snapshot.json"
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "512MB", "temp_directory": ""}
"""The scan holds some 100 MB whatever the file's size; DuckDB would take four fifths of the machine."""
_AT_ONCE = 1_000
"""Rows taken from DuckDB: some 3 MB."""
_LINES = "read_ndjson_objects(?, ignore_errors = true)"  # a line that is no JSON is passed over
_WANTED = f"SELECT json->>'id', CAST(json AS VARCHAR) FROM {_LINES} WHERE json->>'id' IN (SELECT unnest(?))"
_ANY = f"SELECT 1 FROM {_LINES} WHERE json->>'id' IS NOT NULL LIMIT 1"


class BulkFile(NamedTuple):
    """A file as it lies there now."""

    path: Path
    address: str
    """Its name, size and time: another one when the file is replaced. Without its folder, for addresses are kept and shown."""
    modified: datetime
    """UTC."""

    def lines(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        """(id, line) for every line whose `id` is one of these, in one pass and in their order; the first where an id comes twice.

        None, with a warning, of a file that is nothing of the kind.
        """
        seen: set[str] = set()
        try:
            with duckdb.connect(config=_CONFIG) as con:
                con.execute("SET enable_progress_bar = false")
                for number, line in self._rows(con, _WANTED, ids):
                    if number not in seen:
                        seen.add(number)
                        yield number, line
                if not seen and not any(self._rows(con, _ANY)):
                    log.warning("%s: no line is a JSON object with an id: going on without; %s works", self.path, _NAME)
        except duckdb.Error as e:
            log.warning("%s cannot be read (%s): going on without; %s works, unpacked", self.path, first_line(e), _NAME)

    def _rows(self, con: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> Iterator[tuple[str, ...]]:
        pattern = glob.escape(str(self.path))  # DuckDB takes a path for a pattern
        con.execute(sql, [pattern, *parameters])
        while rows := con.fetchmany(_AT_ONCE):
            yield from rows


def opened(path: Path | None) -> BulkFile | None:
    """The file at a path; None, with a warning, where there is none."""
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            stat = os.stat(file.fileno())
    except OSError as e:
        log.warning("[bulk] of lists.toml names %s: %s. Put %s there; going on without", path, e.strerror, _NAME)
        return None
    address = f"{SCHEME}{quote(path.name)}#{stat.st_size}-{stat.st_mtime_ns}"
    return BulkFile(path, address, datetime.fromtimestamp(stat.st_mtime, UTC))
