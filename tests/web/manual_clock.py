"""A clock whose time passes only when somebody sleeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event, Lock

START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class ManualClock:
    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._elapsed = 0.0
        self._lock = Lock()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        return self._elapsed

    def sleep(self, seconds: float, wake: Event | None = None) -> bool:
        if wake is not None and wake.is_set():
            return True
        with self._lock:
            self._elapsed += max(0.0, seconds)
        return False
