"""Writes a new database file from a catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipeline.errors import PublishFailed
from pipeline.models import Catalogue
from pipeline.store.check import MEMORY, check
from pipeline.store.rows import rows
from pipeline.store.spill import Spilled, spill

STORAGE = "v1.5.0"
"""DuckDB 2 writes a format that 1.5 cannot read unless told so; 1.5 writes its own."""
THREADS = 2
"""Each holds twice LINE while it reads; a machine with many cores must not go over MEMORY by that."""
ROOM = 16
"""Times the longest row that DuckDB was seen to take while it reads it (10), and some more."""

_SCHEMA = Path(__file__).with_name("schema.sql")
_VIEWS = Path(__file__).with_name("views.sql")

_REPEATED = frozenset({"answers"})
"""Tables whose rows come several times: an answer with every work that wants it."""
_ORDER: Mapping[str, str] = {
    "lists": "name",
    "entries": "list, position",
    "links": "list, position, number",
    "answers": "lookup",
    "findings": "list NULLS FIRST, line NULLS FIRST, kind, message, work_id NULLS FIRST",
    "runs": "started, id",
    "changes": "day, run, list, line, field NULLS FIRST, work_id, kind, before NULLS FIRST",
}
"""How rows lie in the file; those of works lie as they come, in the order of the lists. So equal catalogues give equal files."""

_RECORDS_TO_RESPONSES = "UPDATE records SET response = answers.response FROM answers WHERE answers.lookup = records.lookup"
_ANSWERS_TO_WORKS = """
UPDATE answers SET work_id = asked.work_id
FROM (
    SELECT lookup, any_value(work_id) AS work_id
    FROM (
        SELECT lookup, work_id FROM records
        UNION
        SELECT a.lookup, i.work_id FROM answers AS a JOIN identifiers AS i ON a."by" = 'id' AND i.id = a.value
        UNION
        SELECT a.lookup, w.id FROM answers AS a JOIN works AS w ON a."by" = 'title' AND w.title = a.value
        UNION
        SELECT a.lookup, e.work_id FROM answers AS a JOIN entries AS e ON a."by" = 'title' AND e.title = a.value
    )
    GROUP BY lookup
    HAVING count(*) = 1
) AS asked
WHERE asked.lookup = answers.lookup
"""


def build(catalogue: Catalogue, target: Path) -> None:
    """A sound, closed file at `target`, which must not exist yet; nothing else is left behind.

    Raises PublishFailed when the rows do not fit together, OSError or duckdb.Error when the file cannot be written.
    """
    with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.rows-") as folder:
        spilled = spill(rows(catalogue), Path(folder))
        with duckdb.connect(str(target), config=_config(spilled)) as con:
            con.execute("SET enable_progress_bar = false")
            con.execute(_SCHEMA.read_text())
            for table in spilled.counts:
                _load(con, table, spilled)
            con.execute(_RECORDS_TO_RESPONSES)
            con.execute(_ANSWERS_TO_WORKS)
            con.execute(_VIEWS.read_text())
            con.execute("CHECKPOINT")
    written = check(target)
    if any(written[table] != count for table, count in spilled.counts.items() if table not in _REPEATED):
        raise PublishFailed(f"rows were lost on the way into {target.name}: {dict(spilled.counts)} handed over, {dict(written)} arrived")


def _load(con: duckdb.DuckDBPyConnection, table: str, spilled: Spilled) -> None:
    types = dict(con.execute(f"SELECT column_name, column_type FROM (DESCRIBE {table})").fetchall())
    rows_of = "read_json(?, format = 'array', columns = ?, maximum_object_size = ?)"
    distinct = "DISTINCT" if table in _REPEATED else ""
    order = f"ORDER BY {_ORDER[table]}" if table in _ORDER else ""
    con.execute(f"INSERT INTO {table} SELECT {distinct} * FROM {rows_of} {order}", [str(spilled.folder / table), types, spilled.longest])


def _config(spilled: Spilled) -> dict[str, str | bool | int | float | list[str]]:
    memory = max(MEMORY, ROOM * spilled.longest)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{memory}B",
        "threads": THREADS,
        "temp_directory": str(spilled.folder),
    }
    if not duckdb.__version__.startswith("1."):
        config["storage_compatibility_version"] = STORAGE
    return config
