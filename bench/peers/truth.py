"""What is true of each link, and whether what was said of it agrees."""

from __future__ import annotations

from pathlib import Path

from rapidfuzz import fuzz

from pipeline.demo.works import Paper, papers
from pipeline.models import Model
from pipeline.normalise.names import key, person
from pipeline.normalise.titles import fold

ALIKE = 93.0
"""Similarity of titles from which they are the same but for a spelling."""


class Said(Model):
    """What a program says of a link; None and nothing where it says nothing."""

    link: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    """`Given Family`, in order."""
    year: int | None = None


class Truth(Model):
    link: str
    listed: str
    """Title as a list would have it."""
    title: str
    authors: tuple[str, ...]
    """`Given Family`, in order."""
    years: tuple[int, ...]
    """Of the publication, of the preprint: each is right."""

    def has_title(self, said: Said | None) -> bool:
        return said is not None and said.title is not None and fuzz.ratio(fold(said.title), fold(self.title)) >= ALIKE

    def is_right(self, said: Said | None) -> bool:
        """Title, family names in order, and year."""
        return said is not None and self.has_title(said) and _families(said.authors) == _families(self.authors) and said.year in self.years

    def is_wrong(self, said: Said | None) -> bool:
        """Another title, or the title of a work by others: worse than nothing."""
        if said is None or not said.title:
            return False
        return not self.has_title(said) or bool(said.authors and not set(_families(said.authors)) & set(_families(self.authors)))


def _families(names: tuple[str, ...]) -> list[str]:
    """By the rules of this program, for all alike."""
    people = (person(name) for name in names)
    return [key(one) for one in people if one]


def works() -> tuple[Paper, ...]:
    """Those of the demonstration; where arXiv alone has one, its page is there too, for some peers read nothing else."""
    return tuple(paper if paper.page else _on_arxiv(paper) for paper in papers())


def _on_arxiv(paper: Paper) -> Paper:
    return paper.model_copy(update={"page": f"https://arxiv.org/abs/{paper.arxiv}", "shape": "arxiv"}) if paper.arxiv else paper


def demonstration() -> tuple[Truth, ...]:
    """Half of them linked by their PDF where there is one, half by their page: lists have more PDFs, peers are better at pages."""
    links = ((paper, (paper.pdf if n % 2 else None) or paper.page) for n, paper in enumerate(works()))
    return tuple(_truth(paper, link) for paper, link in links if link)


def _truth(paper: Paper, link: str) -> Truth:
    years = {paper.year, *([paper.posted.year] if paper.posted else [])}
    return Truth(link=link, listed=paper.title, title=paper.title, authors=paper.names, years=tuple(sorted(years)))


def read(file: Path) -> tuple[Truth, ...]:
    return tuple(map(Truth.model_validate_json, file.read_text(encoding="utf-8").splitlines()))
