"""`accept` and `reject`: a person's word about a match or a finding."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline import decide as decisions
from pipeline.clock import SystemClock
from pipeline.settings import Settings


def decide(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    today = SystemClock(settings.fixed_now).now().date()
    print(decisions.decide(settings, arguments.decision, arguments.work, arguments.what, arguments.reason, today))
    return 0
