"""DataCite: the DOIs that arXiv mints."""

from __future__ import annotations

from pydantic import JsonValue

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, document

_FOLDER = "/dois/"


class DataCite:
    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, question: Question) -> Reply:
        doi = question.path.removeprefix(_FOLDER).lower()
        paper = self._library.by_arxiv.get(doi.removeprefix("10.48550/arxiv."))
        if paper is None or paper.posted is None:
            return document({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404)
        attributes: dict[str, JsonValue] = {
            "doi": doi,
            "creators": [{"name": a.reversed, "nameType": "Personal", "givenName": a.given, "familyName": a.family} for a in paper.authors],
            "titles": [{"title": paper.title}],
            "publisher": "arXiv",
            "publicationYear": paper.posted.year,
            "dates": [{"date": f"{paper.posted}T10:00:00Z", "dateType": "Submitted", "dateInformation": "v1"}],
            "types": {"resourceTypeGeneral": "Preprint"},
            "descriptions": [{"description": paper.abstract, "descriptionType": "Abstract"}],
            "url": f"https://arxiv.org/abs/{paper.arxiv}",
        }
        return document({"data": {"id": doi, "type": "dois", "attributes": attributes}})
