"""`doctor`: is the set-up sound."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline.clock import SystemClock
from pipeline.doctor.findings import Findings
from pipeline.doctor.fitness import known_works
from pipeline.settings import Settings


def doctor(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    findings = Findings()
    for line in findings.lines(settings, os.environ, SystemClock(settings.fixed_now), known_works() if arguments.live else None):
        print(line, flush=True)
    return 1 if findings.wrong else 0
