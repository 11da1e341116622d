from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from pipeline.clock import SystemClock


def test_a_dated_clock_starts_at_its_date_and_goes_on() -> None:
    start = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    clock = SystemClock(start)

    first, second = clock.now(), clock.now()

    assert start <= first <= second < start + timedelta(minutes=1)


def test_an_undated_clock_tells_the_time_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_a_sleeper_can_be_woken() -> None:
    clock, wake = SystemClock(), threading.Event()

    assert clock.sleep(0.0, wake) is False
    wake.set()
    assert clock.sleep(60.0, wake) is True
    assert clock.sleep(-1.0) is False
