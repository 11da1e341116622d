"""The tables of the evidence file, and how a file of an older release comes to have them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

SCHEMA_VERSION = 4
_TABLES = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")

_STEPS: Mapping[int, str] = {
    1: "alter table answers add column noticed text",  # answers dated by a clock that ran ahead
    2: "create table robots (url text primary key, status integer not null, body blob not null, at text not null)",
    3: "update changes set change = json_set(change, '$.kind', 'moved section') where change ->> 'kind' = 'moved'",
}
"""What turns a file of one version into the next, by the version that it turns."""


def prepare(db: sqlite3.Connection) -> None:
    """Make the tables, or bring those of an older release up to date: all steps or none. A newer file is left as it is."""
    if not _has_tables(db):
        db.executescript(f"begin immediate; {_TABLES} insert into meta values ('schema_version', '{SCHEMA_VERSION}'); commit")
    found = version(db)
    steps = "; ".join(_STEPS[n] for n in range(found, SCHEMA_VERSION))
    if steps:
        db.executescript(f"begin immediate; {steps}; update meta set value = '{SCHEMA_VERSION}' where key = 'schema_version'; commit")
    db.execute("create index if not exists shown_by_work on shown (work_id)")  # needs no step: who does not know it does without
    db.execute("insert or ignore into meta values ('identity', lower(hex(randomblob(16))))")


def version(db: sqlite3.Connection) -> int:
    """The version of the tables that are there."""
    row = db.execute("select value from meta where key = 'schema_version'").fetchone()
    return int(row[0]) if row else 0


def _has_tables(db: sqlite3.Connection) -> bool:
    return db.execute("select 1 from sqlite_master where name = 'meta'").fetchone() is not None
