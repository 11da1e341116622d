"""`show`: all that is known about one work."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline import show as work
from pipeline.settings import Settings


def show(arguments: Namespace) -> int:
    print(work.show(Settings.from_environment(os.environ), arguments.what))
    return 0
