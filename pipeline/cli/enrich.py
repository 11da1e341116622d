"""`enrich`: sync the lists, ask what is due, publish."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline import run
from pipeline.cli.exits import INTERRUPTED, PENDING
from pipeline.cli.stop import Stop, watched
from pipeline.clock import SystemClock
from pipeline.settings import Settings
from pipeline.summary import summary


def enrich(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ, retry_now=arguments.retry_now or None, time_limit=arguments.time_limit)
    clock = SystemClock(settings.fixed_now)
    stop = Stop(settings.time_limit)
    with watched(stop) as watch:
        try:
            report = run.enrich(settings, arguments.lists, clock, watch)
        except RuntimeError as e:
            if stop.ended:  # in the middle of a query DuckDB makes this of it
                raise KeyboardInterrupt from e
            raise
    report.interrupted, report.out_of_time = stop.interrupted, stop.out_of_time
    print(summary(report, clock.now()))
    if stop.interrupted:
        return INTERRUPTED
    return PENDING if arguments.strict and report.pending else 0
