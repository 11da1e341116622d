"""Entries become seeds: the same link is the same work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pipeline.identify import fallback, hints, identify, repair, same
from pipeline.models import Claim, Entry, Field, Identifier, Lookup, Record
from pipeline.normalise import clean
from pipeline.normalise.titles import fold
from pipeline.resolve import Seed
from pipeline.resolve.corrections import Corrections, corrected, dropped, muted, vouched
from pipeline.sources import registry

_ARXIV_DOI = "10.48550/"
_ALSO_ROLES = frozenset({"paper", "pdf"})


class Seeds(Mapping[Identifier, Seed]):
    """Entries grouped by the identifier of their paper link, in the order in which the works are first listed.

    Entries are held as JSON, in a fifth of the memory that they take as values; a seed is made when it is asked for.
    """

    def __init__(self, entries: Iterable[Entry], corrections: Corrections = ()) -> None:
        self._corrections = corrections
        self._groups: dict[Identifier, list[str]] = {}
        self._listed: dict[str, dict[Identifier, None]] = {}
        for entry in entries:
            key = key_of(entry)
            self._groups.setdefault(key, []).append(entry.model_dump_json())
            self._listed.setdefault(entry.list, {})[key] = None

    def __getitem__(self, key: Identifier) -> Seed:
        return _seed(key, tuple(map(Entry.model_validate_json, self._groups[key])), self._corrections)

    def __iter__(self) -> Iterator[Identifier]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def listed(self, names: Iterable[str]) -> frozenset[Identifier]:
        """The keys of what some lists name."""
        return frozenset(key for name in names for key in self._listed.get(name, ()))


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
        mended=tuple((e, mended) for e in entries if (mended := repaired(e)) is not None and mended != e.paper_url),
        corrected=corrected(corrections, names),
        dropped=dropped(corrections, names),
        vouched=vouched(corrections, names),
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
