"""Which entries an export holds, read from the published file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
from pydantic import JsonValue

from pipeline.errors import UsageError
from pipeline.export.papers import Paper
from pipeline.export.plain import plain
from pipeline.models import Model
from pipeline.published import first_line, literals

AT_ONCE = 10_000
"""Entries that DuckDB puts together at once, about 40 MB of text. Every part scans the file again: smaller parts take longer."""
ROWS_AT_ONCE = 1000
"""Entries held in memory by Python; about 5 MB of text."""
_SQL = Path(__file__).with_name("papers.sql").read_text()
_SUSPECT = re.compile("\\\\(?:u00|[bfr])|[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""In JSON text: what plain() would change. Looking first is ten times as fast as cleaning every text of every entry."""
_PART = "CREATE OR REPLACE TEMP TABLE part AS SELECT list, position, work_id FROM selected WHERE rowid >= ? AND rowid < ?"


class Selection(Model):
    """All conditions hold together; without any the whole file is selected."""

    where: str | None = None
    """A condition in SQL on the view papers."""
    lists: tuple[str, ...] = ()
    """Names of lists, any of them."""
    sections: tuple[str, ...] = ()
    """Headings, any of them, of any level; upper and lower case are the same."""


def select(con: duckdb.DuckDBPyConnection, selection: Selection) -> int:
    """Puts the places of the selected entries, by list and position, into the temporary table `selected`; returns their number.

    Raises UsageError for a condition that DuckDB does not take, an unknown list or an unknown section, saying what would have worked.
    """
    chosen = con.view("papers")
    if selection.where:
        chosen = _filtered(con, chosen, selection.where)
    if selection.lists:
        _known(con, selection.lists, "SELECT name FROM lists ORDER BY name", "list")
        chosen = chosen.filter(f"list IN {literals(selection.lists)}")
    if selection.sections:
        wanted = [section.lower() for section in selection.sections]
        _known(con, wanted, "SELECT DISTINCT lower(unnest(section_path)) AS s FROM entries ORDER BY s", "section")
        chosen = chosen.filter(f"list_has_any(list_transform(section_path, lambda s: lower(s)), {literals(wanted)})")
    con.execute("CREATE OR REPLACE TEMP TABLE selected (list VARCHAR, position INTEGER, work_id VARCHAR)")
    chosen.project("list, position, work_id").order("list, position").insert_into("selected")
    [(count,)] = con.execute("SELECT count(*) FROM selected").fetchall()
    return int(count)


def rows(con: duckdb.DuckDBPyConnection, sql: str, count: int) -> Iterator[tuple[Any, ...]]:
    """Rows of a query about the table `part`, which holds the `count` selected entries part by part: memory does not grow with them.

    Nothing else may be asked on `con` meanwhile.
    """
    for start in range(0, count, AT_ONCE):
        con.execute(_PART, [start, start + AT_ONCE])
        result = con.execute(sql)
        while found := result.fetchmany(ROWS_AT_ONCE):
            yield from found


def texts(con: duckdb.DuckDBPyConnection, selection: Selection) -> Iterator[str]:
    """The selected entries by list and position, each as JSON in the shape of Paper, as it stands in the file.

    Errors of the selection are raised at once, before the first entry is asked for.
    """
    count = select(con, selection)
    return (text for (text,) in rows(con, _SQL, count))


def papers(con: duckdb.DuckDBPyConnection, selection: Selection) -> Iterator[Paper]:
    """The same, read and made safe."""
    return map(paper, texts(con, selection))


def paper(text: str) -> Paper:
    """An entry out of its JSON, with nothing active in it."""
    return Paper.model_validate(_clean(json.loads(text))) if is_suspect(text) else Paper.model_validate_json(text)


def is_suspect(text: str) -> bool:
    """Whether plain() might change a text of an entry's JSON."""
    # Most have no escape and nothing unprintable, which is seen ten times as fast.
    return ("\\" in text or not text.isprintable()) and _SUSPECT.search(text) is not None


def _clean(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [_clean(v) for v in value]
    return {plain(k): _clean(v) for k, v in value.items()} if isinstance(value, dict) else value


def _filtered(con: duckdb.DuckDBPyConnection, chosen: duckdb.DuckDBPyRelation, where: str) -> duckdb.DuckDBPyRelation:
    """DuckDB takes one expression here and nothing else; it is tried, for some errors show only in a value."""
    try:
        filtered = chosen.filter(where)
        filtered.count("*").fetchall()
    except duckdb.Error as e:
        columns = ", ".join(chosen.columns)
        raise UsageError(
            f"the condition {where!r} does not work on papers: {first_line(e)}\n"
            f"It may use these columns: {columns}\n"
            "An example: venue = 'CVPR' AND year >= 2022 AND list_contains(authors, 'Kaiming He')"
        ) from e
    return filtered


def _known(con: duckdb.DuckDBPyConnection, wanted: Sequence[str], sql: str, what: str) -> None:
    known = [name for (name,) in con.execute(sql).fetchall()]
    for name in wanted:
        if name not in known:
            raise UsageError(f"there is no {what} {name!r}; there are: {'; '.join(known) or 'none'}")
