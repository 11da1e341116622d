"""The evidence file, of all its nouns. Nothing outside this package speaks SQL to it."""

from __future__ import annotations

from datetime import datetime

from pipeline.evidence.lists import Lists
from pipeline.evidence.publications import Publications
from pipeline.evidence.responses import Responses
from pipeline.evidence.robots import Robots
from pipeline.evidence.runs import Runs
from pipeline.evidence.starts import Starts
from pipeline.evidence.upkeep import prune


class Evidence(Responses, Starts, Robots, Lists, Publications, Runs):
    """All that was ever told to this data folder. One writer at a time (the run's lock sees to it)."""

    def prune(self, now: datetime) -> None:
        """Drop what no reading can need."""
        with self._transaction():
            prune(self._db, now)

    def size(self) -> int:
        """Bytes on disk, the write-ahead log included."""
        return sum(p.stat().st_size for p in self.path.parent.glob(self.path.name + "*"))
