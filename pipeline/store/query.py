"""Asks the published file a question in SQL, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from pipeline.errors import UsageError
from pipeline.published import open_published

Row = tuple[object, ...]


def query(path: Path, sql: str, parameters: Sequence[object] = ()) -> tuple[tuple[str, ...], list[Row]]:
    """Column names and rows of the last statement; `parameters` take the places of its question marks.

    A statement pasted from somewhere reaches nothing but this file.
    Raises UsageError with what DuckDB says and what could be asked instead.
    """
    with open_published(path) as con:
        try:
            if not con.extract_statements(sql):
                raise UsageError(f"there is no statement in it\n\n{_hint(con)}")
            con.execute(sql, list(parameters))
            return tuple(column[0] for column in con.description or ()), con.fetchall()
        except duckdb.Error as e:
            raise UsageError(f"{str(e).strip()}\n\n{_hint(con)}") from e


def _hint(con: duckdb.DuckDBPyConnection) -> str:
    tables = _names(con, "SELECT table_name FROM duckdb_tables() WHERE database_name = 'published' ORDER BY table_name")
    views = _names(con, "SELECT view_name FROM duckdb_views() WHERE database_name = 'published' AND NOT internal ORDER BY view_name")
    columns = _names(con, "SELECT column_name FROM (DESCRIBE published.papers)")
    return (
        f"Views: {views}\nTables: {tables}\nColumns of papers: {columns}\n"
        "An example: SELECT title, venue, year FROM papers WHERE year >= 2022 ORDER BY year"
    )


def _names(con: duckdb.DuckDBPyConnection, sql: str) -> str:
    names: Iterable[tuple[str]] = con.execute(sql).fetchall()
    return ", ".join(name for (name,) in names)
