"""`demo`: the whole job on loopback."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline.cli.exits import INTERRUPTED
from pipeline.cli.stop import Stop
from pipeline.demo import command
from pipeline.settings import Settings


def demo(arguments: Namespace) -> int:
    stop = Stop(None)
    status = command.demo(Settings.from_environment(os.environ), stop.check)
    return INTERRUPTED if stop.interrupted else status
