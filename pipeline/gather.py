"""Entries become seeds: the same link is the same work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache

from pipeline.identify import fallback, hints, identify, repair, same
from pipeline.models import Claim, Entry, Field, Identifier, Lookup, Record
from pipeline.normalise import clean
from pipeline.normalise.titles import fold
from pipeline.resolve import Seed
from pipeline.resolve.corrections import Corrections, corrected, dropped, muted
from pipeline.sources import registry

_ARXIV_DOI = "10.48550/"
_ALSO_ROLES = frozenset({"paper", "pdf"})


def seeds(entries: Iterable[Entry], corrections: Corrections = ()) -> tuple[Seed, ...]:
    """Entries grouped by the identifier of their paper link, in the order in which the works are first listed."""
    groups: dict[Identifier, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key_of(entry), []).append(entry)
    return tuple(_seed(key, tuple(group), corrections) for key, group in groups.items())


def key_of(entry: Entry) -> Identifier:
    """The identifier of the paper link, of a mention where there is no link, else of the title."""
    for address in (entry.paper_url, *entry.mentions):
        if address and (found := identify(address) or fallback(address)):
            return found
    digest = hashlib.sha256(fold(entry.title or "").encode()).hexdigest()[:16]
    return Identifier(scheme="title", value=digest)


def repaired(entry: Entry) -> str | None:
    """The paper link as it must have been meant."""
    return repair(entry.paper_url) if entry.paper_url else None


def _seed(key: Identifier, entries: tuple[Entry, ...], corrections: Corrections) -> Seed:
    certain = _with_equals(key) if key.scheme != "title" else set()
    if not {i.scheme for i in certain} & _answered():
        certain |= {i for e in entries if e.paper_url and (i := fallback(e.paper_url))}
    also = {i for e in entries for other in _others(e) for i in _with_equals(other)} - certain
    names = frozenset(certain | {key})
    return Seed(
        key=key,
        entries=entries,
        identifiers=frozenset(certain),
        also=frozenset(also),
        witnesses=tuple(w for e in entries for w in _witnesses(e, key)),
        corrected=corrected(corrections, names),
        dropped=dropped(corrections, names),
        muted=muted(corrections, names),
    )


@cache
def _answered() -> frozenset[str]:
    """Schemes that some source can be asked by. Where a link names no other, the general reader may read the address itself."""
    return frozenset(scheme for source in registry().values() for scheme in source.schemes)


def _with_equals(identifier: Identifier) -> set[Identifier]:
    """An identifier and what a rule makes of it. The DOI that arXiv mints is its number again and names no publication: left out."""
    return {i for i in (identifier, *same(identifier)) if not i.value.startswith(_ARXIV_DOI)}


def _others(entry: Entry) -> Iterable[Identifier]:
    """Identifiers of the further copies that an entry offers."""
    addresses = [link.url for link in entry.links if link.role in _ALSO_ROLES] + list(entry.mentions)
    return (i for a in addresses if (i := identify(a)))


def _witnesses(entry: Entry, key: Identifier) -> Iterable[Record]:
    """What the list says, then what the address says."""
    listed: tuple[tuple[Field, str | None, str], ...] = (
        ("title", entry.title, "title as listed"),
        ("venue", entry.venue, "venue as listed"),
        ("year", str(entry.year) if entry.year else None, "year as listed"),
    )
    place = f"{entry.list}#{entry.page}:{entry.line}" if entry.page else f"{entry.list}:{entry.line}"
    yield _record(Lookup(source="list", by="id", value=place), frozenset(), listed)
    told = hints(entry.paper_url) if entry.paper_url else ()
    if told:
        yield _record(Lookup(source="link", by="id", value=str(key)), frozenset({key}), told)


def _record(lookup: Lookup, identifiers: frozenset[Identifier], values: Iterable[tuple[Field, str | None, str]]) -> Record:
    claims = [Claim(field=f, raw=raw, clean=value, way=way) for f, raw, way in values if raw and (value := clean(f, raw)) is not None]
    return Record(lookup=lookup, identifiers=identifiers, claims=tuple(claims))
