"""How the lookups of a run stand: by source, outcome and reason, how many there are and when the first of them is due again."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

from pipeline.evidence import Standing
from pipeline.models import Lookup, Outcome
from pipeline.noted import NEVER, Outlook
from pipeline.resolve import Draft

MOST = 300
"""Groups that are kept, the largest: two dozen sources give a dozen reasons each on a bad day."""
_WHERE = re.compile(r"https?://\S+|/\S{8,}")
"""Addresses and paths in a reason, which make every page's its own."""
_TELLING = frozenset({Outcome.REFUSED, Outcome.BROKEN, Outcome.SKIPPED})
"""Outcomes whose reason a person wants to know; that of a mismatch names a work, so `show` and the table `answers` tell it."""


class Outlooks:
    """Counted work by work."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._due: dict[tuple[str, str, str], datetime | None] = {}
        self._listings: set[Lookup] = set()
        """Those that were counted: every work of a volume rests on the same one."""

    def add(self, draft: Draft, lookup: Lookup, standing: Standing | None, due: datetime | None) -> None:
        """A lookup that the reading of a work rests on."""
        group = _group(draft, lookup, standing)
        self._due[group] = _sooner(self._due.get(group, due), due)
        if lookup not in self._listings:
            self._counts[group] += 1
        if lookup.by == "listing":
            self._listings.add(lookup)

    def all(self) -> tuple[Outlook, ...]:
        """The largest groups first."""
        return tuple(
            Outlook(source=source, outcome=outcome, reason=reason, lookups=n, due=self._due[source, outcome, reason])
            for (source, outcome, reason), n in self._counts.most_common(MOST)
        )


def _group(draft: Draft, lookup: Lookup, standing: Standing | None) -> tuple[str, str, str]:
    if standing is None:
        return lookup.source, NEVER, ""
    outcome, reason = verdict_on(draft, lookup, standing)
    return lookup.source, outcome.value, _WHERE.sub("…", reason) if outcome in _TELLING else ""


def verdict_on(draft: Draft, lookup: Lookup, standing: Standing) -> tuple[Outcome, str]:
    """How a lookup went for one work, and why: what was found may turn out to be about another one."""
    other = draft.mismatch(lookup) if standing.outcome is Outcome.FOUND else None
    return (Outcome.MISMATCH, f"it is about {other.title!r}") if other else (standing.outcome, standing.reason)


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else min(one, other)
