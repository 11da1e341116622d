"""How long each command takes to begin."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.timing import TIMES, child_seconds

BEGIN = 0.4
"""Seconds of processor that DESIGN's readers wait before anything happens."""
COMMANDS: dict[str, tuple[str, ...]] = {
    "--help": ("--help",),
    "extract": ("extract", "README.md"),
    "status": ("status",),
    "show": ("show", "arxiv:2111.06377"),
    "sql": ("sql", "FROM papers"),
    "export": ("export", "--format", "json"),
    "report": ("report",),
    "audit": ("audit",),
    "rebuild": ("rebuild",),
    "doctor": ("doctor",),
}
"""In a folder without data, where all but the first two have nothing to do and say so."""


def beginnings() -> Iterable[Figure]:
    with TemporaryDirectory() as folder:
        for name, arguments in COMMANDS.items():
            samples = tuple(child_seconds(partial(_begin, arguments, folder)) for _ in range(TIMES))
            yield Figure(name=f"start-up: {name}", unit="s", samples=samples, target=BEGIN if name == "--help" else None)


def _begin(arguments: tuple[str, ...], folder: str) -> None:
    environment = {**os.environ, "PIPELINE_DATA_DIR": folder, "PIPELINE_OFFLINE": "1"}
    subprocess.run([sys.executable, "-m", "pipeline", *arguments], env=environment, capture_output=True, check=False)
