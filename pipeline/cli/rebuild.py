"""`rebuild`: the same database from the evidence."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline import run
from pipeline.clock import SystemClock
from pipeline.settings import Settings
from pipeline.summary import summary


def rebuild(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    clock = SystemClock(settings.fixed_now)
    report = run.rebuild(settings, clock, cold=arguments.cold)
    print(summary(report, clock.now()))
    return 0
