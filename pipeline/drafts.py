"""The readings of all works, each made when it is asked for and held only where they are few: memory does not grow with the lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.models import Identifier
from pipeline.resolve import Bearing, Draft, Hear, Seed, bearing, walk

HELD = 4_000
"""Works whose drafts are held, about 80 MB: the longest list that we know has 3,200 entries. Of more none is held, and each is read
once more when it is published."""


class Drafts(Mapping[Identifier, Draft]):
    """Seed key → what is read of it from all that has been heard by now."""

    def __init__(self, seeds: Mapping[Identifier, Seed], hear: Hear) -> None:
        self._seeds = seeds
        self._hear = hear
        self._held: dict[Identifier, Draft] = {}
        self._bearings: dict[Identifier, Bearing] = {}
        """Of every work as it was read last, so that nobody has to read all again to see who is one work."""

    def __getitem__(self, key: Identifier) -> Draft:
        return self._held[key] if key in self._held else self.again(key)

    def again(self, key: Identifier) -> Draft:
        """Read anew, since something new was heard about it."""
        held = self._held.pop(key, None)
        draft = walk(held.seed if held else self._seeds[key], self._hear)
        if len(self._seeds) <= HELD:
            self._held[key] = draft
        self._bearings[key] = bearing(draft)
        return draft

    def bearings(self) -> Mapping[Identifier, Bearing]:
        """What each bears; read for it are those that were not yet."""
        for key in self._seeds:
            if key not in self._bearings:
                self.again(key)
        return self._bearings

    def forget(self) -> None:
        """Read all anew when they are asked for, since something new was heard about many."""
        self._held.clear()
        self._bearings.clear()

    def __iter__(self) -> Iterator[Identifier]:
        return iter(self._seeds)

    def __len__(self) -> int:
        return len(self._seeds)
