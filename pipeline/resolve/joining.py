"""Which drafts are one work: the same paper under two addresses.

Only what each bears is held for it; two drafts are read again where they share an identifier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.models import Finding, Identifier
from pipeline.resolve.corrections import Corrections, named, pairs
from pipeline.resolve.draft import Draft
from pipeline.resolve.match import compatible

_NOT_SHARED = frozenset({"url", "title"})
"""Schemes that name an address or a text, not a work: sharing one joins nothing beyond the same link."""

Group = tuple[Identifier, ...]
"""Seed keys of one work, in the order in which they are listed."""


class Bearing(NamedTuple):
    """What of a draft decides with whom it is one work."""

    claimed: tuple[Identifier, ...]
    """All identifiers that anybody gives the work, sorted."""
    names: tuple[Identifier, ...]
    """By what a person may name it: its link, or what its own page prints. Not by another's word that somebody vouched for."""


def bearing(draft: Draft) -> Bearing:
    names = (draft.certain - draft.seed.vouched) | draft.seed.identifiers | {draft.seed.key}
    return Bearing(tuple(sorted(draft.claimed)), tuple(sorted(names)))


class Joined(NamedTuple):
    groups: tuple[Group, ...]
    """In the order of their first members."""
    clashes: Mapping[Identifier, Sequence[Finding]]
    """Identifiers that two works share and should not, by the key of the later one."""
    corrected: frozenset[Identifier]
    """What corrections call works that are there."""
    together: Callable[[Identifier, Identifier], bool]
    """Whether two that a correction names would be one work if nobody had said anything about them."""


def join(drafts: Mapping[Identifier, Draft], bearings: Mapping[Identifier, Bearing], corrections: Corrections = ()) -> Joined:
    """Groups of drafts that share an identifier and agree on title or people; `drafts` stand in the order of lists and lines.

    A person's `same` joins whatever the titles say, a person's `different` keeps apart whatever is shared.
    """
    groups, natural = _Groups(drafts), _Groups(drafts)
    different = pairs(corrections, "different")
    same = {pair: list[Identifier]() for pair in pairs(corrections, "same")}
    paired = frozenset[Identifier]().union(*same, *different)
    called, corrected, bearer = named(corrections), set[Identifier](), dict[Identifier, Identifier]()
    holder: dict[Identifier, Identifier] = {}
    clashes: dict[Identifier, list[Finding]] = {}
    for key in drafts:
        claimed, names = bearings[key]
        for identifier in claimed:
            if identifier.scheme in _NOT_SHARED:
                continue
            other = holder.setdefault(identifier, key)
            if paired and other != key and _join_unasked(drafts[other], drafts[key], identifier):
                natural.unite(other, key)
            if groups.has(other, key):
                continue
            if different and _told(bearings[other].names, names, different):
                continue
            if _compatible(drafts[other], drafts[key], identifier):
                groups.unite(other, key)
            else:
                clashes.setdefault(key, []).append(_clash(identifier, drafts[other], drafts[key]))
        for pair, keys in same.items():
            if pair.intersection(names):
                keys.append(key)
        bearer.update(dict.fromkeys(paired.intersection(names), key))
        corrected |= called.intersection(claimed)
    for keys in same.values():
        for key in keys[1:]:
            groups.unite(keys[0], key)
    return Joined(
        groups.all(), clashes, frozenset(corrected), lambda a, b: a in bearer and b in bearer and natural.has(bearer[a], bearer[b])
    )


def _compatible(one: Draft, other: Draft, shared: Identifier) -> bool:
    return compatible(one.witness, other.witness, shared)


def _join_unasked(one: Draft, other: Draft, shared: Identifier) -> bool:
    """Whether a shared identifier would join two drafts if nobody had vouched for it."""
    return shared not in one.seed.vouched | other.seed.vouched and _compatible(one, other, shared)


class _Groups:
    """At first every key is a group of its own."""

    def __init__(self, drafts: Mapping[Identifier, Draft]) -> None:
        self._place = {key: n for n, key in enumerate(drafts)}
        self._group: dict[Identifier, Group] = {}
        """Of the keys that are not alone."""

    def _of(self, key: Identifier) -> Group:
        return self._group.get(key, (key,))

    def has(self, one: Identifier, other: Identifier) -> bool:
        return one == other or other in self._of(one)

    def unite(self, one: Identifier, other: Identifier) -> None:
        if not self.has(one, other):
            merged = tuple(sorted((*self._of(one), *self._of(other)), key=self._place.__getitem__))
            self._group.update(dict.fromkeys(merged, merged))

    def all(self) -> tuple[Group, ...]:
        return tuple(group for key in self._place if (group := self._of(key))[0] == key)


def _told(one: Iterable[Identifier], other: Sequence[Identifier], pairs: frozenset[frozenset[Identifier]]) -> bool:
    """Whether a person has named two together, by one of their names each."""
    return any(frozenset((a, b)) in pairs for a in one for b in other)


def _clash(identifier: Identifier, one: Draft, other: Draft) -> Finding:
    entry = other.seed.entries[0]
    return Finding(
        kind="shared_identifier",
        list=entry.list,
        line=entry.line,
        work_id=other.seed.key,
        message=f"{identifier} is given to “{other.title}” and to “{one.title}”; they are kept apart",
        suggestion=f"one of the two is wrong: see `show {identifier}`",
    )
