"""A file of JSON lines, larger than memory: DuckDB goes through it once and hands over the lines that are wanted."""

from __future__ import annotations

import glob
import logging
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import duckdb

from pipeline.published import first_line
from pipeline.sources._arxiv_snapshot import SCHEME

log = logging.getLogger(__name__)

_MEMORY = "512MB"
"""For the scan, which holds some 100 MB whatever the file's size; DuckDB would take four fifths of the machine."""
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

    def lines(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The lines whose `id` is one of these, by it, in one pass; none, with a warning, of a file that is nothing of the kind."""
        pattern = glob.escape(str(self.path))  # DuckDB takes a path for a pattern
        try:
            with duckdb.connect(config={"memory_limit": _MEMORY, "preserve_insertion_order": False, "temp_directory": ""}) as con:
                con.execute("SET enable_progress_bar = false")
                found: dict[str, str] = dict(con.execute(_WANTED, [pattern, list(ids)]).fetchall())
                if not found and not con.execute(_ANY, [pattern]).fetchall():
                    log.warning(
                        "%s: no line is a JSON object with an id, as in arxiv-metadata-oai-snapshot.json: going on without", self.path
                    )
        except duckdb.Error as e:
            log.warning(
                "%s cannot be read (%s): going on without; the unpacked arxiv-metadata-oai-snapshot.json works", self.path, first_line(e)
            )
            return {}
        return found


def opened(path: Path | None) -> BulkFile | None:
    """The file at a path; None, with a warning, where there is none."""
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            stat = os.stat(file.fileno())
    except OSError as e:
        log.warning("[bulk] of lists.toml names %s: %s. Put arxiv-metadata-oai-snapshot.json there; going on without", path, e.strerror)
        return None
    address = f"{SCHEME}{quote(path.name)}#{stat.st_size}-{stat.st_mtime_ns}"
    return BulkFile(path, address, datetime.fromtimestamp(stat.st_mtime, UTC))
