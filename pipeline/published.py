"""The one way into the published file: read-only, beside a run that replaces it, with no way out to other files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from pipeline.errors import UsageError

DATABASE = "papers.duckdb"
JSON = "papers.json"
"""Their names in the folder of enriched data."""
MEMORY = "512MB"
"""What DuckDB may take where the file may be of any size; a build, which holds more beside it, has half of that."""


def open_published(database: Path, *, writable: Sequence[Path] = (), memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """A connection whose statements read this file and reach no other but those named, load no extension and change no setting.

    The file is attached to an own database in memory: a second plain connection of one process would see the file as it was for
    the first. `memory` bounds what DuckDB takes; None leaves it at most of the machine.
    Raises UsageError when nothing has been published yet, and for a file that is something else.
    """
    if not database.exists():
        raise UsageError(f"nothing has been published in {database.parent} yet: `make enrich` writes {database.name}")
    con = duckdb.connect(":memory:", config={"memory_limit": memory} if memory else {})
    try:
        con.execute(f"ATTACH {literal(str(database))} AS published (READ_ONLY)")
        con.execute("USE published")
        if con.execute("SELECT current_setting('enable_progress_bar')").fetchone() != (False,):  # a notebook may refuse even to turn it off
            con.execute("SET enable_progress_bar = false")  # it would be drawn into the answer
        con.execute(f"SET allowed_paths = {literals(map(str, writable))}")
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        con.execute("SELECT schema_version FROM meta").fetchall()
    except duckdb.Error as e:
        con.close()
        raise UsageError(f"{database} is not a published file: `make enrich` writes one ({first_line(e)})") from e
    return con


def literal(text: str) -> str:
    """A text as SQL writes it, for the statements that take no parameters.

    >>> literal("O'Brien")
    "'O''Brien'"
    """
    return "'" + text.replace("'", "''") + "'"


def literals(texts: Iterable[str]) -> str:
    """A list of texts as SQL writes it."""
    return f"[{', '.join(map(literal, texts))}]"


def first_line(error: duckdb.Error) -> str:
    """What DuckDB says; the rest of it repeats the statement."""
    return str(error).split("\n\n")[0].replace("\n", " ")
