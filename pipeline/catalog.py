"""The published file for Python programs and notebooks.

    from pipeline import catalog

    papers = catalog.open().df()

This module, the commands and the SQL of the file are what we promise to keep; everything else in the package may change.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import duckdb
from pydantic import AwareDatetime

from pipeline.errors import UsageError
from pipeline.export.papers import Address, Author, Origin, Paper, Version
from pipeline.export.selection import Selection, papers, rows, select
from pipeline.models import Link, Model
from pipeline.published import DATABASE, literal, open_published
from pipeline.settings import Settings

if TYPE_CHECKING:  # pandas is the caller's: the package does without
    from pandas import DataFrame

__all__ = ["Author", "Catalog", "Entry", "Link", "Origin", "Paper", "UsageError", "Version", "Work", "open"]

Names = str | Sequence[str]
"""One name or several; none at all means: whichever."""

_ENTRIES = """
SELECT e.*, list({'role': l.role, 'url': l.url, 'text': l.text} ORDER BY l.number) FILTER (WHERE l.url IS NOT NULL) AS links
FROM entries AS e
SEMI JOIN part USING (list, position)
LEFT JOIN links AS l ON l.list = e.list AND l.position = e.position
GROUP BY ALL
ORDER BY e.list, e.position
"""
_OF_AN_ENTRY = frozenset({
    "list", "line", "section", "section_path", "position", "listed_title", "listed_url", "code_url", "project_url",
})  # fmt: skip
"""Fields of a paper that two entries of one work need not share."""


class Entry(Model):
    """One item of a reading list, as listed; None where the list says nothing."""

    list: str
    """Name of the list."""
    position: int
    """Place among the entries of the list, from 1."""
    page: str | None
    """File in which the line counts, for a list of several files; None for its main file."""
    line: int
    """First source line, from 1."""
    section: str | None
    """Innermost heading."""
    section_path: tuple[str, ...]
    """Enclosing headings, outermost first."""
    title: str | None
    alias: str | None
    """Nickname before the title."""
    year: int | None
    venue: str | None
    paper_url: str | None
    """Address that the list offers as the paper, verbatim."""
    repaired_url: str | None
    """The same, mended."""
    work_id: str
    """The work that it names."""
    identifiers: tuple[str, ...]
    """What link and text identify, each as scheme:value."""
    mentions: tuple[str, ...]
    """Identifiers in the text without a link, verbatim."""
    links: tuple[Link, ...]
    """Every link in order, the paper's own included."""


class Work(Model):
    """One work, however often it is listed; None where nothing is known. The fields mean what they mean in the view papers."""

    work_id: str
    status: str
    missing: tuple[str, ...]
    title: str | None
    authors: tuple[Author, ...] | None
    first_author: str | None
    venue: str | None
    container_title: str | None
    type: str | None
    year: int | None
    issued: str | None
    abstract: str | None
    doi: str | None
    arxiv_id: str | None
    url: Address
    pdf_url: Address
    preprint_url: Address
    published_url: Address
    sources: tuple[str, ...]
    updated_at: AwareDatetime | None
    identifiers: Mapping[str, tuple[str, ...]]
    versions: tuple[Version, ...]
    provenance: Mapping[str, Origin]


class Catalog:
    """A published file, open for reading: it stays as it was when it was opened, whatever runs publish meanwhile.

    `where` is always a condition in SQL on the view papers, as in `year >= 2023`; `list` and `section` name lists and headings.
    Raises UsageError, with what would have worked, for a condition that DuckDB does not take and for an unknown name.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._con = open_published(path)
        self._opened = path.stat().st_ino

    def papers(self, where: str | None = None, *, list: Names = (), section: Names = ()) -> Iterator[Paper]:
        """One per entry with everything known about its work, by list and position."""
        return papers(self._cursor(), _selection(where, list, section))

    def works(self, where: str | None = None, *, list: Names = (), section: Names = ()) -> Iterator[Work]:
        """The works of these entries, each once, where it is listed first."""
        seen: set[str] = set()
        for paper in self.papers(where, list=list, section=section):
            if paper.work_id not in seen:
                seen.add(paper.work_id)
                yield Work.model_validate(paper.model_dump(exclude=set(_OF_AN_ENTRY)))

    def entries(self, where: str | None = None, *, list: Names = (), section: Names = ()) -> Iterator[Entry]:
        """The entries as listed, by list and position."""
        con = self._cursor()
        columns = [*con.table("entries").columns, "links"]
        found = rows(con, _ENTRIES, select(con, _selection(where, list, section)))
        return (Entry.model_validate(dict(zip(columns, row, strict=True))) for row in found)

    def work(self, name: str) -> Work | None:
        """The work of that id or any other identifier, former ones too, as in `arxiv:2106.08254`; None where there is none."""
        found = self._con.execute("SELECT DISTINCT work_id FROM identifiers WHERE id = ?", [name]).fetchall()
        return next(self.works(f"work_id = {literal(str(found[0][0]))}"), None) if found else None

    def sql(self, query: str, parameters: Sequence[object] = ()) -> duckdb.DuckDBPyRelation:
        """DuckDB's own relation: `.fetchall()`, `.df()` for pandas, `.pl()` for polars, shown as a table in a notebook.

        `parameters` take the places of the question marks. Raises duckdb.Error; nothing but this file can be reached.
        """
        return self._con.sql(query, params=[*parameters] or None)

    def df(self, query: str = "FROM papers", parameters: Sequence[object] = ()) -> DataFrame:
        """The same as a pandas DataFrame, the view papers if nothing is asked."""
        return self.sql(query, parameters).df()

    @property
    def current(self) -> bool:
        """False once another file has been published: time for a notebook to open it."""
        return self.path.exists() and self.path.stat().st_ino == self._opened

    def close(self) -> None:
        self._con.close()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """For an answer of its own, so that several can be read at once."""
        con = self._con.cursor()
        con.execute("USE published")
        return con

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        [(entries, works, lists)] = self._con.execute(
            "SELECT count(*), count(DISTINCT work_id), count(DISTINCT list) FROM entries"
        ).fetchall()
        return f"<Catalog {self.path}: {entries} entries of {works} works in {lists} lists>"


def open(path: str | Path | None = None) -> Catalog:
    """The published file at `path`, or where the commands put it: in PIPELINE_DATA_DIR, else data, of the working folder.

    Raises UsageError when nothing has been published there yet; it names the command that would.
    """
    if path is None:
        return Catalog(Settings.from_environment(os.environ).enriched_dir / DATABASE)
    return Catalog(Path(path))


def _selection(where: str | None, lists: Names, sections: Names) -> Selection:
    return Selection(where=where, lists=_several(lists), sections=_several(sections))


def _several(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
