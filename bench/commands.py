"""How long each command takes to begin."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.timing import TIMES, child_seconds

BEGIN = 0.4
"""Seconds of processor after which every command must have something to say."""
ROOT = Path(__file__).parent.parent
COMMANDS: dict[str, tuple[str, ...]] = {
    "--help": ("--help",),
    "extract": ("extract", str(ROOT / "README.md")),
    "status": ("status",),
    "show": ("show", "arxiv:2111.06377"),
    "sql": ("sql", "FROM papers"),
    "export": ("export", "--format", "json"),
    "report": ("report",),
    "audit": ("audit",),
    "rebuild": ("rebuild",),
    "doctor": ("doctor",),
    "enrich": ("enrich",),
    "links": ("links",),
}
"""In a folder without lists and data, where all but the first two have nothing to do and say so."""


def beginnings() -> Iterable[Figure]:
    with TemporaryDirectory() as folder:
        for name, arguments in COMMANDS.items():
            samples = tuple(child_seconds(partial(_begin, arguments, folder)) for _ in range(TIMES))
            yield Figure(name=f"start-up: {name}", unit="s", samples=samples, target=BEGIN)


def _begin(arguments: tuple[str, ...], folder: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PIPELINE_DATA_DIR": "data", "PIPELINE_OFFLINE": "1"}
    subprocess.run([sys.executable, "-m", "pipeline", *arguments], env=environment, cwd=folder, capture_output=True, check=False)
