"""What kind of publication a work is, in words that bibliographies share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pipeline.export.papers import Paper

Kind = Literal["proceedings", "journal", "preprint", "chapter", "book", "thesis", "report", "other"]

TYPES: Mapping[str, Kind] = {
    # Crossref and DataCite
    "proceedingsarticle": "proceedings",
    "conferencepaper": "proceedings",
    "journalarticle": "journal",
    "postedcontent": "preprint",
    "bookchapter": "chapter",
    "booksection": "chapter",
    "monograph": "book",
    "dissertation": "thesis",
    "report": "report",
    # DBLP and BibTeX
    "conferenceandworkshoppapers": "proceedings",
    "inproceedings": "proceedings",
    "journalarticles": "journal",
    "informalandotherpublications": "preprint",
    "incollection": "chapter",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
    # CSL and our own words
    "paperconference": "proceedings",
    "articlejournal": "journal",
    "proceedings": "proceedings",
    "conference": "proceedings",
    "journal": "journal",
    "preprint": "preprint",
    "chapter": "chapter",
    "book": "book",
    "thesis": "thesis",
}
"""Names of types, letters only. `article` is not here: indexes say it of conference papers, preprints and journals alike."""

_MEETING = re.compile(r"\b(proceedings|conference|workshops?|symposium|meeting)\b", re.IGNORECASE)
_PREPRINTS = frozenset({"arxiv", "biorxiv", "medrxiv", "ssrn"})


def kind(paper: Paper) -> Kind:
    """A published version outweighs a type that speaks of the preprint; where nothing is said, the container's name decides."""
    versions = {version.kind for version in paper.versions}
    named = TYPES.get(re.sub(r"[^a-z]", "", (paper.type or "").lower()))
    if named and named != "preprint":
        return "preprint" if _only_preprint(paper, versions) else named
    if "journal" in versions:
        return "journal"
    if "proceedings" in versions:
        return "proceedings"
    if named or _only_preprint(paper, versions):
        return "preprint"
    if paper.container_title or paper.venue:
        return "proceedings" if _MEETING.search(paper.container_title or "") or paper.venue else "journal"
    return "preprint" if paper.arxiv_id else "other"


def _only_preprint(paper: Paper, versions: set[str]) -> bool:
    """Indexes call an arXiv paper a journal article."""
    return (paper.venue or "").casefold() in _PREPRINTS and not versions & {"journal", "proceedings"}
