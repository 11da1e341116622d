"""The manifestations of a work that its records speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pipeline.normalise.venues as venues
from pipeline.models import Identifier, Record, Version, VersionKind
from pipeline.resolve.match import title_of, year_of
from pipeline.resolve.merge import is_preprint

_BY_TYPE: Mapping[str, VersionKind] = {"article-journal": "journal", "paper-conference": "proceedings"}
"""Types in the words of CSL, as sources write them; the others (`chapter` is said of LNCS) tell nothing."""
_BY_VENUE: Mapping[str, VersionKind] = {"journal": "journal", "conference": "proceedings", "workshop": "proceedings"}
"""Kinds of the venue table: they tell more than an index's word (Crossref calls AAAI a journal, Semantic Scholar TPAMI a conference)."""


def versions(records: Sequence[Record], identifiers: frozenset[Identifier]) -> tuple[Version, ...]:
    """One version for each venue that a record names, in the order of the records; what nobody dates or places is no version."""
    found: dict[tuple[VersionKind, str], Version] = {}
    for record in records:
        venue = record.clean("venue") or record.clean("container_title")
        if not isinstance(venue, str):
            continue
        kind = _kind(record, venue)
        key = (kind, venue)
        own = frozenset(i for i in _own(record, kind) if i in identifiers)
        before = found.get(key)
        if before is None:
            url = record.clean("url")
            found[key] = Version(
                kind=kind,
                identifiers=own,
                title=title_of(record),
                venue=venue,
                year=year_of(record),
                url=url if isinstance(url, str) else None,
                lookup=record.lookup,
            )
        else:
            found[key] = before.model_copy(update={"identifiers": before.identifiers | own, "year": before.year or year_of(record)})
    return tuple(found.values())


def _kind(record: Record, venue: str) -> VersionKind:
    if is_preprint(record):
        return "preprint"
    known = venues.venue(venue)
    return _BY_VENUE.get(known.kind if known else "") or _BY_TYPE.get(str(record.clean("type")), "other")


def _own(record: Record, kind: VersionKind) -> Iterable[Identifier]:
    """On arXiv the number is the preprint's and everything else the publication's; other servers mint DOIs for what they keep."""
    if kind == "preprint" and record.identifier("arxiv") is None:
        return record.identifiers
    return (i for i in record.identifiers if (i.scheme == "arxiv") == (kind == "preprint"))
