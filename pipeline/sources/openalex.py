"""OpenAlex: works by batches of DOIs, arXiv's own included, and by title. Its daily budget is counted by the transport."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.models import Ask, By, Identifier, Known, Lookup, NotAPage, NotFound, Record, Response, Verdict
from pipeline.sources import _json
from pipeline.sources._address import address
from pipeline.sources._arxiv_address import written_id
from pipeline.sources._base import Source, asked_id, claim, record, told
from pipeline.sources._doi import arxiv_identifier, doi, doi_identifier
from pipeline.sources._json import at, several, text, word
from pipeline.sources._query import words
from pipeline.sources._types import csl

_API = "https://api.openalex.org/works"
_SELECT = "id,doi,ids,title,publication_year,publication_date,type,authorships,primary_location,locations,abstract_inverted_index,biblio"
_HITS = 10
_LONGEST_DOI = 150
"""Percent-encoded; of 40 such the URL would still be accepted."""
_MOST_WORDS = 20_000
"""Places in an inverted index; more is no abstract."""
_NUMBERS = {"pmid": "https://pubmed.ncbi.nlm.nih.gov/", "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/"}


class OpenAlex(Source):
    name = "openalex"
    kind = "index"
    schemes = ("doi", "arxiv")
    by_title = True
    chunks: ClassVar[Mapping[By, int]] = {"id": 40}  # it takes 100, but 2,000 characters of URL hold some 40 DOIs

    def identify(self, url: str) -> Identifier | None:
        """
        >>> str(source.identify("https://openalex.org/W2741809807"))
        'openalex:W2741809807'
        """
        found = address(url)
        if found is None or found.host not in {"openalex.org", "api.openalex.org"}:
            return None
        return _own_id(found.path.rpartition("/")[2]) if found.path.strip("/").removeprefix("works/").count("/") == 0 else None

    def landing(self, identifier: Identifier) -> str | None:
        return f"https://openalex.org/{identifier.value}" if identifier.scheme == "openalex" else None

    def lookups(self, known: Known) -> Iterable[Lookup]:
        """A comma or a bar in a DOI would end it within a filter."""
        for one in super().lookups(known):
            asked = _doi_of(asked_id(one)) if one.by == "id" else ""
            if words(one.value) if one.by == "title" else not set(asked) & set(",|") and len(quote(asked)) <= _LONGEST_DOI:
                yield one

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        if chunk[0].by == "id":
            asked = "|".join(quote(one, safe="/:") for one in dict.fromkeys(_doi_of(asked_id(one)) for one in chunk))
            query = f"filter=doi:{asked}&per_page={len(chunk)}"
        else:
            query = f"filter=title.search:{quote(words(chunk[0].value))}&per_page={_HITS}"
        return Ask(lookups=tuple(chunk), url=f"{_API}?{query}&select={_SELECT}", expects="json")

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        asked = response.ask.lookups
        document = _json.failed(response) or _json.document(response)
        if isinstance(document, NotAPage):
            return dict.fromkeys(asked, document)
        works = at(document, "results")
        if not isinstance(works, list):
            return dict.fromkeys(asked, NotAPage(reason=f"no results: {text(document, 'message') or 'another shape'}"))
        if asked[0].by == "title":
            hits = tuple(_record(asked[0], work) for work in works if text(work, "title") and _own_id(text(work, "id")))
            return {asked[0]: hits or NotFound(reason="no title with these words")}
        return {one: _by_id(one, works) for one in asked}


def _doi_of(identifier: Identifier) -> str:
    """arXiv ids are asked by the DOI that arXiv mints from them."""
    return f"10.48550/arxiv.{identifier.value}" if identifier.scheme == "arxiv" else identifier.value


def _own_id(written: str | None) -> Identifier | None:
    number = (written or "").removeprefix("https://openalex.org/").upper()
    return Identifier(scheme="openalex", value=number) if number[:1] == "W" and number[1:].isascii() and number[1:].isdigit() else None


def _by_id(lookup: Lookup, works: list[JsonValue]) -> Verdict:
    """Answers come in any order; the unknown are left out."""
    wanted = _doi_of(asked_id(lookup))
    work = next((work for work in works if doi(text(work, "doi")) == wanted), None)
    return (_record(lookup, work),) if work is not None else NotFound(reason="unknown")


def _record(lookup: Lookup, work: JsonValue) -> Record:
    place = at(work, "primary_location")
    repository = text(place, "source", "type") == "repository" or (doi(text(work, "doi")) or "").startswith("10.48550/")
    series = (text(place, "source", "type") or "").lower() == "book series"
    # A repository is where a copy lies and a series (LNCS) where a volume stands: neither is where the work appeared.
    venue = None if repository or series else text(place, "source", "display_name") or text(place, "raw_source_name")
    kind = "preprint" if repository else csl(text(work, "type")) or csl(text(place, "raw_type")) or csl(text(place, "source", "type"))
    date = text(work, "publication_date")
    first, last = text(work, "biblio", "first_page"), text(work, "biblio", "last_page")
    return record(
        lookup,
        [_own_id(text(work, "id")), doi_identifier(text(work, "doi")), *_elsewhere(work)],
        claim("title", text(work, "title"), "title"),
        claim("authors", _authors(work), "authorships"),
        claim("abstract", _abstract(at(work, "abstract_inverted_index")), "abstract_inverted_index"),
        claim("container_title", venue, "primary_location.source"),
        claim("venue", venue, "primary_location.source"),
        claim("year", word(work, "publication_year"), "publication_year"),
        # Where only the year is known it says January 1st.
        claim("issued", None if date and date.endswith("-01-01") else date, "publication_date"),
        told("type", kind, text(work, "type") or text(place, "raw_type") or text(place, "source", "type"), "type"),
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
        if found := address(text(copy, "landing_page_url") or ""):
            yield arxiv_identifier(written_id(found))


source = OpenAlex()
