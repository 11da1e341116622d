"""`report` and `audit`: pages for readers and for the maintainer of a list."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from pipeline.checkup import checkup, write_pages
from pipeline.settings import Settings


def report(arguments: Namespace) -> int:
    for path in write_pages(Settings.from_environment(os.environ)):
        print(path)
    return 0


def audit(arguments: Namespace) -> int:
    sys.stdout.write(checkup(Settings.from_environment(os.environ), arguments.format, arguments.list))
    return 0
