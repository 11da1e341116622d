"""One walk up the ladder gives both: what is read of a work and what is still wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.models import Identifier, Known, Lookup, Match, Record
from pipeline.resolve.draft import OWN_WORD, PATIENCE, Draft
from pipeline.resolve.ladder import LADDER, Rung
from pipeline.resolve.match import agree, judge_hits, judge_id, people_of, title_of
from pipeline.resolve.merge import kind_of
from pipeline.resolve.seed import Seed
from pipeline.sources import registry
from pipeline.sources._base import Source


class Heard(NamedTuple):
    """What is known of a lookup."""

    asked: bool
    settled: bool
    """The source has spoken; False also when it never was asked."""
    records: tuple[Record, ...]
    failures: int = 0
    """Refused or broken answers in a row."""
    late: bool = False
    """Its turn did not come, for the budget of its site was spent before, and that may go on for days; whatever came in between."""


Hear = Callable[[Lookup, frozenset[Identifier]], Heard]
"""Answers a lookup from what is kept; the identifiers say which records of a listing are meant."""

_REGISTRIES = {"doi": ("crossref", "datacite"), "pii": ("crossref_pii",), "arxiv": ("datacite",), "pmid": ("pubmed",), "pmcid": ("pubmed",)}
"""Who hands out identifiers of a scheme: about these it speaks as a page speaks of itself."""

_BY_ID, _BY_TITLE = frozenset({"id", "listing"}), frozenset({"title"})
_HAVE_RUNGS_OF_THEIR_OWN = frozenset(name for rung in LADDER for name in rung.sources)


def walk(seed: Seed, hear: Hear) -> Draft:
    """Read one work: climb every rung that is wanted, and stop where a lookup must be asked first.

    The order of the rungs decides, never the order in which answers came: the same answers give the same draft.
    """
    draft = Draft.of(seed)
    waiting: set[str] = set()
    for rung in LADDER:
        if waiting.intersection(rung.after):
            waiting.add(rung.name)
        elif rung.wanted(draft):
            draft, unasked = _climb(rung, draft, hear)
            if unasked:
                waiting.add(rung.name)
    return draft.without_lookups(_told_otherwise(draft, hear))


def _told_otherwise(draft: Draft, hear: Hear) -> Iterator[Lookup]:
    """Lookups by id that failed while a search at the same site gave the very work: nothing is owed by them any more.

    So OpenReview's wall before `/notes` is not asked again and again about notes that its search has shown.
    """
    told = {(_site(r.lookup), str(i)) for r in draft.records if r.lookup.by == "title" for i in r.identifiers}
    for lookup in draft.consulted:
        if lookup.by == "id" and (_site(lookup), lookup.value) in told:
            heard = hear(lookup, draft.claimed)
            if heard.asked and not heard.settled:
                yield lookup


def _site(lookup: Lookup) -> str:
    source = registry().get(lookup.source)
    return (source and source.twin_of) or lookup.source


def _climb(rung: Rung, draft: Draft, hear: Hear) -> tuple[Draft, bool]:
    """Ask the sources of a rung in their order until one knows the work; True when one of them must be asked first.

    One that failed mostly answers the next time, so the next in order waits until it has failed `PATIENCE` times.
    One whose turn did not come mostly has many before it, so the next is asked at once.
    """
    for source in _sources(rung.sources):
        while (lookup := next(_open_lookups(rung, source, draft), None)) is not None:
            draft = draft.with_lookup(lookup, rung.name)
            heard = hear(lookup, draft.claimed)
            if not heard.asked and lookup.value in draft.on_trust:
                continue  # a person's word adds to what is known and holds nothing up
            if not heard.asked:
                return draft, True
            if not heard.settled:
                draft = draft.with_unheard(rung.name, heard.failures, in_time=not heard.late)
                if heard.failures < PATIENCE and not heard.late:
                    return draft, False
            draft, known = _take(draft, lookup, heard.records, rung)
            if known and lookup.by != "listing":
                return draft, False
    return draft, False


def _open_lookups(rung: Rung, source: Source, draft: Draft) -> Iterator[Lookup]:
    """What the source could answer and was not consulted for yet: identifiers of the link first, then those of its page, then others'."""
    if rung.by == "title":
        known, kinds = Known(draft.claimed, draft.title), _BY_TITLE
    elif draft.schemes.isdisjoint(source.schemes):
        return iter(())
    else:
        known, kinds = Known(draft.claimed, None), _BY_ID
    possible = [x for x in source.lookups(known) if x.by in kinds and x not in draft.consulted and _by_scheme(rung, x)]
    if len(possible) > 1:
        certain = {str(i): (0 if i in draft.seed.identifiers else 1) for i in draft.certain}
        possible.sort(key=lambda x: certain.get(x.value, 2))
    return iter(possible)


