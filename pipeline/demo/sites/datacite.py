"""DataCite: the DOIs that arXiv mints, and those of publishers that register there."""

from __future__ import annotations

from pydantic import JsonValue

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, document
from pipeline.demo.works import Paper
from pipeline.sources._doi import at_datacite

_FOLDER = "/dois/"
_ARXIV = "10.48550/arxiv."


class DataCite:
    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, question: Question) -> Reply:
        doi = question.path.removeprefix(_FOLDER).lower()
        number = doi.removeprefix(_ARXIV)
        paper = self._library.by_arxiv.get(number) if number != doi else self._library.by_doi.get(doi)
        if paper is None or not (number != doi or at_datacite(doi)):
            return document({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404)
        attributes: dict[str, JsonValue] = {
            "doi": doi,
            "creators": [{"name": a.reversed, "nameType": "Personal", "givenName": a.given, "familyName": a.family} for a in paper.authors],
            "titles": [{"title": paper.title}],
            "descriptions": [{"description": paper.abstract, "descriptionType": "Abstract"}],
            **(_preprint(paper) if number != doi else _published(paper)),
        }
        return document({"data": {"id": doi, "type": "dois", "attributes": attributes}})


def _preprint(paper: Paper) -> dict[str, JsonValue]:
    return {
        "publisher": "arXiv",
        "publicationYear": paper.posted.year if paper.posted else None,
        "dates": [{"date": f"{paper.posted}T10:00:00Z", "dateType": "Submitted", "dateInformation": "v1"}],
        "types": {"resourceTypeGeneral": "Preprint"},
        "url": f"https://arxiv.org/abs/{paper.arxiv}",
    }


def _published(paper: Paper) -> dict[str, JsonValue]:
    return {
        "publisher": "Schloss Dagstuhl – Leibniz-Zentrum für Informatik",
        "container": {"type": "Series", "title": paper.container},
        "publicationYear": paper.year,
        "dates": [{"date": str(paper.published), "dateType": "Issued"}],
        "types": {"resourceTypeGeneral": "ConferencePaper"},
        "url": f"https://drops.dagstuhl.de/entities/document/{paper.doi}",
    }
