"""Notices when a site has changed its layout: a field is found less often than before, or not in the way it used to be found.

Every source is compared with its own past, page by page asked for by identifier. What counts as a change is decided by chance:
how likely are so few finds if nothing had changed? So five pages without an abstract tell much of a source that always had one,
and nothing of one that has one now and then.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import get_args

from pipeline.models import Field, Lookup, Model, NotFound, Verdict

WATCHED: tuple[Field, ...] = ("title", "authors", "abstract")
"""Fields that a page has or has not; of the others only the way is watched."""
UNLIKELY = 0.001
"""A warning by mere chance comes once in a thousand comparisons: for a dozen sources once in some years."""
WINDOW = 20
"""Pages after which what was seen lately becomes what is usual, if it gave no reason to warn."""


class Tally(Model):
    """On how many pages of a source a field was found, and by which way of its reader."""

    reader: str
    """Version of the reader: another one finds in other ways, so nothing is compared across versions."""
    pages: int = 0
    ways: Mapping[str, Mapping[str, int]] = {}
    """Field → way → pages."""

    def found(self, field: str) -> int:
        """Pages on which a field was found in any way."""
        return sum(self.ways.get(field, {}).values())

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        fields = sorted({*self.ways, *other.ways})
        ways = {f: dict(Counter(self.ways.get(f, {})) + Counter(other.ways.get(f, {}))) for f in fields}
        return Tally(reader=self.reader, pages=self.pages + other.pages, ways=ways)


class Habit(Model):
    """What is usual of a source, what was seen lately, and what to warn of."""

    usual: Tally
    lately: Tally
    warnings: tuple[str, ...] = ()


def tally(reader: str, verdicts: Iterable[tuple[Lookup, Verdict]]) -> Tally:
    """Of the verdicts of one source; one that is not found is no page, one that is no page for the reader is one without any field."""
    ways: dict[str, Counter[str]] = {}
    pages = 0
    for lookup, verdict in verdicts:
        if lookup.by != "id" or isinstance(verdict, NotFound):
            continue
        pages += 1
        for record in verdict if isinstance(verdict, tuple) else ():
            for field in get_args(Field):
                if claim := record.claim(field):
                    ways.setdefault(field, Counter())[claim.way] += 1
    return Tally(reader=reader, pages=pages, ways={f: dict(w) for f, w in sorted(ways.items())})


def habit(source: str, before: Habit | None, now: Tally) -> Habit:
    """What is usual after one more run. What gave reason to warn does not become usual."""
    nothing = Tally(reader=now.reader)
    if before is None or before.usual.reader != now.reader or not before.usual.pages:
        return Habit(usual=now, lately=nothing)
    if not now.pages:
        return before
    lately = before.lately.plus(now)
    warnings = tuple(changes(source, before.usual, lately))
    if lately.pages < WINDOW:
        return Habit(usual=before.usual, lately=lately, warnings=warnings)
    return Habit(usual=before.usual if warnings else lately, lately=nothing, warnings=warnings)


def changes(source: str, usual: Tally, now: Tally) -> Iterable[str]:
    """What differs more than by chance, in words.

    >>> always = Tally(reader="1", pages=30, ways={"title": {"citation_title": 30}})
    >>> list(changes("cvf", always, Tally(reader="1", pages=5, ways={"title": {"h1": 5}})))
    ['cvf: title is no longer found by citation_title but by h1 (5 of 5 pages): its layout seems to have changed']
    """
    for field in sorted(usual.ways):
        found = now.found(field)
        if field in WATCHED and is_unlikely(found, now.pages, usual.found(field), usual.pages):
            yield (
                f"{source}: {field} found on {found} of {now.pages} pages, before on {usual.found(field)} of {usual.pages}:"
                " its layout seems to have changed"
            )
            continue
        way, times = max(usual.ways[field].items(), key=lambda item: item[1])
        still = now.ways.get(field, {}).get(way, 0)
        if found and still < found and is_unlikely(still, found, times, usual.found(field)):
            other, instead = max(now.ways[field].items(), key=lambda item: item[1])
            yield (
                f"{source}: {field} is no longer found by {way} but by {other} ({instead} of {found} pages):"
                " its layout seems to have changed"
            )


def is_unlikely(hits: int, of: int, hits_before: int, of_before: int) -> bool:
    """Whether so few hits would be chance once in a thousand times (binomial, with Laplace's estimate of the share before).

    >>> is_unlikely(0, 5, 30, 30), is_unlikely(0, 5, 10, 30)
    (True, False)
    """
    share = (hits_before + 1) / (of_before + 2)
    return sum(math.comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(hits + 1)) < UNLIKELY
