"""`doctor`: is the set-up sound."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline.clock import SystemClock
from pipeline.doctor.findings import Findings
from pipeline.settings import Settings


def doctor(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    findings, works = Findings(), None
    if arguments.live:
        from pipeline.doctor.fitness import known_works  # with sources and lanes: who asks no site need not wait for them

        works = known_works()
    for line in findings.lines(settings, os.environ, SystemClock(settings.fixed_now), works):
        print(line, flush=True)
    return 1 if findings.wrong else 0
