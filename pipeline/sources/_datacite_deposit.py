"""What DataCite has under a DOI."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import JsonValue

from pipeline.models import Identifier, Lookup, Record
from pipeline.sources._base import claim, record, told
from pipeline.sources._doi import arxiv_identifier, doi, doi_identifier
from pipeline.sources._json import several, text, word
from pipeline.sources._names import Written, lines
from pipeline.sources._types import csl

_DATES = ("Submitted", "Issued", "Available", "Created")
"""For arXiv the submission of the first version; elsewhere few have the first, and all the second."""


def deposit(lookup: Lookup, attributes: JsonValue) -> Record:
    number = doi(text(attributes, "doi")) or ""
    on_arxiv = number.startswith("10.48550/")
    kind = "preprint" if on_arxiv else csl(text(attributes, "types", "resourceTypeGeneral"))
    venue = text(attributes, "publisher") if on_arxiv else text(attributes, "container", "title")
    date = _date(attributes)
    # Titles of a type are subtitles, translations and other names.
    title = next((text(one, "title") for one in several(attributes, "titles") if text(one, "title") and not text(one, "titleType")), None)
    abstract = next(
        (text(one, "description") for one in several(attributes, "descriptions") if text(one, "descriptionType") == "Abstract"), None
    )
    first, last = text(attributes, "container", "firstPage"), text(attributes, "container", "lastPage")
    return record(
        lookup,
        [doi_identifier(number), *(_published(attributes) if on_arxiv else ())],
        claim("title", title, "titles"),
        claim("authors", _authors(attributes), "creators"),
        claim("abstract", abstract, "descriptions"),
        claim("container_title", None if on_arxiv else venue, "container"),
        claim("venue", venue, "publisher" if on_arxiv else "container"),
        claim("year", word(attributes, "publicationYear"), "publicationYear"),
        claim("issued", date, "dates"),
        told("type", kind, number if on_arxiv else text(attributes, "types", "resourceTypeGeneral"), "types"),
        claim("pages", f"{first}-{last}" if first and last else first, "container"),
        claim("url", text(attributes, "url"), "url"),
    )


def _date(attributes: JsonValue) -> str | None:
    """The day, without the time, of the kind of date that tells when the work came out."""
    dates = several(attributes, "dates")
    for kind in _DATES:
        found = sorted(d for one in dates if text(one, "dateType") == kind and (d := text(one, "date")))
        if found:
            return found[0].partition("T")[0]
    return None


def _authors(attributes: JsonValue) -> str | None:
    return lines(_name(one) for one in several(attributes, "creators"))


def _name(creator: JsonValue) -> Written:
    """Family and given where they are told apart; a name in one piece is split at its comma, and that of an organisation is not."""
    family, given, name = text(creator, "familyName"), text(creator, "givenName"), text(creator, "name")
    if text(creator, "nameType") == "Organizational":
        return Written(name or family)
    if family or not name:
        return Written(family, given)
    before, comma, after = name.partition(",")
    if comma:
        return Written(before, after)
    *others, last = name.split()
    return Written(last, " ".join(others))


def _published(attributes: JsonValue) -> Iterable[Identifier | None]:
    """The publisher's DOI that authors gave to arXiv."""
    for one in several(attributes, "relatedIdentifiers"):
        if text(one, "relationType") == "IsVersionOf" and text(one, "relatedIdentifierType") == "DOI":
            found = doi_identifier(text(one, "relatedIdentifier"))
            yield found if found and found.scheme == "doi" else None
    for one in several(attributes, "identifiers"):
        if text(one, "identifierType") == "arXiv":
            yield arxiv_identifier(text(one, "identifier"))
