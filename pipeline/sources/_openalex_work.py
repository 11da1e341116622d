"""A work as OpenAlex has it."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import JsonValue

from pipeline.models import Identifier, Lookup, Record
from pipeline.sources._arxiv_address import on_arxiv
from pipeline.sources._base import claim, record, told
from pipeline.sources._doi import doi, doi_identifier
from pipeline.sources._json import at, several, text, word
from pipeline.sources._types import csl

SELECT = "id,doi,ids,title,publication_year,publication_date,type,authorships,primary_location,locations,abstract_inverted_index,biblio"
"""Fields that are read."""
_MOST_WORDS = 20_000
"""Places in an inverted index; more is no abstract."""
_NUMBERS = {"pmid": "https://pubmed.ncbi.nlm.nih.gov/", "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/"}


def own_id(written: str | None) -> Identifier | None:
    number = (written or "").removeprefix("https://openalex.org/").upper()
    return Identifier(scheme="openalex", value=number) if number[:1] == "W" and number[1:].isascii() and number[1:].isdigit() else None


def work(lookup: Lookup, item: JsonValue) -> Record:
    place = at(item, "primary_location")
    repository = text(place, "source", "type") == "repository" or (doi(text(item, "doi")) or "").startswith("10.48550/")
    series = (text(place, "source", "type") or "").lower() == "book series"
    # A repository is where a copy lies and a series (LNCS) where a volume stands: neither is where the work appeared.
    venue = None if repository or series else text(place, "source", "display_name") or text(place, "raw_source_name")
    kind = "preprint" if repository else csl(text(item, "type")) or csl(text(place, "raw_type")) or csl(text(place, "source", "type"))
    date = text(item, "publication_date")
    first, last = text(item, "biblio", "first_page"), text(item, "biblio", "last_page")
    return record(
        lookup,
        [own_id(text(item, "id")), doi_identifier(text(item, "doi")), *_elsewhere(item)],
        claim("title", text(item, "title"), "title"),
        claim("authors", _authors(item), "authorships"),
        claim("abstract", _abstract(at(item, "abstract_inverted_index")), "abstract_inverted_index"),
        claim("container_title", venue, "primary_location.source"),
        claim("venue", venue, "primary_location.source"),
        claim("year", word(item, "publication_year"), "publication_year"),
        # Where only the year is known it says January 1st.
        claim("issued", None if date and date.endswith("-01-01") else date, "publication_date"),
        told("type", kind, text(item, "type") or text(place, "raw_type") or text(place, "source", "type"), "type"),
        claim("pages", f"{first}-{last}" if first and last and first != last else first, "biblio"),
        claim("url", text(place, "landing_page_url"), "primary_location"),
        claim("pdf_url", text(place, "pdf_url"), "primary_location"),
    )


def _authors(work: JsonValue) -> str | None:
    """Names as written on the work: the display names of arXiv records are turned around now and then ("Tong Zhan" for Zhan Tong)."""
    written = (text(one, "raw_author_name") or text(one, "author", "display_name") for one in several(work, "authorships"))
    # What begins with a comma is an affiliation that was taken for an author.
    return "\n".join(" ".join(name.split()) for name in written if name and not name.startswith(",")) or None


def _abstract(index: JsonValue) -> str | None:
    """The text from each word's places.

    >>> _abstract({"the": [0, 2], "more": [1, 3], "merrier": ["x"]})
    'the more the more'
    """
    if not isinstance(index, dict):
        return None
    places = {
        place: one
        for one, where in index.items()
        for place in several(where)
        if isinstance(place, int) and not isinstance(place, bool) and 0 <= place < _MOST_WORDS
    }
    return text(" ".join(places[place] for place in sorted(places)))


def _elsewhere(work: JsonValue) -> Iterable[Identifier | None]:
    """Its numbers at NCBI, and on arXiv, where one of its copies lies."""
    for scheme, prefix in _NUMBERS.items():
        number = (word(work, "ids", scheme) or "").removeprefix(prefix).strip("/")
        if scheme == "pmid" and number.isascii() and number.isdigit():
            yield Identifier(scheme=scheme, value=number)
        elif scheme == "pmcid" and number.upper().removeprefix("PMC").isdigit():
            yield Identifier(scheme=scheme, value=f"PMC{number.upper().removeprefix('PMC')}")
    for copy in several(work, "locations"):
        yield on_arxiv(text(copy, "landing_page_url") or "")
