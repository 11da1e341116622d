"""A paper as Semantic Scholar has it."""

from __future__ import annotations

from pydantic import JsonValue

from pipeline.models import Identifier, Lookup, Record
from pipeline.sources._base import claim, record, told
from pipeline.sources._doi import arxiv_identifier, doi_identifier
from pipeline.sources._json import at, first, several, text, word
from pipeline.sources._types import csl

FIELDS = "title,authors,venue,publicationVenue,year,publicationDate,abstract,externalIds,journal,publicationTypes"
"""An unknown field is answered with 400 for the whole batch."""
_PREPRINTS = frozenset({"arxiv.org", "arxiv", "biorxiv", "medrxiv", "corr"})
"""Names of venues that are none; the `type` of such a record is always JournalArticle."""


def paper_id(written: str) -> Identifier | None:
    value = written.lower()
    return Identifier(scheme="s2", value=value) if len(value) == 40 and not set(value) - set("0123456789abcdef") else None


def identifiers(paper: JsonValue) -> frozenset[Identifier]:
    ids = at(paper, "externalIds")
    found = [
        paper_id(text(paper, "paperId") or ""),
        arxiv_identifier(word(ids, "ArXiv")),
        doi_identifier(text(ids, "DOI")),  # for papers without publisher's DOI it holds that of arXiv
        *(
            Identifier(scheme=scheme, value=value)
            for scheme, name in (("pmid", "PubMed"), ("acl", "ACL"), ("dblp", "DBLP"), ("corpusid", "CorpusId"))
            if (value := first(ids, name) or word(ids, name))
        ),
        *(Identifier(scheme="pmcid", value=f"PMC{v.upper().removeprefix('PMC')}") for v in [word(ids, "PubMedCentral")] if v),
    ]
    return frozenset(i for i in found if i)


def paper(lookup: Lookup, item: JsonValue) -> Record:
    venue = text(item, "publicationVenue", "name") or text(item, "venue")
    journal = text(item, "journal", "name")
    preprint = (venue or journal or "").lower() in _PREPRINTS
    kind = "preprint" if preprint else csl(text(item, "publicationVenue", "type"))
    if not kind and "Conference" in several(item, "publicationTypes"):
        kind = "paper-conference"
    names = [" ".join(name.split()) for name in (text(author, "name") for author in several(item, "authors")) if name]
    number = text(item, "paperId")
    return record(
        lookup,
        identifiers(item),
        claim("title", text(item, "title"), "title"),
        claim("authors", "\n".join(names) or None, "authors"),
        claim("abstract", text(item, "abstract"), "abstract"),
        claim("container_title", None if preprint else venue or journal, "venue" if venue else "journal"),
        claim("venue", venue or journal, "venue" if venue else "journal"),
        claim("year", word(item, "year"), "year"),
        claim("issued", text(item, "publicationDate"), "publicationDate"),
        told("type", kind, text(item, "publicationVenue", "type") or venue or journal, "publicationVenue"),
        claim("pages", text(item, "journal", "pages"), "journal"),
        claim("url", f"https://www.semanticscholar.org/paper/{number}" if number else None, "paperId"),
    )
