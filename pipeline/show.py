"""All that is known about one work, and who says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.named import work_named
from pipeline.published import DATABASE
from pipeline.settings import Settings
from pipeline.store.query import query
from pipeline.store.table import cell

_LONG = 160
"""Characters of a raw value that are shown; the database has the rest."""


def show(settings: Settings, what: str) -> str:
    """A page of text about the work that an identifier or link names. Raises UsageError when nothing published is known by it."""
    database = settings.enriched_dir / DATABASE
    work = work_named(database, what)
    return "\n".join(_lines(database, work))


def _lines(database: Path, work: str) -> Iterable[str]:
    columns, rows = query(database, "SELECT * FROM papers WHERE work_id = ? ORDER BY list, position", [work])
    paper = dict(zip(columns, rows[0], strict=True))
    missing = ", ".join(_texts(paper["missing"]))
    yield cell(paper["title"] or paper["listed_title"])
    yield f"  work {work}, {paper['status']}" + (f", missing {missing}" if missing else "")
    for row in rows:
        entry = dict(zip(columns, row, strict=True))
        yield f"  listed in {entry['list']}, line {entry['line']}: {cell(entry['listed_title'])} <{cell(entry['listed_url'])}>"
    yield from _versions(database, work)
    yield from _claims(database, work)
    yield from _compared(database, work)
    _, identifiers = query(database, "SELECT id FROM identifiers WHERE work_id = ? ORDER BY id", [work])
    yield ""
    yield "Identifiers: " + ", ".join(cell(i[0]) for i in identifiers)
    _, asked = query(database, "SELECT lookup, outcome, reason, answered_at FROM answers WHERE work_id = ? ORDER BY lookup", [work])
    yield ""
    yield "Asked:"
    for lookup, outcome, reason, at in asked:
        yield f"  {at:%Y-%m-%d %H:%M} {outcome:10s} {cell(lookup)}" + (f" ({cell(reason)})" if reason else "")


def _versions(database: Path, work: str) -> Iterable[str]:
    """Preprint, proceedings, journal: each with who tells of it."""
    _, versions = query(database, "SELECT kind, venue, year, source, url FROM versions WHERE work_id = ? ORDER BY number", [work])
    if versions:
        yield ""
        yield "Versions:"
    for kind, venue, year, source, url in versions:
        yield f"  {cell(kind):16s} {cell(venue)}{f' {year}' if year else ''} ({cell(source)})" + (f" <{cell(url)}>" if url else "")


def _claims(database: Path, work: str) -> Iterable[str]:
    """What is published with its source and rule, then what others say."""
    yield ""
    yield "What is published, and who says so:"
    _, chosen = query(
        database, "SELECT field, source, rule, way, raw, clean FROM claims WHERE work_id = ? AND chosen ORDER BY field", [work]
    )
    for field, source, rule, way, raw, clean in chosen:
        value, said = _short(_plain(clean)), _short(str(raw))
        yield f"  {field:16s} {value}"
        yield f"  {'':16s}   {source} ({way}; {rule})" + (f": {said!r}" if said != value else "")
    yield ""
    yield "Others say:"
    _, rest = query(
        database, "SELECT field, source, way, clean FROM claims WHERE work_id = ? AND NOT chosen ORDER BY field, source, way", [work]
    )
    for field, source, way, clean in rest:
        yield f"  {field:16s} {source} ({way}): {_short(_plain(clean))}"


def _compared(database: Path, work: str) -> Iterable[str]:
    """Why records are believed, and what was offered and refused."""
    yield ""
    yield "Believed and refused:"
    _, records = query(
        database,
        "SELECT lookup, match_score, match_reason FROM records WHERE work_id = ? AND match_score IS NOT NULL ORDER BY rank",
        [work],
    )
    for lookup, score, reason in records:
        yield f"  believed  {_short(str(lookup))}: {score:g} ({cell(reason)})"
    _, findings = query(database, "SELECT kind, message FROM findings WHERE work_id = ? ORDER BY kind, message", [work])
    for kind, message in findings:
        yield f"  {kind}: {_short(str(message))}"


def _plain(clean: object) -> str:
    """A claim's value in words: names for authors."""
    value = json.loads(str(clean))
    if isinstance(value, list):
        return ", ".join(" ".join(p for p in (a.get("given"), a.get("family")) if p) if isinstance(a, dict) else str(a) for a in value)
    return str(value)


def _texts(value: object) -> Sequence[str]:
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else []


def _short(text: str) -> str:
    """One safe line: other people's text may hold what a terminal would obey."""
    flat = cell(" ".join(text.split()))
    return flat if len(flat) <= _LONG else flat[: _LONG - 1] + "…"
