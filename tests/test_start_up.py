"""A command begins at once: it loads what it needs and nothing of the others."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from pipeline.audit import FORMATS as AUDITS
from pipeline.checkup import PATCH
from pipeline.cli import grammar
from pipeline.export.writing import FORMATS as EXPORTS


def test_the_help_names_every_format_there_is() -> None:
    assert set(grammar.EXPORTS) == set(EXPORTS)
    assert set(grammar.AUDITS) == {*AUDITS, PATCH}


def test_the_help_loads_nothing_that_it_does_not_need() -> None:
    assert _loaded("from pipeline import cli") == ""


@pytest.mark.parametrize(
    ("command", "needs"),
    [
        ("status", "duckdb"),
        ("show", "duckdb"),
        ("export", "duckdb bibtexparser pylatexenc"),
        ("extract", ""),
        ("checkup", "duckdb markdown_it"),
        ("doctor", "duckdb"),
        ("rebuild", "duckdb"),
        ("enrich", "duckdb"),
        ("links", "duckdb"),
    ],
)
def test_a_command_loads_only_what_it_begins_with(command: str, needs: str) -> None:
    assert set(_loaded(f"from pipeline.cli import {command}").split()) <= set(needs.split())


def _loaded(program: str) -> str:
    """Which of the slow packages a program has loaded."""
    heavy = "arxiv bibtexparser docutils duckdb ftfy jinja2 lxml markdown_it pylatexenc requests rich selectolax urllib3 yaml"
    code = f"import sys; {program}; print(*(m for m in '{heavy}'.split() if m in sys.modules))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_a_query_loads_nothing_but_the_database() -> None:
    assert _loaded("from pipeline.cli import sql") == "duckdb"


COMMANDS = {
    "enrich": (), "rebuild": (), "demo": (), "evidence pack": ("file",), "evidence unpack": ("file",), "extract": ("file",), "status": (),
    "show": ("work",), "accept": ("work", "--reason", "why"), "reject": ("work", "--reason", "why"), "page": ("url",), "doctor": (),
    "sql": ("query",), "report": (), "audit": (), "links": (), "export": ("--format", "json"),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_help_names_is_there(command: str) -> None:
    module, _, function = grammar.parser().parse_args([*command.split(), *COMMANDS[command]]).command.partition(".")

    assert callable(getattr(import_module(f"pipeline.cli.{module}"), function))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["enrich", "--time-limit", "abc"], "'abc' is not a number of seconds above 0, such as 600"),
        (["enrich", "--time-limit", "nan"], "'nan' is not a number of seconds above 0"),
        (["links", "--time-limit", "-1"], "'-1' is not a number of seconds above 0"),
        (["links", "--most", "1.5"], "'1.5' is not a whole number above 0, such as 60"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else "",
)
def test_a_number_that_is_none_is_answered_with_one_that_is(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        grammar.parser().parse_args(words)

    assert says in capsys.readouterr().err


def test_a_python_that_is_not_the_projects_is_told_which_one_is() -> None:
    ended = subprocess.run([sys.executable, "-S", "-m", "pipeline", "status"], capture_output=True, text=True)

    assert ended.returncode == 1
    assert "`make setup`, then .venv/bin/python -m pipeline" in ended.stderr
    assert "Traceback" not in ended.stderr
