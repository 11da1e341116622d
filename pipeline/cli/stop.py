"""What ends the asking before all is asked: Ctrl-C, SIGTERM, the time limit."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from types import FrameType

from pipeline.progress import Progress
from pipeline.web.lanes import Lanes

_LOOK = 0.25
"""Seconds between two looks at the clock while asking."""
_SAME = 0.5
"""Seconds within which two signals are one: a terminal, make and a supervisor may each pass on the same Ctrl-C."""


class Stop:
    """Ctrl-C, SIGTERM and the time limit: the lanes stop, answers in flight are kept, the run publishes.

    A second signal ends the process at once; nothing that was kept is lost.
    """

    def __init__(self, limit: float | None) -> None:
        self.interrupted = False
        self.out_of_time = False
        self._end = time.monotonic() + limit if limit is not None else None
        self.ended = False
        """Whether a second signal has come."""
        self._guarded: Lanes | None = None
        self._at = 0.0
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._signalled)

    def check(self, lanes: Lanes) -> None:
        """Called while asking; from the first time on these lanes are looked after, also while a list is slow to come."""
        if self._guarded is not lanes:
            self._guarded = lanes
            Thread(target=self._guard, args=(lanes,), daemon=True, name="stop").start()
        self._stop_if_due(lanes)

    def _guard(self, lanes: Lanes) -> None:
        while self._guarded is lanes and not self._stop_if_due(lanes):
            time.sleep(_LOOK)

    def _stop_if_due(self, lanes: Lanes) -> bool:
        if self.interrupted:
            lanes.stop("interrupted")
        elif self._end is not None and time.monotonic() > self._end:
            self.out_of_time = True
            lanes.stop("time limit")
        return self.interrupted or self.out_of_time

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        if not self.interrupted:
            self.interrupted = True
            self._at = time.monotonic()
        elif time.monotonic() - self._at > _SAME:
            self.ended = True
            raise KeyboardInterrupt


@contextmanager
def watched(stop: Stop) -> Iterator[Callable[[Lanes], None]]:
    """What a run is to call while it asks: it shows how far the lanes are, and stops them."""
    with Progress() as progress:

        def watch(lanes: Lanes) -> None:
            progress.show(lanes)
            stop.check(lanes)

        yield watch
