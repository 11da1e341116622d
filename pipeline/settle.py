"""The loop: ask what is due, keep what comes, read it, go on until nothing is wanted. No rounds: every answer counts as it arrives."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from functools import partial
from itertools import islice

from pipeline.clock import Clock
from pipeline.drafts import Drafts
from pipeline.evidence import Evidence
from pipeline.layout import Tally, tally
from pipeline.models import Answer, Identifier, Lookup, NotAPage, Outcome, Response, Verdict
from pipeline.plan import Agenda, due
from pipeline.readings import Readings, outcome_of
from pipeline.resolve import Draft, Seed
from pipeline.sources import reader_version
from pipeline.sources._base import Source
from pipeline.web.lanes import MOST_UNREAD, Delivery, Lanes

log = logging.getLogger(__name__)

_A_FEW = 100
"""Works that are read in a quarter of a second."""
_TICK = 0.5
"""Seconds between two looks at progress and time limit while no answer comes."""


class Settling:
    """One run over some seeds. `drafts` is the reading of each, always up to date."""

    def __init__(
        self,
        seeds: Mapping[Identifier, Seed],
        evidence: Evidence,
        readings: Readings,
        sources: Mapping[str, Source],
        clock: Clock,
        run: str,
        *,
        retry_now: bool = False,
    ) -> None:
        self._evidence = evidence
        self._readings = readings
        self._clock = clock
        self._run = run
        self._agenda = Agenda(sources)
        self._interested: dict[Lookup, Identifier] = {}
        """The first of the asked works whose reading rests on a lookup; mostly it is the only one."""
        self._also: dict[Lookup, set[Identifier]] = {}
        """The others."""
        self.drafts = Drafts(seeds, readings.hear)
        self.outcomes: Counter[tuple[str, Outcome]] = Counter()
        """Answers of this run by source and outcome."""
        self.tallies: dict[str, Tally] = {}
        """What was found in this run, and how, by source."""
        self.bulk: dict[str, str] = {}
        """Addresses of the bulk files that were gone through in this run, by source."""
        self._retry_now = retry_now
        self._connected = False
        """Whether any site has answered in this run."""
        self._in_doubt: list[Delivery] = []

    def ask(self, keys: Container[Identifier], lanes: Lanes, tick: Callable[[], None]) -> None:
        """Ask what is due of these seeds until nothing is wanted or the lanes were stopped.

        `tick` is called after every answer, and twice a second while none comes.
        """
        for n, key in enumerate(filter(keys.__contains__, self.drafts), 1):
            self._want(self.drafts[key])
            if n % _A_FEW == 0:  # the sites need not wait until all of a long list is thought about
                lanes.offer(self._agenda.full())
                tick()
        lanes.offer(self._agenda.ready(first=True))
        while lanes.outstanding or self._agenda.waiting:
            delivery = lanes.next(_TICK)
            tick()
            if delivery is None:
                if not lanes.outstanding:
                    break  # stopped: what was queued has been withdrawn
                continue
            touched = set(self._receive(delivery, lanes))
            # What waits is kept before anything is thought about: a killed run loses only what is under way.
            for more in islice(iter(partial(lanes.next, 0), None), MOST_UNREAD):
                touched.update(self._receive(more, lanes))
            touched.update(self._settle_doubt(lanes))
            for key in self._interest(touched):
                self._want(self.drafts.again(key))
            lanes.offer(self._agenda.ready())
        self._agenda.clear()
        self._interested.clear()
        self._also.clear()

    def take(self, response: Response) -> None:
        """Keep what was answered without the network. Only what is found counts: of the rest nothing was learnt.

        Nor was anything learnt about the layout of a site: the tallies are left alone.
        """
        verdicts = {lookup: verdict for lookup, verdict in self._readings.read(response).items() if isinstance(verdict, tuple)}
        if verdicts:
            ask = response.ask.model_copy(update={"lookups": tuple(verdicts)})
            told = {lookup: outcome_of(verdict) for lookup, verdict in verdicts.items()}
            self._note(response.model_copy(update={"ask": ask}), True, told, verdicts)
            self.drafts.forget()

    def _want(self, draft: Draft) -> None:
        for lookup in draft.consulted:
            if self._interested.setdefault(lookup, draft.seed.key) != draft.seed.key:
                self._also.setdefault(lookup, set()).add(draft.seed.key)
        self._agenda.want(due(draft, self._readings.standings, self._clock.now(), failed_too=self._retry_now))

    def _interest(self, lookups: Iterable[Lookup]) -> list[Identifier]:
        """The seeds whose reading rests on one of these lookups."""
        asked = [lookup for lookup in lookups if lookup in self._interested]
        return sorted({self._interested[lookup] for lookup in asked}.union(*(self._also.get(lookup, ()) for lookup in asked)))

    def _receive(self, delivery: Delivery, lanes: Lanes) -> tuple[Lookup, ...]:
        """Keep a delivery, unless it may come of a missing network: that says nothing about a lookup."""
        if delivery.response is not None:
            self._connected = True
        elif not self._connected and delivery.outcome in {Outcome.BROKEN, Outcome.REFUSED}:
            self._in_doubt.append(delivery)
            return ()
        return self._keep(delivery, lanes)

    def _settle_doubt(self, lanes: Lanes) -> tuple[Lookup, ...]:
        """What failed before any site had answered counts once one has answered, or once all have failed with the network there."""
        if not (self._connected or lanes.offline or not lanes.outstanding):
            return ()
        doubtful, self._in_doubt = self._in_doubt, []
        return tuple(lookup for delivery in doubtful for lookup in self._keep(delivery, lanes))

    def _keep(self, delivery: Delivery, lanes: Lanes) -> tuple[Lookup, ...]:
        """Keep one delivery and note what it says about each of its lookups; what failed of a batch is asked again in pieces."""
        ask = delivery.ask
        verdicts = self._readings.read(delivery.response) if delivery.response and delivery.outcome is None else {}
        failed = [lookup for lookup in ask.lookups if _has_failed(delivery, verdicts.get(lookup))]
        pieces, lost = self._agenda.again(
            ask,
            failed,
            once=delivery.outcome is Outcome.REFUSED,
            hopeless=lanes.offline or (delivery.outcome is not None and not delivery.divisible),
        )
        lanes.offer(pieces)
        done = (*(lookup for lookup in ask.lookups if lookup not in failed), *lost)
        told = {lookup: self._outcome(delivery, verdicts, lookup) for lookup in done}
        self._agenda.answered(done)
        if verdicts:
            self._count(ask.lookups[0].source, verdicts)
        if delivery.response is None and delivery.outcome in {Outcome.BROKEN, Outcome.REFUSED} and lanes.offline:
            return ()  # never asked: without a network nothing is learnt about a lookup
        good = delivery.response is not None and delivery.outcome in {None, Outcome.NOT_FOUND}
        self._note(delivery.response, good, told, verdicts)
        return done

    def _outcome(self, delivery: Delivery, verdicts: Mapping[Lookup, Verdict], lookup: Lookup) -> tuple[Outcome, str]:
        """What a delivery says about a lookup, also about one that was asked for before and is given up on account of it."""
        if delivery.outcome is not None:
            return delivery.outcome, delivery.reason
        return outcome_of(verdicts.get(lookup) or next(v for v in verdicts.values() if isinstance(v, NotAPage)))

    def _count(self, source: str, verdicts: Mapping[Lookup, Verdict]) -> None:
        found = tally(reader_version(source), verdicts.items())
        self.tallies[source] = self.tallies[source].plus(found) if source in self.tallies else found

    def _note(
        self, response: Response | None, good: bool, told: Mapping[Lookup, tuple[Outcome, str]], verdicts: Mapping[Lookup, Verdict]
    ) -> None:
        """Write to the evidence what lookups were told, with the response that told it."""
        now = response.at if response else self._clock.now()
        answers = [Answer(lookup=x, outcome=o, reason=reason, at=now, run=self._run) for x, (o, reason) in told.items()]
        kept = self._evidence.add(response, good, answers)
        for answer in kept:
            self.outcomes[answer.lookup.source, answer.outcome] += 1
            if answer.outcome not in {Outcome.FOUND, Outcome.NOT_FOUND}:
                log.debug("%s: %s (%s)", answer.lookup, answer.outcome.value, answer.reason)
        if response and verdicts and kept and kept[0].response is not None:
            self._readings.keep(kept[0].response, response, verdicts)


def _has_failed(delivery: Delivery, verdict: Verdict | None) -> bool:
    """Whether nothing is known of a lookup now."""
    return delivery.outcome in {Outcome.BROKEN, Outcome.REFUSED} or isinstance(verdict, NotAPage)
