"""How the lists stand, counted while their works go by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from pipeline.evidence import Standing
from pipeline.models import Lookup, Status
from pipeline.moves import Moves
from pipeline.noted import NEVER, Outlook
from pipeline.outlook import Outlooks
from pipeline.plan import due_at
from pipeline.resolve import Draft, ReadWork


class Survey:
    """Of all works that went through `over`."""

    def __init__(self, standings: Mapping[Lookup, Standing], now: datetime) -> None:
        self._standings = standings
        self._now = now
        self.statuses: defaultdict[str, Counter[Status]] = defaultdict(Counter)
        """Entries of each list by the status of their work."""
        self.unsettled: Counter[tuple[str, str]] = Counter()
        """How many entries wait for which source, and why."""
        self._due: dict[str, datetime] = {}
        self._outlooks = Outlooks()
        self._moves = Moves()

    def over(self, works: Iterable[ReadWork]) -> Iterator[ReadWork]:
        """The same works, counted as they go by."""
        for one in works:
            for draft in one.drafts:
                self._count(draft, one.work.status)
            yield one

    def next_due(self, lists: Iterable[str]) -> datetime | None:
        """When the first lookup of some lists will be due; the time of the survey where one is due already, None where nothing will be."""
        return min((self._due[name] for name in lists if name in self._due), default=None)

    @property
    def outlooks(self) -> tuple[Outlook, ...]:
        """How the lookups stand that the works rest on."""
        return self._outlooks.all()

    @property
    def moved(self) -> tuple[str, ...]:
        """Sites that seem to have moved, in words."""
        return tuple(self._moves.warnings())

    def _count(self, draft: Draft, status: Status) -> None:
        soonest: datetime | None = None
        for lookup in draft.consulted:
            standing = self._standings.get(lookup)
            due = due_at(lookup, standing, draft)
            soonest = min(filter(None, (due or self._now, soonest)))
            self._outlooks.add(draft, lookup, standing, due)
            self._moves.add(lookup, standing)
            if standing is None or not standing.settled:
                why = (standing.reason or standing.outcome.value) if standing else NEVER
                self.unsettled[lookup.source, why] += len(draft.seed.entries)
        for entry in draft.seed.entries:
            self.statuses[entry.list][status] += 1
            if soonest is not None:
                self._due[entry.list] = min(soonest, self._due.get(entry.list, soonest))
