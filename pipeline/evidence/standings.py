"""Where lookups stand, looked up when it is asked for: a large list has more of them than memory should hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from pipeline.evidence.answers import Standing
from pipeline.evidence.file import Evidence
from pipeline.models import Lookup


class Standings(Mapping[Lookup, Standing]):
    """Always as the evidence has it now."""

    def __init__(self, evidence: Evidence, now: datetime | None = None) -> None:
        """`now`: by which answers dated in the future are known; needed only where it matters when something is due."""
        self._evidence = evidence
        self._now = now
        self._overruled: dict[Lookup, Standing] = {}

    def overrule(self, lookup: Lookup, standing: Standing) -> Standing:
        """Let a lookup stand otherwise than its newest answer says, until it is answered again."""
        self._overruled[lookup] = standing
        return standing

    def __getitem__(self, lookup: Lookup) -> Standing:
        found = self._evidence.standing(lookup, self._now)
        if found is None:
            raise KeyError(lookup)
        other = self._overruled.get(lookup)
        return other if other and (other.at, other.run) == (found.at, found.run) else found

    def __iter__(self) -> Iterator[Lookup]:
        return iter(self._evidence.standings(self._now))

    def __len__(self) -> int:
        return len(self._evidence.standings(self._now))
