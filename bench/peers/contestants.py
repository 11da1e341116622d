"""The programs, each as its documentation says: this one as a command, the others by small programs in their own environment."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.peers.truth import Said, Truth
from pipeline import __version__

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LONGEST = 3_600.0
"""Seconds for all links: who needs more is not waited for."""


class Result(NamedTuple):
    name: str
    said: Mapping[str, Said]
    """By the link."""
    seconds: float


class Failed(Exception):
    """Why there are no figures for a program."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name


def this_program(python: Path, truths: Sequence[Truth], environment: Mapping[str, str]) -> Result:
    """`enrich` from nothing, on a list of these links."""
    name = f"this program {__version__}"
    with TemporaryDirectory() as folder:
        (Path(folder) / "list.md").write_text("# Papers\n\n" + "".join(f"- [{one.listed}]({one.link})\n" for one in truths))
        own = {**environment, "PIPELINE_DATA_DIR": f"{folder}/data", "PYTHONPATH": str(ROOT)}
        _, seconds = _run(name, [sys.executable, "-m", "pipeline", "enrich", "list.md"], own, folder=folder)
        rows = json.loads((Path(folder) / "data/enriched/papers.json").read_bytes())
    said = (_row(row) for row in rows)
    return Result(name, {one.link: one for one in said}, seconds)


def _row(row: dict[str, object]) -> Said:
    authors = row["authors"]
    assert isinstance(authors, list)
    names = [" ".join(part for part in (one.get("given"), one["family"], one.get("suffix")) if part) for one in authors]
    return Said.model_validate({"link": row["listed_url"], "title": row["title"], "authors": names, "year": row["year"]})


def peer(package: str, program: str, python: Path, truths: Sequence[Truth], environment: Mapping[str, str]) -> Result:
    """A program of this folder: links on its standard input, a line of JSON for each on its output."""
    found = subprocess.run(
        [python, "-c", f"from importlib.metadata import version; print(version({package!r}))"], capture_output=True, text=True
    )
    if found.returncode:
        raise Failed(package, f"left out: not installed for {python} (pip install {package})")
    name = f"{program.replace('_', ' ')} {found.stdout.strip()}"
    with TemporaryDirectory() as folder:
        own = {**environment, "HOME": folder, "XDG_CONFIG_HOME": folder}  # nobody's settings, and nothing kept in them
        links = "".join(f"{one.link}\n" for one in truths)
        out, seconds = _run(name, [str(python), str(HERE / f"{program}.py")], own, folder=folder, stdin=links)
    said = [Said.model_validate_json(line) for line in out.splitlines()]
    return Result(name, {one.link: one for one in said}, seconds)


def _run(name: str, command: Sequence[str], environment: Mapping[str, str], *, folder: str, stdin: str = "") -> tuple[str, float]:
    began = time.monotonic()
    try:
        ended = subprocess.run(command, env=environment, cwd=folder, input=stdin, capture_output=True, text=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        raise Failed(name, f"was not done after {LONGEST:.0f} s") from None
    if ended.returncode:
        raise Failed(name, f"failed: {(ended.stderr.strip().splitlines() or ['without a word'])[-1]}")
    return ended.stdout, time.monotonic() - began


CONTESTANTS: Sequence[Callable[[Path, Sequence[Truth], Mapping[str, str]], Result]] = (
    this_program,
    partial(peer, "manubot", "manubot_cite"),
    partial(peer, "papis", "papis_add"),
    partial(peer, "arxiv", "plain_loop"),
)
