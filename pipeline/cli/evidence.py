"""`evidence pack` and `evidence unpack`: take it to another machine."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline import evidence
from pipeline.lock import locked
from pipeline.settings import EVIDENCE, Settings


def pack(arguments: Namespace) -> int:
    size = evidence.pack(Settings.from_environment(os.environ).raw_dir / EVIDENCE, arguments.file)
    print(f"Wrote {arguments.file}, {size / 1e6:.1f} MB.")
    return 0


def unpack(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    with locked(settings):
        evidence.unpack(arguments.file, settings.raw_dir / EVIDENCE, force=arguments.force)
    print(f"The evidence of {arguments.file} is in {settings.raw_dir}: `make rebuild` publishes it, `make enrich` goes on from it.")
    return 0
