"""Crossref: single works, works by a filter of DOIs, a generous title search. Proceedings have no abstracts here."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import JsonValue

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, document
from pipeline.demo.works import Paper

_FOLDER = "/works"
_HITS = 5
_TYPES = {"article-journal": "journal-article", "paper-conference": "proceedings-article"}
_SPRINGER = "10.1007/"


class Crossref:
    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, question: Question) -> Reply:
        single = question.path.removeprefix(_FOLDER).strip("/")
        if single:
            paper = self._library.by_doi.get(single.lower())
            if paper is None:
                return Reply(status=404, body=b"Resource not found.", headers={"Content-Type": "text/plain"})
            return document({"status": "ok", "message-type": "work", "message": _work(paper)})
        title = question.argument("query.title")
        if title:
            return _list(p for p in self._library.search(title, _HITS) if p.doi)
        asked = (part.partition(":") for part in (question.argument("filter") or "").split(","))
        return _list(paper for name, _, value in asked if (paper := self._by(name, value)))

    def _by(self, name: str, value: str) -> Paper | None:
        return self._library.by_pii.get(value) if name == "alternative-id" else self._library.by_doi.get(value.lower())


def _list(papers: Iterable[Paper]) -> Reply:
    items: list[JsonValue] = [_work(paper) for paper in papers]
    return document({"status": "ok", "message-type": "work-list", "message": {"total-results": len(items), "items": items}})


def _work(paper: Paper) -> dict[str, JsonValue]:
    chapter = (paper.doi or "").startswith(_SPRINGER)
    date: list[JsonValue] = [paper.published.year, paper.published.month, paper.published.day] if paper.published else [paper.year]
    return {
        "DOI": paper.doi,
        "type": "book-chapter" if chapter else _TYPES.get(paper.kind, "posted-content"),
        "title": [paper.title],
        "container-title": ["Lecture Notes in Computer Science", paper.container] if chapter else [paper.container],
        "author": [{"given": a.given, "family": a.family, "sequence": "additional", "affiliation": []} for a in paper.authors],
        "issued": {"date-parts": [date]},
        "published-print": {"date-parts": [date]},
        "page": paper.pages,
        "resource": {"primary": {"URL": _target(paper)}},
    }


def _target(paper: Paper) -> str:
    """Where the DOI leads: both publishers print their own number in it."""
    if paper.ieee:
        return f"https://ieeexplore.ieee.org/document/{paper.ieee}/"
    if paper.pii:
        return f"https://linkinghub.elsevier.com/retrieve/pii/{paper.pii}"
    return f"https://doi.org/{paper.doi}"
