"""Which repositories are asked for today, what matters most first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from pipeline.evidence import Standing
from pipeline.gone import CERTAIN
from pipeline.models import Lookup, Outcome
from pipeline.plan import FAILURES

FOUND = timedelta(days=90)
"""Repositories are renamed and deleted rarely; four looks a year keep a list of 15,000 links within a guest's budget."""
GONE = timedelta(days=30)
"""What is known to be gone may come back, as when an owner makes it public again."""


def due(lookups: Iterable[Lookup], standings: Mapping[Lookup, Standing], now: datetime) -> list[Lookup]:
    """First those that were missed once, which another day decides; then those never asked; then the others, the oldest answer first."""
    wanted = [(_rank(standings.get(x)), n, x) for n, x in enumerate(lookups) if _is_due(standings.get(x), now)]
    return [lookup for _, _, lookup in sorted(wanted, key=lambda w: w[:2])]


def _is_due(standing: Standing | None, now: datetime) -> bool:
    if standing is None:
        return True
    match standing.outcome:
        case Outcome.FOUND:
            return now >= standing.at + FOUND
        case Outcome.NOT_FOUND if standing.missed < CERTAIN:
            return now.date() > standing.at.date()
        case Outcome.NOT_FOUND:
            return now >= standing.at + GONE
        case _:
            return now >= standing.at + FAILURES[min(max(standing.failures, 1), len(FAILURES)) - 1]


def _rank(standing: Standing | None) -> tuple[int, float]:
    if standing is None:
        return 1, 0.0
    if standing.outcome is Outcome.NOT_FOUND and standing.missed < CERTAIN:
        return 0, 0.0
    return 2, standing.at.timestamp()
