"""How things are measured."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TIMES = 5
"""Of what takes a second: enough for a median that one hiccup does not move."""


class Took:
    """What a piece of work took, once it is done: seconds by the clock, and of the processor."""

    wall = 0.0
    processor = 0.0


@contextmanager
def spent() -> Iterator[Took]:
    took, wall, processor = Took(), time.perf_counter(), time.process_time()
    yield took
    took.wall, took.processor = time.perf_counter() - wall, time.process_time() - processor


def processor_seconds(work: Callable[[], object], times: int = TIMES) -> tuple[float, ...]:
    """Seconds of processor that some work takes, once warmed up: what computes is not slower because others compute too."""
    work()
    samples: list[float] = []
    for _ in range(times):
        with spent() as took:
            work()
        samples.append(took.processor)
    return tuple(samples)


def child_seconds(work: Callable[[], object]) -> float:
    """Seconds of processor of the processes that some work starts and waits for."""
    before = os.times()
    work()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def peak_megabytes() -> float:
    """The most memory that this process ever held (MiB)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10
