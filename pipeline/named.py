"""The published work that a person names: by its id, by another identifier, by a link."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError
from pipeline.identify import identify
from pipeline.store.query import query


def work_named(database: Path, what: str) -> str:
    """Its work_id. Raises UsageError when nothing published is known by that name."""
    identifier = identify(what)
    names = [n for n in (what, str(identifier) if identifier else None) if n]
    _, rows = query(
        database,
        "SELECT DISTINCT work_id FROM (SELECT work_id, id FROM identifiers UNION SELECT work_id, listed_url FROM papers)"
        " WHERE list_contains(?, id) ORDER BY work_id",
        [names],
    )
    if not rows:
        raise UsageError(
            f"nothing published is known as {what!r}: give a work_id, an identifier such as arxiv:2106.08254, or a link of the list"
        )
    return str(rows[0][0])
