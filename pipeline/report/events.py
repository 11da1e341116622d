"""What happened to a list, out of the changes of single values: what a reader of the list wants to hear of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Literal

from pipeline.export.plain import flat, web_address
from pipeline.models import Model
from pipeline.normalise.titles import fold
from pipeline.published import open_published
from pipeline.resolve.merge import PREPRINT_VENUES

KEPT = timedelta(days=366)
"""Before the newest event: whoever looks once a year misses nothing, and the files stay small."""

EventKind = Literal["added", "removed", "linked anew", "published", "retitled", "link died"]

_CHANGES = """
SELECT c.run, c.day, c.list, c.line, c.work_id, c.kind, c.field, c.before, c.after,
    w.title, w.url, w.published_url, w.authors, w.venue, w.year
FROM changes AS c
LEFT JOIN works AS w ON w.id = c.work_id
WHERE c.kind IN ('added', 'removed') OR (c.kind = 'changed' AND c.field IN ('title', 'venue'))
ORDER BY c.day DESC, c.run DESC, c.list, c.line, c.kind, c.field, c.work_id
"""


class Event(Model):
    """One thing that happened to one entry."""

    kind: EventKind
    day: date
    list: str
    line: int
    work_id: str
    title: str
    url: str | None
    note: str
    """What else there is to say, in a few words; empty for nothing."""


class Changed(Model):
    """A change of one value with what is known now of its work."""

    run: str
    day: date
    list: str
    line: int
    work_id: str
    kind: str
    field: str | None
    before: str | None
    after: str | None
    title: str | None = None
    url: str | None = None
    published_url: str | None = None
    authors: tuple[str, ...] | None = None
    venue: str | None = None
    year: int | None = None


def events(database: Path, died: Iterable[Event] = ()) -> tuple[Event, ...]:
    """Newest first, within a day by list and line. `died`: of the links that are known to be dead, which the file does not tell.

    Raises UsageError when `database` is no published file.
    """
    with open_published(database) as con:
        rows = con.execute(_CHANGES)
        names = [column[0] for column in rows.description or ()]
        changes = [Changed.model_validate(dict(zip(names, row, strict=True))) for row in rows.fetchall()]
    found = [*happened(changes), *died]
    since = max((event.day for event in found), default=date.max) - KEPT
    return tuple(sorted((e for e in found if e.day >= since), key=lambda e: (-e.day.toordinal(), e.list, e.line, e.kind, e.work_id)))


def happened(changes: Iterable[Changed]) -> Iterator[Event]:
    """Out of changes in which those of one run and list stand together."""
    for _, group in groupby(changes, key=lambda c: (c.run, c.list)):
        yield from _of_a_run(list(group))


def _of_a_run(changes: Sequence[Changed]) -> Iterator[Event]:
    """An entry that went and came with the same title in one run got another link."""
    came = {fold(_title(c, c.after)): c for c in changes if c.kind == "added"}
    went = {fold(_title(c, c.before)): c for c in changes if c.kind == "removed"}
    for change in changes:
        if change.kind == "added":
            again = fold(_title(change, change.after)) in went
            yield _event("linked anew" if again else "added", change, _title(change, change.after), _where(change))
        elif change.kind == "removed":
            if fold(_title(change, change.before)) not in came:
                yield _event("removed", change, _title(change, change.before), "")
        elif change.field == "venue" and change.before in PREPRINT_VENUES and change.after and change.after not in PREPRINT_VENUES:
            yield _event("published", change, _title(change, None), _where(change))
        elif change.field == "title" and change.before and change.after and fold(change.before) != fold(change.after):
            yield _event("retitled", change, _title(change, change.after), f"was “{flat(change.before)}”")


def _event(kind: EventKind, change: Changed, title: str, note: str) -> Event:
    url = change.published_url if kind == "published" else None
    return Event(
        kind=kind,
        day=change.day,
        list=change.list,
        line=change.line,
        work_id=change.work_id,
        title=title,
        url=web_address(url) or web_address(change.url),
        note=note,
    )


def _title(change: Changed, told: str | None) -> str:
    """Of a long value only the digest is remembered: then the work's present title stands for it."""
    title = told if told and not told.startswith("sha256:") else None
    return flat(change.title or title or "") or change.work_id


def _where(change: Changed) -> str:
    """First author, venue, year: what a reader wants to know of a paper before opening it."""
    authors = change.authors or ()
    who = f"{flat(authors[0])}{' et al.' if len(authors) > 1 else ''}" if authors else ""
    place = " ".join(str(part) for part in (change.venue and flat(change.venue), change.year) if part)
    return ", ".join(part for part in (who, place) if part)
