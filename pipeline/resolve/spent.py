"""Corrections that change nothing any more: what they name is gone, or the sources have come to say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.models import Finding, Identifier, Lookup, Work
from pipeline.resolve.corrections import Correction
from pipeline.resolve.draft import Draft
from pipeline.resolve.merge import choose

Together = Callable[[Identifier, Identifier], bool]
"""Whether two identifiers would name one work if nobody had said anything about the two."""


def spent(
    corrections: Iterable[Correction],
    work: Work,
    drafts: Sequence[Draft],
    findings: Sequence[Finding],
    together: Together,
    settled: Callable[[Lookup], bool],
) -> Iterator[Finding]:
    """Of the corrections of one work; `findings` before any is ignored; `settled` tells whether a lookup's source has spoken."""
    for one in corrections:
        if one.kind == "same" and any(x.value == str(one.other) and not settled(x) for d in drafts for x in d.consulted):
            continue  # a source may yet tell what it is
        if why := _unused(one, work, drafts, findings, together):
            yield _finding("correction_unused", one, work, why)
        elif why := _agreed(one, work, drafts, together):
            yield _finding("correction_agrees", one, work, why)


def _unused(one: Correction, work: Work, group: Sequence[Draft], findings: Sequence[Finding], together: Together) -> str | None:
    match one.kind:
        case "drop" if one.identifier is not None:
            offered = frozenset[Identifier]().union(*(r.identifiers for r in work.records), *(m.identifiers for m in work.matches))
            return None if one.identifier in offered else f"nobody gives {one.identifier} any more"
        case "drop":
            silenced = {pair for draft in group for pair in draft.silenced}
            return None if (one.source, one.field) in silenced else f"{one.source} says nothing of the {one.field}"
        case "ignore":
            told = any(f.kind == one.finding and f.work_id == work.id for f in findings)
            return None if told else f"there is no such finding as {one.finding}"
        case "different" if one.other is not None:
            return None if together(one.work, one.other) else "nothing would join the two"
        case "same" if one.other is not None:
            return None if one.other in _held(work, group) else f"nobody knows {one.other}"
    return None


def _agreed(one: Correction, work: Work, group: Sequence[Draft], together: Together) -> str | None:
    match one.kind:
        case "set" if one.field is not None:
            witnesses = [w for draft in group for w in draft.seed.witnesses]
            links = frozenset[Identifier]().union(*(d.seed.identifiers for d in group))
            others = choose([r for r in work.records if r.lookup.source != "corrections"], witnesses, links).get(one.field)
            said = work.chosen.get(one.field)
            if others and said and others.value == said.value and others.lookup.source not in {"list", "link"}:
                return f"{others.lookup.source} says so as well"
        case "same" if one.other is not None and together(one.work, one.other):
            return "the two would be one work without it"
    return None


def _held(work: Work, group: Sequence[Draft]) -> Iterable[Identifier]:
    """Every identifier that a record of the work bears, or a link."""
    return {*(i for r in work.records for i in r.identifiers), *(i for d in group for i in (d.seed.key, *d.seed.identifiers))}


def _finding(kind: str, one: Correction, work: Work, why: str) -> Finding:
    return Finding(kind=kind, list=None, line=None, work_id=work.id, message=f"{one}: {why}", suggestion="take the line out")
