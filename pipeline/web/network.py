"""Is there a network at all? Told from who has answered and who could not even be reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from threading import Lock

from pipeline.clock import Clock

SITES_ENOUGH = 3
"""Sites that cannot be reached, with none that answers: one dead host, or two, are an everyday thing."""
FAILURES_ENOUGH = 2
"""Of every site in play, where there are fewer than that."""
PATIENCE = 10.0
"""Seconds after the first failure during which a request under way may still prove the opposite; a run must be over within 20."""


class Network:
    """Counts sites that failed before any HTTP response, until the first answer of any site ends the question."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures: Counter[str] = Counter()
        self._first: float | None = None
        self.answered = False
        self.last_failure = ""

    def answers(self) -> None:
        self.answered = True

    def fails(self, site: str, reason: str) -> None:
        with self._lock:
            self._failures[site] += 1
            self.last_failure = reason
            if self._first is None:
                self._first = self._clock.monotonic()

    def was_in_vain(self, site: str) -> bool:
        """Whether a site could not be reached, in a run in which nobody has answered yet."""
        with self._lock:
            return not self.answered and self._failures[site] > 0

    @property
    def in_doubt(self) -> bool:
        """Something failed and nothing has answered."""
        return not self.answered and self._first is not None

    def is_missing(self, in_play: Set[str], under_way: Set[str]) -> bool:
        """Whether the run is offline, given the sites that something was offered for and those with a request under way."""
        with self._lock:
            if self.answered or self._first is None:
                return False
            if len(self._failures) >= SITES_ENOUGH:
                pending = any(site not in self._failures for site in under_way)
                return not pending or self._clock.monotonic() - self._first >= PATIENCE
            return 0 < len(in_play) < SITES_ENOUGH and all(self._failures[site] >= FAILURES_ENOUGH for site in in_play)
