"""What is due when, and which lookups leave together. Pure but for the agenda, which remembers what it was told."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from pipeline.evidence import Standing
from pipeline.models import SETTLED, Ask, By, Lookup, Outcome
from pipeline.pieces import Pieces
from pipeline.resolve import Draft
from pipeline.resolve.ladder import FEEDERS
from pipeline.resolve.merge import number
from pipeline.sources._base import Source

PUBLISHED = timedelta(days=365)
"""A published record hardly changes; once a year finds corrections."""
PREPRINT = timedelta(days=14)
"""A preprint is published any day ..."""
OLD_PREPRINT = timedelta(days=180)
"""... and rarely after"""
OLD = timedelta(days=548)
"""18 months."""
LISTING = timedelta(days=1)
"""A listing in which a wanted key is absent grows; at most daily."""
NOT_FOUND = timedelta(days=30)
"""Indexes take weeks to learn of a paper."""
NO_WORK_THERE = timedelta(days=1)
"""A page of an unknown site without a work may be a wall that looks like the site: it is looked at once more, then as above."""
FAILURES = (timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=30))
"""After the first, second ... refusal, break or answer about another work in a row."""
SPREAD = 0.2
"""Due times are spread by a fifth either way, by hash, so that a list read in one night is not due in one night again."""


def due_at(lookup: Lookup, standing: Standing | None, draft: Draft) -> datetime | None:
    """When a lookup is due again; None means now, for it was never asked."""
    if standing is None:
        return None
    match standing.outcome:
        case Outcome.FOUND:
            wait = _found(lookup, standing, draft)
        case Outcome.NOT_FOUND if lookup.source == "general" and standing.missed == 1 and standing.found is None:
            wait = NO_WORK_THERE
        case Outcome.NOT_FOUND | Outcome.SKIPPED:
            wait = NOT_FOUND
        case Outcome.REFUSED | Outcome.BROKEN | Outcome.MISMATCH:
            wait = FAILURES[min(standing.failures, len(FAILURES)) - 1]
    return standing.at + wait * (1 + SPREAD * _spread(lookup))


def _found(lookup: Lookup, standing: Standing, draft: Draft) -> timedelta:
    if lookup.by == "listing":
        absent = not any(r.lookup == lookup for r in draft.records)
        return LISTING if absent else PUBLISHED
    if draft.published:
        return PUBLISHED
    year = number(draft.chosen.get("year"))
    old = year is not None and datetime(year, 1, 1, tzinfo=standing.at.tzinfo) + OLD < standing.at
    return OLD_PREPRINT if old else PREPRINT


def _spread(lookup: Lookup) -> float:
    """A number from -1 to 1 that belongs to a lookup for good."""
    return int.from_bytes(hashlib.sha256(str(lookup).encode()).digest()[:4]) / 2**31 - 1


def due(draft: Draft, standings: Mapping[Lookup, Standing], now: datetime, *, failed_too: bool = False) -> dict[Lookup, str]:
    """The lookups of a draft that are due now, with their rungs, in the order of the ladder.

    `failed_too`: what failed or was about another work is due whatever its time; what a source has answered never is before its time.
    """
    wanted: dict[Lookup, str] = {}
    for lookup, rung in draft.consulted.items():
        standing = standings.get(lookup)
        when = due_at(lookup, standing, draft)
        failed = standing is not None and standing.outcome not in SETTLED
        if when is None or when <= now or (failed_too and failed):
            wanted[lookup] = rung
    return wanted


class Agenda:
    """Lookups that are wanted and not yet asked in this run. Full batches leave at once, the rest when nothing can still join."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._waiting: dict[tuple[str, By], _Group] = {}
        self._rung: dict[Lookup, str] = {}
        """Every lookup of this run, and the rung that it was first wanted on."""
        self._open: Counter[str] = Counter()
        """Lookups wanted and not yet answered, by rung."""
        self._pieces: dict[Lookup, Pieces] = {}

    def want(self, lookups: Mapping[Lookup, str]) -> None:
        """Lookups with the names of their rungs; each is asked at most once a run, however many works want it."""
        for lookup, rung in lookups.items():
            if lookup not in self._rung:
                self._rung[lookup] = rung
                self._open[rung] += 1
                self._waiting.setdefault((lookup.source, lookup.by), _Group()).add(lookup, rung)

    def answered(self, lookups: Iterable[Lookup]) -> None:
        """These have been delivered: they hold nothing back any more."""
        for lookup in lookups:
            self._open[self._rung[lookup]] -= 1

    def again(
        self, ask: Ask, failed: Sequence[Lookup], *, once: bool = False, hopeless: bool = False
    ) -> tuple[list[Ask], Sequence[Lookup]]:
        """What is asked once more of a batch of which something failed, and what is given up: see `Pieces`."""
        pieces = self._pieces.get(ask.lookups[0]) or Pieces()
        if failed:
            self._pieces.update(dict.fromkeys(ask.lookups, pieces))
        piece, lost = pieces.after(ask.lookups, failed, once=once, hopeless=hopeless)
        return [self._sources[ask.lookups[0].source].ask(piece)] if piece else [], lost

    def clear(self) -> None:
        """Forget what this run has asked: it is over, and building needs the memory."""
        self._waiting.clear()
        self._rung.clear()
        self._open.clear()
        self._pieces.clear()

    @property
    def waiting(self) -> int:
        return sum(len(group.lookups) for group in self._waiting.values())

    def full(self) -> list[Ask]:
        """The asks that nothing can join any more: they need not wait for what is still being thought about."""
        return list(self._leaving(lambda group: False))

    def ready(self, *, first: bool = False) -> list[Ask]:
        """The asks that may leave now; at first all of them: what the lists name is known by then, and the rest would come late."""
        return list(self._leaving(lambda group: first or any(map(self._is_ripe, group.rungs))))

    def _leaving(self, is_complete: Callable[[_Group], bool]) -> Iterator[Ask]:
        for key in sorted(self._waiting):
            source, group = self._sources[key[0]], self._waiting[key]
            size = source.chunk(key[1])
            while len(group.lookups) >= size or (group.lookups and is_complete(group)):
                yield source.ask(group.take(size))

    def _is_ripe(self, rung: str) -> bool:
        """Nothing is open on the rungs below: only their answers can lead to lookups that would share a request with its own."""
        return not any(self._open[feeder] for feeder in FEEDERS[rung])


class _Group:
    """Lookups that can share requests, first come first served.

    Thousands may wait while thousands of answers arrive: no answer counts them.
    """

    def __init__(self) -> None:
        self.lookups: deque[tuple[Lookup, str]] = deque()
        self.rungs: Counter[str] = Counter()
        """How many wait on each rung; none of them is 0."""

    def add(self, lookup: Lookup, rung: str) -> None:
        self.lookups.append((lookup, rung))
        self.rungs[rung] += 1

    def take(self, most: int) -> list[Lookup]:
        taken = [self.lookups.popleft() for _ in range(min(most, len(self.lookups)))]
        self.rungs -= Counter(rung for _, rung in taken)
        return [lookup for lookup, _ in taken]
