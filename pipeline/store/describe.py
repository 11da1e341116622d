"""Writes docs/schema.md from the comments of a built file: `python -m pipeline.store.describe > docs/schema.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipeline.models import Catalogue
from pipeline.store.build import build
from pipeline.store.check import KEYS

HEAD = """# The published file

`data/enriched/papers.duckdb` is one DuckDB file that any DuckDB from 1.5 on opens.
It is never written to in place: a run replaces it, and whoever has it open keeps what they opened.

Begin with the view `papers`: one row per entry of a list, with everything known about its work.
Questions with their SQL stand in [queries.sql](queries.sql).
All times are UTC; null means that nothing is known.

This page is generated from the comments in the file itself (`python -m pipeline.store.describe > docs/schema.md`).

## How the tables join

```
lists ─< entries ─< links                       entries.list = lists.name
            │                                   links.(list, position) = entries.(list, position)
            │ entries.work_id = works.id
            ▼
          works ─┬─< authors                    authors.work_id = works.id
                 ├─< identifiers                identifiers.work_id = works.id; former ids lead here too
                 ├─< versions                   versions.work_id = works.id
                 ├─< records ─< claims          records.work_id = works.id, claims.record = records.id
                 │      │ records.lookup = answers.lookup
                 └─< answers ── runs            answers.work_id = works.id, answers.run = runs.id

findings, changes ── entries, works             by list and line, by work_id; changes.run = runs.id
meta                                            one row: the version of all this
```

`─<` reads: has many.
A value of `works` is the `clean` of the claim with the same `work_id` and `field` that is `chosen`.
"""

_EMPTY = Catalogue(contents=(), digest="")


def schema_page() -> str:
    """docs/schema.md as it should be."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "papers.duckdb")
        build(_EMPTY, file)
        with duckdb.connect(str(file), read_only=True) as con:
            return HEAD + "".join(_sections(con))


def _sections(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield "\n## Views\n"
    views = con.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name <> 'papers', view_oid")
    for name, comment in views.fetchall():
        yield _section(con, name, comment)
    yield "\n## Tables\n"
    tables = dict(con.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    for name in KEYS:
        yield _section(con, name, tables[name])


def _section(con: duckdb.DuckDBPyConnection, name: str, comment: str) -> str:
    comments = con.execute(
        "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [name]
    ).fetchall()
    types = dict(con.execute(f"SELECT column_name, column_type FROM (DESCRIBE {name})").fetchall())
    rows = "".join(f"| `{column}` | {types[column]} | {text} |\n" for column, text in comments)
    return f"\n### {name}\n\n{comment}\n\n| column | type | |\n|---|---|---|\n{rows}"


if __name__ == "__main__":
    sys.stdout.write(schema_page())
