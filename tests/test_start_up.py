"""A command begins at once: it loads what it needs and nothing of the others."""

from __future__ import annotations

import subprocess
import sys

from pipeline import cli
from pipeline.audit import FORMATS as AUDITS
from pipeline.checkup import PATCH
from pipeline.export.writing import FORMATS as EXPORTS


def test_the_help_names_every_format_there_is() -> None:
    assert set(cli.EXPORTS) == set(EXPORTS)
    assert set(cli.AUDITS) == {*AUDITS, PATCH}


def test_the_help_loads_nothing_that_it_does_not_need() -> None:
    heavy = "duckdb requests lxml jinja2 ftfy selectolax markdown_it pylatexenc"
    code = f"import sys; from pipeline import cli; print([m for m in '{heavy}'.split() if m in sys.modules])"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
