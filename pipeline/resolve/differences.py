"""Where sources that speak of the same version of a work do not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pydantic import JsonValue

import pipeline.normalise.venues as venues
from pipeline.models import Field, Record, Work
from pipeline.normalise.titles import compare
from pipeline.resolve.match import YEAR_SLACK, people_in
from pipeline.resolve.merge import PREPRINT_VENUES, is_preprint, text

_HERE = frozenset({"corrections", "list", "link"})
"""Who is no source: a person has the last word, and what the list says is told on its own."""

Agree = Callable[[JsonValue, JsonValue], bool]


def differences(work: Work) -> Iterator[tuple[Field, str]]:
    """(field, who says what): for each field with a source that contradicts the shown value beyond what versions and spellings explain."""
    shown = text(work.chosen.get("venue"))
    is_shown = shown not in PREPRINT_VENUES  # of a preprint no publication can say otherwise
    published = [r for r in work.records if r.lookup.source not in _HERE and not is_preprint(r) and is_shown]
    same = [r for r in published if r.clean("venue") == shown] if shown else published
    yield from _told("title", work, [r for r in work.records if r.lookup.source not in _HERE], _one_title)
    yield from _told("authors", work, published, _one_crowd)
    yield from _told("venue", work, published, _versions)
    yield from _told("year", work, same, _one_year(shown))


def _told(field: Field, work: Work, records: Iterable[Record], agree: Agree) -> Iterator[tuple[Field, str]]:
    choice = work.chosen.get(field)
    if choice is None or choice.lookup.source in _HERE:
        return
    others = {r.lookup.source: said for r in records if (said := r.clean(field)) is not None and not agree(choice.value, said)}
    if others:
        said = "; ".join(f"{source} says {_words(value)}" for source, value in sorted(others.items()))
        yield field, f"{choice.lookup.source} says {_words(choice.value)}; {said}"


def _one_title(shown: JsonValue, other: JsonValue) -> bool:
    return compare(str(shown), str(other)).same


def _one_crowd(shown: JsonValue, other: JsonValue) -> bool:
    """Whether two lists have as many people: spellings of names differ everywhere."""
    ours, theirs = people_in(shown), people_in(other)
    return len(ours) == len(theirs) or not ours or not theirs


def _versions(shown: JsonValue, other: JsonValue) -> bool:
    """Whether two venues may be two versions of a work: a paper is at one conference and in one journal, not at two."""
    one, two = venues.venue(str(shown)), venues.venue(str(other))
    return one is None or two is None or one.short == two.short or {one.kind, two.kind} == {"conference", "journal"}


def _one_year(shown: str | None) -> Agree:
    """A journal's issue may be a year after its online date; a conference has one year."""
    place = venues.venue(shown) if shown else None
    slack = 0 if place is not None and place.kind == "conference" else YEAR_SLACK
    return lambda ours, theirs: not isinstance(ours, int) or not isinstance(theirs, int) or abs(ours - theirs) <= slack


def _words(value: JsonValue) -> str:
    if isinstance(value, list):
        people: Sequence[object] = people_in(value)
        return f"{len(people)} authors"
    return f"“{value}”" if isinstance(value, str) else str(value)
