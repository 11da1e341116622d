"""Which drafts are one work: the same paper under two addresses.

Only identifiers are held for it; two drafts are read again where they share one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.models import Finding, Identifier
from pipeline.resolve.corrections import Corrections, named, pairs
from pipeline.resolve.draft import Draft
from pipeline.resolve.match import compatible

_NOT_SHARED = frozenset({"url", "title"})
"""Schemes that name an address or a text, not a work: sharing one joins nothing beyond the same link."""

Group = tuple[Identifier, ...]
"""Seed keys of one work, in the order in which they are listed."""


class Joined(NamedTuple):
    groups: tuple[Group, ...]
    """In the order of their first members."""
    clashes: Mapping[Identifier, Sequence[Finding]]
    """Identifiers that two works share and should not, by the key of the later one."""
    corrected: frozenset[Identifier]
    """What corrections call works that are there."""


def join(drafts: Mapping[Identifier, Draft], corrections: Corrections = ()) -> Joined:
    """Groups of drafts that share an identifier and agree on title or people; `drafts` stand in the order of lists and lines.

    A person's `same` joins whatever the titles say, a person's `different` keeps apart whatever is shared.
    """
    groups = _Groups(drafts)
    different = pairs(corrections, "different")
    same = {pair: list[Identifier]() for pair in pairs(corrections, "same")}
    called, corrected = named(corrections), set[Identifier]()
    holder: dict[Identifier, Identifier] = {}
    clashes: dict[Identifier, list[Finding]] = {}
    for key, draft in drafts.items():
        for identifier in sorted(draft.claimed):
            if identifier.scheme in _NOT_SHARED:
                continue
            other = holder.setdefault(identifier, key)
            if groups.has(other, key) or (different and _told(drafts[other], draft, different)):
                continue
            if compatible(drafts[other].witness, draft.witness, identifier):
                groups.unite(other, key)
            else:
                clashes.setdefault(key, []).append(_clash(identifier, drafts[other], draft))
        for pair, keys in same.items():
            if draft.seed.identifiers & pair:
                keys.append(key)
        corrected |= called & draft.claimed
    for keys in same.values():
        for key in keys[1:]:
            groups.unite(keys[0], key)
    return Joined(groups.all(), clashes, frozenset(corrected))


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


def _told(one: Draft, other: Draft, pairs: frozenset[frozenset[Identifier]]) -> bool:
    """Whether a person has named the two together."""
    return any(frozenset((a, b)) in pairs for a in one.seed.identifiers for b in other.seed.identifiers)


def _clash(identifier: Identifier, one: Draft, other: Draft) -> Finding:
    entry = other.seed.entries[0]
    return Finding(
        kind="shared_identifier",
        list=entry.list,
        line=entry.line,
        work_id=other.seed.key,
        message=f"{identifier} is given to “{other.known.title}” and to “{one.known.title}”; they are kept apart",
        suggestion=f"one of the two is wrong: see `show {identifier}`",
    )
