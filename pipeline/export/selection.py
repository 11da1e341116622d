"""Which entries an export holds, read from the published file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
from pydantic import JsonValue

from pipeline.errors import UsageError
from pipeline.export.papers import Paper
from pipeline.export.plain import plain
from pipeline.models import Model

ROWS_AT_ONCE = 1000
"""Entries held in memory; about 5 MB of text."""

_SQL = Path(__file__).with_name("papers.sql").read_text()
_SUSPECT = re.compile("\\\\(?:u00|[bfr])|[\x7f-\x9f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""In JSON text: what plain() would change. Looking first is ten times as fast as cleaning every text of every entry."""


class Selection(Model):
    """All conditions hold together; without any the whole file is selected."""

    where: str | None = None
    """A condition in SQL on the view papers."""
    lists: tuple[str, ...] = ()
    """Names of lists, any of them."""
    sections: tuple[str, ...] = ()
    """Headings, any of them, of any level; upper and lower case are the same."""


def open_published(database: Path, writable: Sequence[Path] = ()) -> duckdb.DuckDBPyConnection:
    """A connection that reads the published file and reaches no other but those named.

    Attached to an own in-memory database: a second plain connection of one process would see the file as it was for the first.
    Raises UsageError when there is no such file, or when it is something else.
    """
    con = duckdb.connect(":memory:")
    try:
        con.execute(f"ATTACH {literal(str(database))} AS published (READ_ONLY)")
        con.execute("USE published")
        con.execute("SET enable_progress_bar = false")  # it would be drawn into the export
        con.execute(f"SET allowed_paths = [{', '.join(literal(str(path)) for path in writable)}]")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        con.execute("SELECT schema_version FROM meta")
    except duckdb.Error as e:
        con.close()
        raise UsageError(f"{database} is not a published file: `make enrich` writes one ({_first_line(e)})") from e
    return con


def condition(con: duckdb.DuckDBPyConnection, selection: Selection) -> tuple[str, list[JsonValue]]:
    """The selection as SQL with its parameters.

    Raises UsageError for a condition that DuckDB does not take, an unknown list or an unknown section, saying what would have worked.
    """
    parts: list[str] = ["true"]
    parameters: list[JsonValue] = []
    if selection.where:
        _try(con, selection.where)
        parts.append(f"({selection.where}\n)")  # the line end closes a comment
    if selection.lists:
        _known(con, selection.lists, "SELECT name FROM lists ORDER BY name", "list")
        parts.append("list IN (SELECT unnest(?))")
        parameters.append(list(selection.lists))
    if selection.sections:
        wanted = [section.lower() for section in selection.sections]
        _known(con, wanted, "SELECT DISTINCT lower(unnest(section_path)) AS s FROM entries ORDER BY s", "section")
        parts.append("list_has_any(list_transform(section_path, lambda s: lower(s)), ?)")
        parameters.append(list(wanted))
    return " AND ".join(parts), parameters


def papers(con: duckdb.DuckDBPyConnection, selection: Selection) -> Iterator[Paper]:
    """The selected entries by list and position. Errors of the selection are raised at once, before the first entry is asked for."""
    where, parameters = condition(con, selection)
    return _read(con.execute(_SQL.replace("{where}", where), parameters))


def literal(text: str) -> str:
    """A text as SQL writes it, for the statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def _read(result: duckdb.DuckDBPyConnection) -> Iterator[Paper]:
    while rows := result.fetchmany(ROWS_AT_ONCE):
        for (text,) in rows:
            yield _paper(text)


def _paper(text: str) -> Paper:
    return Paper.model_validate(_clean(json.loads(text))) if _SUSPECT.search(text) else Paper.model_validate_json(text)


def _clean(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [_clean(v) for v in value]
    return {plain(k): _clean(v) for k, v in value.items()} if isinstance(value, dict) else value


def _try(con: duckdb.DuckDBPyConnection, where: str) -> None:
    try:
        con.execute(f"SELECT count(*) FROM papers WHERE ({where}\n)").fetchall()
    except duckdb.Error as e:
        columns = ", ".join(name for (name,) in con.execute("SELECT column_name FROM (DESCRIBE papers)").fetchall())
        raise UsageError(
            f"the condition {where!r} does not work on papers: {_first_line(e)}\n"
            f"It may use these columns: {columns}\n"
            "An example: venue = 'CVPR' AND year >= 2022 AND list_contains(authors, 'Kaiming He')"
        ) from e


def _known(con: duckdb.DuckDBPyConnection, wanted: Sequence[str], sql: str, what: str) -> None:
    known = [name for (name,) in con.execute(sql).fetchall()]
    for name in wanted:
        if name not in known:
            raise UsageError(f"there is no {what} {name!r}; there are: {'; '.join(known) or 'none'}")


def _first_line(error: duckdb.Error) -> str:
    """The rest repeats the statement."""
    return str(error).split("\n\n")[0].replace("\n", " ")
