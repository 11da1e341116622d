"""Is a database file sound: the tables are there, the keys are unique, nothing points into the void."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipeline.errors import PublishFailed
from pipeline.store.rows import SCHEMA_VERSION

MEMORY = 256 << 20
"""Bytes that DuckDB may take, for building and for checking: a quarter of what 100,000 works may. Beyond it DuckDB goes to disk."""

KEYS: Mapping[str, str] = {
    "meta": "schema_version",
    "lists": "name",
    "entries": "list, position",
    "links": "list, position, number",
    "works": "id",
    "authors": "work_id, position",
    "identifiers": "id, work_id",
    "versions": "work_id, number",
    "records": "id",
    "claims": "",  # a claim may stand in two records of one lookup
    "answers": "lookup",
    "findings": "",
    "changes": "",
    "runs": "id",
}
"""Every table with the columns that name a row; empty where rows have no name of their own."""

REFERENCES: tuple[tuple[str, str, str, str], ...] = (
    ("entries", "list", "lists", "name"),
    ("entries", "work_id", "works", "id"),
    ("links", "(list, position)", "entries", "(list, position)"),
    ("authors", "work_id", "works", "id"),
    ("identifiers", "work_id", "works", "id"),
    ("versions", "work_id", "works", "id"),
    ("records", "work_id", "works", "id"),
    ("claims", "work_id", "works", "id"),
    ("claims", "record", "records", "id"),
)
"""Child and parent columns. Findings, changes and answers are not here: they may speak of what is listed no more."""


def check(path: Path) -> Mapping[str, int]:
    """The number of rows of every table of a sound file.

    Raises PublishFailed that names the first fault. The file is opened read-only.
    """
    try:
        with duckdb.connect(str(path), read_only=True, config={"memory_limit": f"{MEMORY}B"}) as con:
            return _check(con)
    except (duckdb.Error, OSError) as e:
        raise PublishFailed(f"{path.name} cannot be read back: {e}") from e


def _check(con: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    con.execute("SET enable_progress_bar = false")
    version = _number(con, "SELECT max(schema_version) FROM meta")
    if version != SCHEMA_VERSION:
        raise PublishFailed(f"the file has schema version {version}, expected {SCHEMA_VERSION}")
    for table, key in KEYS.items():
        if key and (twice := _number(con, f"SELECT count(*) FROM (SELECT {key} FROM {table} GROUP BY {key} HAVING count(*) > 1)")):
            raise PublishFailed(f"{twice} rows of {table} do not differ in {key}")
    for child, column, parent, key in REFERENCES:
        orphans = f"SELECT count(*) FROM {child} AS c WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {parent})"
        if lost := _number(con, orphans):
            raise PublishFailed(f"{lost} rows of {child} have a {column} that is not in {parent}")
    if double := _number(con, "SELECT count(*) FROM (SELECT 1 FROM claims WHERE chosen GROUP BY work_id, field HAVING count(*) > 1)"):
        raise PublishFailed(f"{double} fields have more than one chosen claim")
    entries, papers = _number(con, "SELECT count(*) FROM entries"), _number(con, "SELECT count(*) FROM papers")
    if entries != papers:
        raise PublishFailed(f"papers has {papers} rows for {entries} entries")
    return {table: _number(con, f"SELECT count(*) FROM {table}") for table in KEYS}


def _number(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = con.execute(sql).fetchone()
    return int(row[0]) if row and row[0] is not None else 0