def _by_scheme(rung: Rung, lookup: Lookup) -> bool:
    return lookup.by != "id" or not rung.schemes or lookup.value.partition(":")[0] in rung.schemes


@cache
def _sources(names: tuple[str, ...]) -> Sequence[Source]:
    """The sources of a rung in their order."""
    if names == ("*",):
        pages = [s for s in registry().values() if s.kind in {"publisher", "general"} and s.name not in _HAVE_RUNGS_OF_THEIR_OWN]
        return sorted(pages, key=lambda s: s.kind == "general")
    return [registry()[name] for name in names if name in registry()]


def _take(draft: Draft, lookup: Lookup, records: tuple[Record, ...], rung: Rung) -> tuple[Draft, bool]:
    """Accept what is about this work; True when something was."""
    match lookup.by:
        case "listing":
            own = [r for r in records if r.identifiers & draft.claimed]
            for record in own:
                draft = draft.with_record(record)
            return draft, bool(own)
        case "id":
            return _take_by_id(draft, lookup, records)
        case "title":
            return _take_by_title(draft, records, rung)


def _take_by_id(draft: Draft, lookup: Lookup, records: tuple[Record, ...]) -> tuple[Draft, bool]:
    asked = Identifier.parse(lookup.value)
    for record in records:
        match = judge_id(record, draft.witness, asked=asked)
        if asked in draft.seed.identifiers and (_is_authority(record, asked) or _describes_a_paper(record)):
            match = match.model_copy(update={"accepted": True})  # the link itself leads here: the listed title is only a witness
        match = _by_hand(match, draft.seed, asked)
        draft = draft.with_match(match)
        if match.accepted:
            return draft.with_record(record), True
        if str(asked) not in draft.confirmed or _is_authority(record, asked):
            draft = draft.without(asked)
    return draft, False


def _by_hand(match: Match, seed: Seed, asked: Identifier | None = None) -> Match:
    """A person has the last word about what belongs to a work. A record that an identifier led to may bear a dropped one beside it."""
    borne = match.identifiers | ({asked} if asked else set())
    if borne & seed.vouched:
        return match.model_copy(update={"accepted": True, "parts": {**match.parts, "rule": "a person says so"}})
    if asked is None and borne & seed.dropped and not borne & seed.identifiers:
        return match.model_copy(update={"accepted": False, "parts": {**match.parts, "rule": "a person says no"}})
    return match


def _is_authority(record: Record, asked: Identifier) -> bool:
    """Whether a source knows at first hand what an identifier names. An index repeats: against link, page or registry it proves nothing."""
    return kind_of(record) in {"publisher", "preprint"} or record.lookup.source in _REGISTRIES.get(asked.scheme, ())


def _describes_a_paper(record: Record) -> bool:
    """Whether a page of an unknown site names people: one without, under another title, is about itself (a project, a wall)."""
    return kind_of(record) == "general" and bool(people_of(record))


def _take_by_title(draft: Draft, records: tuple[Record, ...], rung: Rung) -> tuple[Draft, bool]:
    matches = [(_by_hand(m, draft.seed), r) for m, r in judge_hits(records, draft.witness)]
    accepted = [(m, r) for m, r in matches if m.accepted]
    best = max(accepted, key=lambda x: _evidence(x[0], draft), default=None)
    for match in _worth_keeping(matches, best[0] if best else None):
        draft = draft.with_match(match)
    if best:
        return draft.with_record(best[1]), True
    if draft.witness.authors or OWN_WORD & draft.unheard.keys() or (draft.witness.year is None and draft.is_dead):
        return draft, False
    draft = draft.with_hits(r for _, r in matches if title_of(r))
    agreed = agree(draft.hits, draft.witness) if rung.decides else ()
    for record in agreed:
        draft = draft.with_record(record)
    return draft, bool(agreed)


def _evidence(match: Match, draft: Draft) -> tuple[int, float, int]:
    """What speaks for an accepted hit: identifiers of link and page, then the title, then identifiers that others give."""
    return len(match.identifiers & draft.certain), match.score, len(match.identifiers & draft.claimed)


def _worth_keeping(matches: list[tuple[Match, Record]], best: Match | None) -> Iterable[Match]:
    """The accepted match and near misses: the rest of a search's hits is noise."""
    near = 85.0  # below, titles share words but not a subject; a maintainer would not look twice
    return [m for m, _ in matches if m is best or (not m.accepted and m.score >= near)]
