"""The works by their identifiers and by the words of their titles, as an index has them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.demo.works import Paper

_ENOUGH = 0.6
"""Share of the words asked for that a hit of a title search must have: searches are generous, whoever asks has to compare."""


class Library:
    """Works of the demonstration."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.papers = tuple(papers)
        self.by_doi = {p.doi: p for p in self.papers if p.doi}
        self.by_arxiv = {p.arxiv: p for p in self.papers if p.arxiv}
        self.by_pmid = {p.pmid: p for p in self.papers if p.pmid}
        self.by_pii = {p.pii: p for p in self.papers if p.pii}
        self.by_forum = {p.forum: p for p in self.papers if p.forum}

    def of(self, index: str) -> Library:
        """As far as an index knows them."""
        return Library(paper for paper in self.papers if index not in paper.unknown_to)

    def doi(self, written: str) -> Paper | None:
        """By the publisher's DOI, or the one that arXiv mints, in any case of letters."""
        doi = written.lower()
        return self.by_doi.get(doi) or self.by_arxiv.get(doi.removeprefix("10.48550/arxiv."))

    def search(self, title: str, most: int) -> list[Paper]:
        """The works whose titles share most words with a question, best first."""
        wanted = _words(title)
        found = [(len(wanted & _words(paper.title)) / max(len(wanted), 1), paper) for paper in self.papers]
        return [paper for share, paper in sorted(found, key=lambda hit: -hit[0]) if share >= _ENOUGH][:most]


def _words(title: str) -> set[str]:
    return set(re.findall(r"\w+", title.lower()))
