"""The published work that a person names: by its id, by another identifier, by a link."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError
from pipeline.identify import identify
from pipeline.store.query import query


def work_named(database: Path, what: str) -> str:
    """Its work_id. Raises UsageError when nothing published is known by that name."""
    work = _known_as(database, what)
    if work is None and (identifier := identify(what)):  # second, for it loads every source
        work = _known_as(database, str(identifier))
    if work is None:
        raise UsageError(
            f"nothing published is known as {what!r}: give a work_id, an identifier such as arxiv:2106.08254, or a link of the list"
        )
    return work


def _known_as(database: Path, name: str) -> str | None:
    """The work that bears this very name."""
    _, rows = query(
        database,
        "SELECT DISTINCT work_id FROM (SELECT work_id, id FROM identifiers UNION SELECT work_id, listed_url FROM papers)"
        " WHERE id = ? ORDER BY work_id",
        [name],
    )
    return str(rows[0][0]) if rows else None
