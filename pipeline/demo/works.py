"""The works of the demonstration, as `works.toml` tells them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.models import Model

_FILE = Path(__file__).with_name("works.toml")

Shape = Literal[
    "acl", "arxiv", "biorxiv", "cvf", "ecva", "elife", "highwire", "ijcai", "isca", "jmlr", "nature", "ndss", "neurips_2017",
    "neurips_2020", "neurips_2026", "ojs", "openreview_v1", "openreview_v2", "pmlr", "springer", "usenix",
]  # fmt: skip
"""How its page is built; OpenReview's pages are behind a wall and its notes come from one of two APIs."""


class Author(Model):
    """A name as the work has it."""

    family: str
    given: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def reversed(self) -> str:
        return f"{self.family}, {self.given}"


class Paper(Model):
    """A work of the demonstration: what its sites print, and what the pipeline should make of it."""

    title: str
    written: tuple[str, ...]
    """`Family, Given`, in order."""
    venue: str
    """Short name of the series, as it should be published."""
    container: str | None = None
    """Full name of the proceedings or journal."""
    series: str | None = None
    """Name of the conference without its number, as PMLR prints it."""
    volume: str | None = None
    kind: Literal["paper-conference", "article-journal", "preprint"] = "paper-conference"
    year: int
    published: date | None = None
    """Of publication, as far as it is known to the day."""
    pages: str | None = None
    doi: str | None = None
    """In lower case."""
    arxiv: str | None = None
    posted: date | None = None
    """Of the first version on arXiv."""
    comment: str | None = None
    """Of the authors on arXiv."""
    pmid: str | None = None
    ieee: str | None = None
    pii: str | None = None
    """Elsevier's number of the item."""
    page: str | None = None
    """Landing page."""
    pdf: str | None = None
    moved: tuple[str, ...] = ()
    """Addresses that redirect to the page."""
    shape: Shape | None = None
    unknown_to: tuple[str, ...] = ()
    """Sources whose index has not got it."""
    decision: str | None = None
    """What OpenReview shows as the venue."""
    abstract: str

    @property
    def authors(self) -> tuple[Author, ...]:
        return tuple(Author(family=family, given=given) for family, _, given in (name.partition(", ") for name in self.written))

    @property
    def names(self) -> tuple[str, ...]:
        """`Given Family`, in order."""
        return tuple(author.name for author in self.authors)

    @property
    def bounds(self) -> tuple[str, str] | None:
        """First and last page."""
        if self.pages is None:
            return None
        first, _, last = self.pages.partition("-")
        return first, last

    @property
    def forum(self) -> str | None:
        """Its id at OpenReview."""
        return self.page.partition("?id=")[2] if self.page and self.shape in {"openreview_v1", "openreview_v2"} else None

    @property
    def bibtex_key(self) -> str:
        return f"{self.authors[0].family}_{self.year}_{self.venue.partition(' ')[0]}"


@cache
def papers() -> tuple[Paper, ...]:
    """Every work of the demonstration, in the order of the file."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["work"]
    return tuple(Paper.model_validate({"written": row.pop("authors"), **row}) for row in rows)
