"""What courtesy must know from one process to the next: when sites were asked, and what their robots.txt forbids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from pipeline.clock import Clock
from pipeline.evidence import Evidence
from pipeline.settings import Settings
from pipeline.web.lanes import Lanes
from pipeline.web.robots import KEPT

BUDGET_WINDOW = timedelta(days=1)
"""The longest window of any budget."""


def lanes_after(evidence: Evidence, settings: Settings, clock: Clock, hosts: Mapping[str, tuple[str, int]] = {}) -> Lanes:
    """Lanes that know how the processes before have asked."""
    now = clock.now()
    past, robots = evidence.starts_since(now - BUDGET_WINDOW), evidence.robots(now - KEPT, now)
    return Lanes(settings, clock, past=past, robots=robots, hosts=hosts)


class Manners:
    """Keeps it while it happens: it holds for the next run, also when this one is killed."""

    def __init__(self, lanes: Lanes, evidence: Evidence) -> None:
        self._lanes = lanes
        self._evidence = evidence
        self._starts: Counter[str] = Counter()
        self._robots = 0

    def note(self) -> None:
        new = self._lanes.started(self._starts)
        if new:
            self._evidence.add_starts((site, at) for site, starts in new.items() for at in starts)
            self._starts.update({site: len(starts) for site, starts in new.items()})
        read = self._lanes.robots_read[self._robots :]
        if read:
            self._evidence.add_robots(read)
            self._robots += len(read)
