"""Time as the run sees it, passed in so that tests need not wait and a run can be dated."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Protocol


class Clock(Protocol):
    """What the run may ask about time."""

    def now(self) -> datetime:
        """UTC, aware."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment, never going back."""
        ...

    def sleep(self, seconds: float, wake: Event | None = None) -> bool:
        """Wait; True when `wake` was set before the time was over."""
        ...


class SystemClock:
    """Begins at `start`, else at the machine's time, and goes on by what has really passed: no run sees the machine's clock set."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start or datetime.now(UTC)
        self._made = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._made)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float, wake: Event | None = None) -> bool:
        if wake is not None:
            return wake.wait(max(0.0, seconds))
        time.sleep(max(0.0, seconds))
        return False
