"""`status`: last run, coverage, what is due."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from pipeline import status as standing
from pipeline.clock import SystemClock
from pipeline.settings import Settings


def status(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    size = os.get_terminal_size() if sys.stdout.isatty() else None
    screen = standing.Screen(columns=size.columns, lines=size.lines) if size else None
    print(standing.status(settings, SystemClock(settings.fixed_now).now(), as_json=arguments.json, screen=screen))
    return 0
