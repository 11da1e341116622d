"""A project on the demonstration's web: the whole program over real HTTP on loopback, with a clock that tests set."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

from pipeline.clock import SystemClock
from pipeline.demo.command import LIST, LIST_PATH, REPOSITORY
from pipeline.demo.server import DemoWeb
from pipeline.demo.works import Paper, papers
from pipeline.evidence import Evidence
from pipeline.run import RunReport, enrich, rebuild
from pipeline.settings import Settings
from pipeline.store.query import Row, query
from pipeline.web.lanes import Lanes

NAME = "demo"
FIRST_DAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
LIST_TEXT = LIST.read_text(encoding="utf-8")
ENTRIES = LIST_TEXT.count("[[PDF]]")
SHORT_TEXT = "".join(line for n, line in enumerate(LIST_TEXT.splitlines(keepends=True)) if "[[PDF]]" not in line or n % 3 == 0)
"""A third of the list, where the rest would add nothing but time."""
TRUTH: Mapping[str, Paper] = {paper.title: paper for paper in papers()}
Rows = list[dict[str, Any]]

_SINCE = ("provenance", "updated_at")
"""Fields of the JSON that tell when a value came, not what it is."""


class Project(NamedTuple):
    """A folder with a list of lists, and the web that it asks."""

    folder: Path
    web: DemoWeb

    @property
    def settings(self) -> Settings:
        return Settings(
            data_dir=self.folder / "data",
            lists_file=self.folder / "lists.toml",
            corrections_file=self.folder / "corrections.toml",
            interval_scale=0.001,
        )

    def enrich(
        self,
        now: datetime = FIRST_DAY,
        *,
        words: Sequence[str] = (),
        watch: Callable[[Lanes], None] = lambda lanes: None,
        hosts: Mapping[str, tuple[str, int]] | None = None,
    ) -> RunReport:
        return enrich(self.settings, words, SystemClock(now), watch, hosts=self.web.hosts if hosts is None else hosts)

    def rebuild(self, now: datetime = FIRST_DAY, *, cold: bool = False) -> RunReport:
        return rebuild(self.settings, SystemClock(now), cold=cold)

    @property
    def json(self) -> bytes:
        """The JSON export as it is published."""
        return (self.settings.enriched_dir / "papers.json").read_bytes()

    @property
    def rows(self) -> Rows:
        return cast(Rows, json.loads(self.json))

    @property
    def values(self) -> Rows:
        """The rows without what tells when a value came."""
        return [{name: value for name, value in row.items() if name not in _SINCE} for row in self.rows]

    def row(self, title: str) -> dict[str, Any]:
        """The first entry that is listed or found under a title."""
        return next(r for r in self.rows if title.casefold() in {str(r["title"]).casefold(), str(r["listed_title"]).casefold()})

    def sql(self, text: str) -> list[Row]:
        return query(self.settings.enriched_dir / "papers.duckdb", text)[1]

    def open_evidence(self) -> Evidence:
        return Evidence(self.settings.raw_dir / "evidence.sqlite")

    def evidence(self, text: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.settings.raw_dir / "evidence.sqlite") as db:
            rows = db.execute(text).fetchall()
        db.close()
        return rows

    def answered_twice(self) -> list[tuple[Any, ...]]:
        """Lookups that found their work more than once."""
        return self.evidence("select source, by, value, count(*) from answers where outcome = 'found' group by 1, 2, 3 having count(*) > 1")

    def look(self) -> Mapping[str, int]:
        """When each published file was written."""
        return {name: (self.settings.enriched_dir / name).stat().st_mtime_ns for name in ("papers.duckdb", "papers.json")}

    def edit(self, before: str, after: str) -> None:
        """Change the list upstream."""
        text = self.web.files[LIST_PATH]
        assert before in text
        self.web.files[LIST_PATH] = text.replace(before, after)


def new_project(folder: Path, web: DemoWeb, text: str = LIST_TEXT) -> Project:
    """One list, from a repository."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lists.toml").write_text(f'[[list]]\nname = "{NAME}"\nrepo = "{REPOSITORY}"\n', encoding="utf-8")
    web.files[LIST_PATH] = text
    return Project(folder, web)


def copy_of(project: Project, folder: Path, web: DemoWeb) -> Project:
    """The same project in another folder, as it stands after its last run."""
    shutil.copytree(project.folder, folder, dirs_exist_ok=True)
    web.files[LIST_PATH] = LIST_TEXT
    return Project(folder, web)
