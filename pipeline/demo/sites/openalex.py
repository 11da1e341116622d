"""OpenAlex: works by a filter of DOIs, and by words of their titles. Abstracts come as an inverted index."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import JsonValue

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, document
from pipeline.demo.works import Paper

_HITS = 10


class OpenAlex:
    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers = {id(paper): f"https://openalex.org/W{4_000_000_000 + n}" for n, paper in enumerate(library.papers)}

    def __call__(self, question: Question) -> Reply:
        kind, _, value = (question.argument("filter") or "").partition(":")
        if kind == "title.search":
            papers = self._library.search(value, _HITS)
        else:
            papers = [paper for doi in value.split("|") if (paper := self._library.doi(doi))]
        results: list[JsonValue] = [self._work(paper) for paper in papers]
        return document({"meta": {"count": len(results), "per_page": len(results), "page": 1}, "results": results})

    def _work(self, paper: Paper) -> dict[str, JsonValue]:
        doi = paper.doi or (f"10.48550/arxiv.{paper.arxiv}" if paper.arxiv else None)
        ids: dict[str, JsonValue] = {"openalex": self._numbers[id(paper)]}
        if paper.pmid:
            ids["pmid"] = f"https://pubmed.ncbi.nlm.nih.gov/{paper.pmid}"
        first, last = paper.bounds or (None, None)
        return {
            "id": self._numbers[id(paper)],
            "doi": f"https://doi.org/{doi}" if doi else None,
            "ids": ids,
            "title": paper.title,
            "publication_year": paper.year,
            "publication_date": str(paper.published or f"{paper.year}-01-01"),
            "type": "article",
            "authorships": [{"author": {"display_name": name}, "raw_author_name": name} for name in paper.names],
            "primary_location": {
                "landing_page_url": f"https://doi.org/{doi}" if doi else paper.page,
                "pdf_url": None,
                "source": _source(paper),
            },
            "locations": [{"landing_page_url": f"https://arxiv.org/abs/{paper.arxiv}"}] if paper.arxiv else [],
            "abstract_inverted_index": _inverted(paper.abstract.split()),
            "biblio": {"first_page": first, "last_page": last},
        }


def _source(paper: Paper) -> JsonValue:
    if paper.doi is None:
        return {"display_name": "arXiv (Cornell University)", "type": "repository"} if paper.arxiv else None
    if paper.doi.startswith("10.1007/"):
        return {"display_name": "Lecture notes in computer science", "type": "book series"}
    return {"display_name": paper.container, "type": "journal" if paper.kind == "article-journal" else "conference"}


def _inverted(words: Iterable[str]) -> JsonValue:
    index: dict[str, list[JsonValue]] = {}
    for place, word in enumerate(words):
        index.setdefault(word, []).append(place)
    return {**index}
