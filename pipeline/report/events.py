"""What happened to a list, out of the table `changes`: what a reader of the list wants to hear of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline.export.plain import flat, web_address
from pipeline.models import ChangeKind, Model
from pipeline.published import open_published

KEPT_DAYS = 366
"""Before the newest event: whoever looks once a year misses nothing, and the files stay small."""

_TOLD = f"""
SELECT c.day, c.list, c.line, c.work_id, c.kind, c.field, c.before, c.after, w.title, w.url, w.published_url, w.authors, w.venue, w.year
FROM changes AS c
LEFT JOIN works AS w ON w.id = c.work_id
WHERE c.kind NOT IN ('changed', 'moved section')
QUALIFY c.day >= max(c.day) OVER () - {KEPT_DAYS}
ORDER BY c.day DESC, c.list, c.line, c.kind, c.work_id, c.before, c.run
"""


class Event(Model):
    """One thing that happened to one entry."""

    kind: ChangeKind
    day: date
    list: str
    work_id: str
    title: str
    url: str | None
    note: str
    """What else there is to say, in a few words; empty for nothing."""
    before: str | None
    """The former value; tells two events of one work and day apart."""


class _Told(Model):
    """A row of `changes` with what is known now of its work."""

    day: date
    list: str
    line: int
    work_id: str
    kind: ChangeKind
    field: str | None
    before: str | None
    after: str | None
    title: str | None
    url: str | None
    published_url: str | None
    authors: tuple[str, ...] | None
    venue: str | None
    year: int | None


def events(database: Path) -> tuple[Event, ...]:
    """Newest first, within a day by list and line; what happened to a work once, however often the list names it.

    Raises UsageError when `database` is no published file.
    """
    with open_published(database) as con:
        rows = con.execute(_TOLD)
        names = [column[0] for column in rows.description or ()]
        told = [_Told.model_validate(dict(zip(names, row, strict=True))) for row in rows.fetchall()]
    return tuple(dict.fromkeys(map(_event, told)))


def _event(told: _Told) -> Event:
    return Event(
        kind=told.kind,
        day=told.day,
        list=told.list,
        work_id=told.work_id,
        title=_title(told),
        url=next(filter(None, map(web_address, _urls(told))), None),
        note="; ".join(_notes(told)),
        before=told.before,
    )


def _title(told: _Told) -> str:
    """Of a long value only the digest is remembered: then nothing but the id can stand for the title of a work that is gone."""
    said = {"added": told.after, "removed": told.before}.get(told.kind)
    return flat(told.title or "") or (flat(said) if said and not said.startswith("sha256:") else "") or told.work_id


def _urls(told: _Told) -> Iterator[str | None]:
    """What a reader wants to open, best first."""
    match told.kind:
        case "link died":
            yield told.before
        case "link changed":
            yield told.after
        case "now published":
            yield told.published_url
    yield told.url


def _notes(told: _Told) -> Iterator[str]:
    match told.kind:
        case "added" | "now published":
            if where := _where(told):
                yield where
        case "title changed":
            yield f"was “{flat(told.before or '')}”"
        case "link changed":
            yield f"was {flat(told.before)}" if told.before else "had none"
        case "link died":
            yield flat(f"{'code link, ' if told.field == 'code_url' else ''}{told.after}")


def _where(told: _Told) -> str:
    """First author, venue, year: what a reader wants to know of a paper before opening it."""
    authors = told.authors or ()
    who = f"{flat(authors[0])}{' et al.' if len(authors) > 1 else ''}" if authors else ""
    place = " ".join(str(part) for part in (told.venue and flat(told.venue), told.year) if part)
    return ", ".join(part for part in (who, place) if part)
