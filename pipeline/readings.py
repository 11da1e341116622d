"""Reads kept responses through their sources, once for each reader version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import Field as InOrder
from pydantic import TypeAdapter

from pipeline.evidence import Evidence, ReadingCache, Standing, Standings
from pipeline.models import (
    AnotherWork,
    Claim,
    Field,
    Identifier,
    Lookup,
    NotAPage,
    NotFound,
    Outcome,
    Record,
    Response,
    Verdict,
)
from pipeline.resolve import Heard
from pipeline.sources import reader_version
from pipeline.sources._base import Source

FRESH = 1_000
"""Verdicts held after they were read, a few MB: two of the largest batches. The works that asked for them are read right after."""
_SILENCE = Heard(asked=False, settled=False, records=())
_VERDICT: TypeAdapter[Verdict] = TypeAdapter(Annotated[Verdict, InOrder(union_mode="left_to_right")])
"""Most verdicts are records: nothing else is tried where they fit."""


class Readings:
    """The verdicts on all lookups, computed from the evidence when they are asked for."""

    def __init__(self, evidence: Evidence, sources: Mapping[str, Source], cache: ReadingCache, now: datetime | None = None) -> None:
        """`now`: by which answers dated in the future are known; needed only where it matters when something is due."""
        self._evidence = evidence
        self._sources = sources
        self._cache = cache
        self.standings = Standings(evidence, now)
        self._fresh: dict[tuple[Lookup, int], Verdict] = {}
        self._listings: dict[tuple[Lookup, int], Mapping[Identifier, Record]] = {}

    def hear(self, lookup: Lookup, about: frozenset[Identifier]) -> Heard:
        """What is known of a lookup: the records of its newest good answer, however often it failed since.

        Of a listing, which knows thousands of works, only the records that share an identifier with `about`.
        """
        standing = self.standings.get(lookup)
        if standing is None or lookup.source not in self._sources:
            return _SILENCE
        for number in dict.fromkeys((standing.found, standing.response)):
            records = self._records(lookup, number, about) if number is not None else None
            if records is not None:
                return Heard(asked=True, settled=True, records=records)
        if standing.outcome is Outcome.FOUND:
            standing = self.standings.overrule(lookup, _unread(standing))
        return Heard(asked=True, settled=standing.settled, records=(), failures=standing.failures, late=standing.late)

    def _records(self, lookup: Lookup, number: int, about: frozenset[Identifier]) -> tuple[Record, ...] | None:
        """What a response holds about a work; None when it holds no record at all."""
        if lookup.by != "listing":
            verdict = self._verdict(lookup, number)
            return verdict if isinstance(verdict, tuple) else None
        listed = self._listings.get((lookup, number))
        if listed is None:
            verdict = self._verdict(lookup, number)
            if not isinstance(verdict, tuple):
                return None
            listed = self._listings[lookup, number] = {i: r for r in verdict for i in r.identifiers}
        return tuple({id(r): r for i in sorted(about) if (r := listed.get(i))}.values())

    def _verdict(self, lookup: Lookup, number: int) -> Verdict | None:
        """What the source's present reader makes of a stored response; None when it was pruned or never looked like a page."""
        fresh = self._fresh.get((lookup, number))
        if fresh is not None:
            return fresh
        kept = self._cache.get(str(lookup), number, reader_version(lookup.source))
        if kept is not None:
            return _VERDICT.validate_json(kept)
        response = self._evidence.response(number)
        if response is None or lookup not in response.ask.lookups:
            return None
        verdicts = self.read(response)
        self.keep(number, response, verdicts)
        return verdicts[lookup]

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        """What the source of a response makes of it: a verdict for every lookup of the ask."""
        source = self._sources[response.ask.lookups[0].source]
        verdicts = {lookup: _bounded(verdict) for lookup, verdict in source.read(response).items()}
        silent = NotAPage(reason=f"the reader of {source.name} gave no verdict")
        return {lookup: verdicts.get(lookup, silent) for lookup in response.ask.lookups}

    def keep(self, number: int, response: Response, verdicts: Mapping[Lookup, Verdict]) -> None:
        """Remember what was read of a stored response."""
        version = reader_version(response.ask.lookups[0].source)
        self._cache.put((str(k), number, version, _VERDICT.dump_json(v).decode()) for k, v in verdicts.items())
        self._fresh.update(((lookup, number), verdict) for lookup, verdict in verdicts.items() if lookup.by != "listing")
        for stale in list(self._fresh)[: max(0, len(self._fresh) - FRESH)]:
            del self._fresh[stale]


def _unread(standing: Standing) -> Standing:
    """A find in which the present reader finds no work, or whose page is lost: what an older reader made of it counts no more."""
    reason = "what was found is read as no work any more"
    return replace(standing, outcome=Outcome.BROKEN, reason=reason, spoken=False, failures=max(1, standing.failures))


LONGEST: Mapping[Field, int] = {
    "title": 2_000,  # the longest title of a paper that people know of has about 650
    "abstract": 100_000,  # some sites give the whole text of a letter
    "authors": 400_000,  # the LHC's joint papers have 5,000 authors
}
"""Characters of a raw value that a page may claim."""
LONGEST_OTHER = 20_000


def _bounded(verdict: Verdict) -> Verdict:
    """Without claims that are too long to be true: a hostile page must not fill memory and files."""
    if not isinstance(verdict, tuple):
        return verdict
    return tuple(record if all(map(_is_credible, record.claims)) else _credible(record) for record in verdict)


def _credible(record: Record) -> Record:
    return record.model_copy(update={"claims": tuple(c for c in record.claims if _is_credible(c))})


def _is_credible(claim: Claim) -> bool:
    return len(claim.raw) <= LONGEST.get(claim.field, LONGEST_OTHER)


def outcome_of(verdict: Verdict) -> tuple[Outcome, str]:
    """The outcome that a verdict stands for, and why."""
    match verdict:
        case NotFound(reason=reason):
            return Outcome.NOT_FOUND, reason
        case AnotherWork(reason=reason):
            return Outcome.MISMATCH, reason
        case NotAPage(reason=reason):
            return Outcome.BROKEN, reason
        case records:
            return (Outcome.FOUND, "") if records else (Outcome.NOT_FOUND, "no hits")
