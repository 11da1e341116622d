"""The published file as an audit reads it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.models import Finding, Identifier, Model
from pipeline.published import open_published

_ENTRIES = """
SELECT e.list, e.position, e.line, e.section_path, e.title, e.paper_url, e.repaired_url, e.identifiers, e.work_id,
    w.title, w.url, w.venue, w.year, w.published_url
FROM entries AS e
JOIN works AS w ON w.id = e.work_id
ORDER BY e.list, e.position
"""
_LINKS = "SELECT list, position, role, url FROM links ORDER BY list, position, number"
_FINDINGS = "SELECT kind, list, line, work_id, message, suggestion FROM findings WHERE list IS NOT NULL ORDER BY list, line, kind, message"


class LinkListed(Model):
    role: str
    url: str


class EntryListed(Model):
    """An entry with what is known about its work."""

    list: str
    position: int
    line: int
    section_path: tuple[str, ...]
    listed_title: str | None
    paper_url: str | None
    repaired_url: str | None
    identifiers: tuple[str, ...]
    work_id: Identifier
    title: str | None
    url: str | None
    venue: str | None
    year: int | None
    published_url: str | None
    links: tuple[LinkListed, ...]


class Published(Model):
    entries: tuple[EntryListed, ...]
    findings: tuple[Finding, ...]
    """As the run wrote them."""


def read(database: Path) -> Published:
    """Raises UsageError when it is no published file."""
    with open_published(database) as con:
        return Published(
            entries=_entries(con),
            findings=tuple(
                Finding(kind=kind, list=name, line=line, work_id=Identifier.parse(work) if work else None, message=said, suggestion=better)
                for kind, name, line, work, said, better in con.execute(_FINDINGS).fetchall()
            ),
        )


def _entries(con: duckdb.DuckDBPyConnection) -> tuple[EntryListed, ...]:
    links: dict[tuple[str, int], list[LinkListed]] = {}
    for name, position, role, url in con.execute(_LINKS).fetchall():
        links.setdefault((name, position), []).append(LinkListed(role=role, url=url))
    columns = (
        "list", "position", "line", "section_path", "listed_title", "paper_url", "repaired_url", "identifiers", "work_id",
        "title", "url", "venue", "year", "published_url",
    )  # fmt: skip
    rows = (dict(zip(columns, row, strict=True)) for row in con.execute(_ENTRIES).fetchall())
    return tuple(EntryListed.model_validate({**row, "links": tuple(links.get((row["list"], row["position"]), ()))}) for row in rows)
