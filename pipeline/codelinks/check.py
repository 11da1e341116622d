"""One check: asks for the repositories that are due, as far as the budgets of their hosts go."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence

from pipeline.clock import Clock
from pipeline.codelinks.account import Account
from pipeline.codelinks.due import due
from pipeline.codelinks.hosts import HOSTS, lookups
from pipeline.errors import UsageError
from pipeline.evidence import Evidence, Standing
from pipeline.evidence.answers import first
from pipeline.gone import CERTAIN
from pipeline.lock import locked
from pipeline.manners import Manners, lanes_after
from pipeline.models import Answer, Lookup, Outcome
from pipeline.published import DATABASE
from pipeline.settings import Settings
from pipeline.store.query import query
from pipeline.web.lanes import Delivery, Lanes

_TICK = 0.5
"""Seconds between two looks at interruption and time limit while no answer comes."""


def check(
    settings: Settings,
    lists: Sequence[str],
    clock: Clock,
    watch: Callable[[Lanes], None],
    *,
    most: int | None = None,
    hosts: Mapping[str, tuple[str, int]] = {},
) -> Account:
    """Ask for the repositories behind the links of some published lists (none: all), at most `most` of them.

    `hosts`: host → loopback address and port that stands in for it; for tests and the demonstration only.
    Raises UsageError when nothing has been published yet, and for a list that is not in it.
    """
    with locked(settings), Evidence(settings.raw_dir / "evidence.sqlite") as evidence:
        now = clock.now()
        wanted = lookups(_urls(settings, lists))
        checking = _Check(evidence, clock, len(wanted), due(wanted, evidence.standings(now), now))
        lanes = lanes_after(evidence, settings, clock, hosts)
        try:
            checking.ask(lanes, watch, most)
        finally:
            lanes.close()
    return checking.account


def _urls(settings: Settings, lists: Sequence[str]) -> list[str]:
    """Every address of these lists, in their order."""
    database = settings.enriched_dir / DATABASE
    known = [str(name) for (name,) in query(database, "SELECT name FROM lists ORDER BY name")[1]]
    if unknown := next((name for name in lists if name not in known), None):
        raise UsageError(f"there is no list {unknown!r}; there are: {'; '.join(known) or 'none'}")
    _, rows = query(database, "SELECT list, url FROM links ORDER BY list, position, number")
    return [str(url) for name, url in rows if not lists or name in lists]


class _Check:
    """Keeps what is answered as it arrives: a check that is killed loses only what is under way."""

    def __init__(self, evidence: Evidence, clock: Clock, repositories: int, wanted: Sequence[Lookup]) -> None:
        self._evidence = evidence
        self._clock = clock
        self._wanted = wanted
        self._standings: dict[Lookup, Standing] = evidence.standings()
        self._run = f"{clock.now():%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6]}-links"
        self.account = Account(repositories, len(wanted))

    def ask(self, lanes: Lanes, watch: Callable[[Lanes], None], most: int | None) -> None:
        manners = Manners(lanes, self._evidence)
        chosen = self._wanted[:most]
        lanes.offer(HOSTS[lookup.source].ask(lookup) for lookup in chosen)
        waiting = set(chosen)
        while lanes.outstanding:
            watch(lanes)
            delivery = lanes.next(_TICK)
            manners.note()
            if delivery is not None:
                waiting.difference_update(delivery.ask.lookups)
                self._receive(delivery, lanes)
        self.account.left.update({"stopped": len(waiting), f"more than {most}": len(self._wanted) - len(chosen)})
        self.account.left = +self.account.left
        self.account.requests, self.account.offline = lanes.requests, lanes.offline

    def _receive(self, delivery: Delivery, lanes: Lanes) -> None:
        if delivery.response is None and (lanes.offline or not delivery.attempts):
            self.account.left[delivery.reason] += 1  # a spent budget says nothing about a repository, nor does a missing network
            return
        [lookup] = delivery.ask.lookups
        name = HOSTS[lookup.source].present_name(delivery.response) if delivery.response and delivery.outcome is None else None
        outcome = Outcome.FOUND if name else delivery.outcome or Outcome.BROKEN
        reason = "" if name else delivery.reason or "no description of a repository"
        answer = Answer(lookup=lookup, outcome=outcome, reason=reason, at=self._clock.now(), run=self._run)
        good = delivery.response is not None and outcome in {Outcome.FOUND, Outcome.NOT_FOUND}
        [kept] = self._evidence.add(delivery.response, good, [answer])
        self._note(kept, name)

    def _note(self, answer: Answer, name: str | None) -> None:
        before = self._standings.get(answer.lookup)
        told = (answer.outcome, answer.reason, answer.response, answer.at, answer.run)
        standing = before.after(*told) if before else first(*told)
        if answer.outcome is Outcome.NOT_FOUND:
            self.account.missing.append((answer.lookup, standing.missed >= CERTAIN))
        elif name is None:
            self.account.unanswered[answer.reason] += 1
        elif name.casefold() != answer.lookup.value.partition(":")[2]:
            self.account.moved.append((answer.lookup, name))
        else:
            self.account.there += 1
