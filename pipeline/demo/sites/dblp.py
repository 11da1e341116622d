"""DBLP's search. Titles end with a full stop, a single author stands without a list."""

from __future__ import annotations

from pydantic import JsonValue

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, document
from pipeline.demo.works import Paper

_HITS = 10
_TYPES = {"article-journal": "Journal Articles", "paper-conference": "Conference and Workshop Papers"}


class Dblp:
    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, question: Question) -> Reply:
        found: list[JsonValue] = [{"info": _info(paper)} for paper in self._library.search(question.argument("q") or "", _HITS)]
        hits: dict[str, JsonValue] = {"@total": str(len(found)), "@sent": str(len(found)), "@first": "0"}
        return document({"result": {"hits": {**hits, "hit": found} if found else hits}})


def _info(paper: Paper) -> JsonValue:
    authors: list[JsonValue] = [{"@pid": f"{n}/1", "text": name} for n, name in enumerate(paper.names, 1)]
    return {
        "authors": {"author": authors if len(authors) > 1 else authors[0]},
        "title": f"{paper.title}.",
        "venue": "CoRR" if paper.kind == "preprint" else paper.venue,
        "pages": paper.pages,
        "year": str(paper.year),
        "type": _TYPES.get(paper.kind, "Informal and Other Publications"),
        "key": f"demo/{paper.authors[0].family}{paper.year}",
        "doi": paper.doi,
        "ee": f"https://doi.org/{paper.doi}" if paper.doi else paper.page,
    }
