"""`page`: keep one page as a test."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline.clock import SystemClock
from pipeline.page import command
from pipeline.settings import Settings


def page(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    print(command.page(settings, SystemClock(settings.fixed_now), arguments.url, arguments.folder))
    return 0
