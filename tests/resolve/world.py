"""A small world of sources for whole runs without a network: each answers from a table, refuses or breaks as told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple, cast

from pipeline.clock import Clock
from pipeline.evidence import Evidence, Standing
from pipeline.evidence.answers import first
from pipeline.models import BUDGET_SPENT, Answer, Ask, Identifier, Lookup, NotAPage, NotFound, Outcome, Record, Response, Verdict
from pipeline.plan import due_at
from pipeline.readings import Readings
from pipeline.resolve import Draft, Heard, Seed
from pipeline.settle import Settling
from pipeline.sources import registry
from pipeline.web.delivery import Delivery
from pipeline.web.lanes import Lanes
from tests.resolve.records import UNASKED

START = datetime(2026, 11, 22, 8, tzinfo=UTC)


class Faults(NamedTuple):
    """What goes wrong in one run."""

    sources: Mapping[str, Outcome] = {}
    """Sources that refuse or break whatever they are asked."""
    lookups: frozenset[Lookup] = frozenset()
    """Lookups whose part of an answer cannot be read."""
    asks: float = 0.0
    """Share of requests, drawn by lot, that are refused."""


NO_FAULTS = Faults()


class World:
    """Sources, what they were asked, and what is kept of their answers. A day or a year passes between runs as told."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._known: dict[Lookup, tuple[Record, ...]] = {}
        for one in records:
            self._known[one.lookup] = (*self._known.get(one.lookup, ()), one)
        self.now = START
        self.standings: dict[Lookup, Standing] = {}
        self.asks: list[list[Ask]] = []
        """The requests of each run, as delivered."""
        self.early: list[Lookup] = []
        """Lookups that were asked before they were due."""
        self._found: dict[Lookup, tuple[Record, ...]] = {}

    def run(
        self,
        seeds: Sequence[Seed],
        lots: Random,
        faults: Faults = NO_FAULTS,
        *,
        after: timedelta = timedelta(),
        tick: Callable[[], None] = lambda: None,
    ) -> dict[Identifier, Draft]:
        """One run over all seeds, as much later as told; answers arrive in the order that the lots draw."""
        self.now += after
        self.asks.append([])
        keeper = _Keeper(self)
        settling = Settling(
            {s.key: s for s in seeds}, cast(Evidence, keeper), cast(Readings, keeper), registry(), cast(Clock, keeper), str(len(self.asks))
        )
        settling.ask([s.key for s in seeds], cast(Lanes, _Lanes(self, settling, lots, faults)), tick)
        return dict(settling.drafts)

    def has_spoken(self, lookup: Lookup) -> bool:
        """Whether the source of a lookup has given a verdict."""
        return self.standings[lookup].settled

    def asked(self) -> list[Lookup]:
        """The lookups of the last run, in the order of the answers."""
        return [x for ask in self.asks[-1] for x in ask.lookups]

    def deliver(self, ask: Ask, lots: Random, faults: Faults) -> Delivery:
        self.asks[-1].append(ask)
        outcome = faults.sources.get(ask.lookups[0].source)
        reason = outcome.value if outcome else ""
        if outcome is None and lots.random() < faults.asks:
            outcome, reason = Outcome.REFUSED, lots.choice(["429", f"lane parked: {BUDGET_SPENT}"])
        if outcome is not None:
            return Delivery(ask=ask, response=None, outcome=outcome, reason=reason, attempts=1)
        unreadable = " ".join(map(str, (ask.lookups.index(x) for x in ask.lookups if x in faults.lookups)))
        response = Response(ask=ask, final_url=ask.url, status=200, headers={}, body=unreadable.encode(), at=self.now)
        return Delivery(ask=ask, response=response, outcome=None, reason="", attempts=1)

    def verdict(self, lookup: Lookup) -> Verdict:
        return self._known.get(lookup) or NotFound(reason="unknown")

    def heard(self, lookup: Lookup) -> Heard:
        standing = self.standings.get(lookup)
        if standing is None:
            return UNASKED
        if standing.found is not None:
            return Heard(asked=True, settled=True, records=self._found[lookup])
        return Heard(asked=True, settled=standing.settled, records=(), failures=standing.failures, late=standing.late)

    def keep(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            before = self.standings.get(answer.lookup)
            told = (answer.outcome, answer.reason, answer.response, answer.at, answer.run)
            self.standings[answer.lookup] = before.after(*told) if before else first(*told)
            if answer.outcome is Outcome.FOUND:
                verdict = self.verdict(answer.lookup)
                self._found[answer.lookup] = verdict if isinstance(verdict, tuple) else ()


class _Keeper:
    """Evidence, readings and clock of a run, as far as it uses them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.standings = world.standings

    def now(self) -> datetime:
        return self._world.now

    def hear(self, lookup: Lookup, about: frozenset[Identifier]) -> Heard:
        return self._world.heard(lookup)

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        unreadable = {response.ask.lookups[int(place)] for place in response.body.split()}
        return {x: NotAPage(reason="garbage") if x in unreadable else self._world.verdict(x) for x in response.ask.lookups}

    def keep(self, number: int, response: Response, verdicts: Mapping[Lookup, Verdict]) -> None:
        pass

    def add(self, response: Response | None, good: bool, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        numbered = tuple(a.model_copy(update={"response": len(self._world.asks[-1])}) for a in answers)
        self._world.keep(numbered)
        return numbered


class _Lanes:
    """Lanes in which the answers overtake each other."""

    offline = False

    def __init__(self, world: World, settling: Settling, lots: Random, faults: Faults) -> None:
        self._world = world
        self._settling = settling
        self._lots = lots
        self._faults = faults
        self._queue: list[Ask] = []

    @property
    def outstanding(self) -> int:
        return len(self._queue)

    def offer(self, asks: Iterable[Ask]) -> None:
        for ask in asks:
            self._queue.append(ask)
            self._world.early.extend(x for x in ask.lookups if not self._is_due(x))

    def next(self, timeout: float) -> Delivery | None:
        assert self._queue or not timeout, "lookups wait, but nothing is under way that could set them free"
        if not self._queue or (not timeout and self._lots.random() < 0.5):
            return None
        return self._world.deliver(self._queue.pop(self._lots.randrange(len(self._queue))), self._lots, self._faults)

    def _is_due(self, lookup: Lookup) -> bool:
        standing = self._world.standings.get(lookup)
        if standing is None:
            return True
        times = [due_at(lookup, standing, d) for d in self._settling.drafts.values() if lookup in d.consulted]
        # What a work wanted when it was put down may be needless by now, and leaves all the same.
        return not times or any(t is None or t <= self._world.now for t in times)
