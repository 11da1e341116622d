"""`links`: are the repositories behind the code links still there."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline import run
from pipeline.cli.exits import INTERRUPTED
from pipeline.cli.stop import Stop, watched
from pipeline.clock import SystemClock
from pipeline.codelinks.account import summary
from pipeline.codelinks.check import check
from pipeline.settings import Settings


def links(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    stop = Stop(arguments.time_limit)
    clock = SystemClock(settings.fixed_now)
    with watched(stop) as watch:
        account = check(settings, arguments.lists, clock, watch, most=arguments.most)
    print(summary(account))
    if account.died:
        print(f"Published {run.rebuild(settings, clock, cold=False).database} anew, with what died.")
    return INTERRUPTED if stop.interrupted else 0
