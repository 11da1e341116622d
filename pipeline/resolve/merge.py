"""Which claim wins a field. An ordered list per field, with the reason beside each place; exceptions are rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pydantic import JsonValue

import pipeline.normalise.venues as venues
from pipeline.models import Choice, Field, Identifier, Record
from pipeline.normalise.titles import RETRACTED
from pipeline.normalise.venue_table import preprint_servers
from pipeline.resolve.told import told
from pipeline.sources import registry

PREPRINT_VENUES = preprint_servers()
"""Venues that are preprint servers: they name a version, never where a work was published."""

_PAGE = "the proceedings' or journal's own page"
_ARXIV = "arXiv, as the authors deposited it"

TITLE = (
    ("corrections", "a person has the last word"),
    ("publisher", _PAGE),
    ("preprint", _ARXIV),
    ("pubmed", "curated, but translated titles stand in brackets"),
    ("crossref", "deposited by the publisher, sometimes with markup lost"),
    ("crossref_pii", "the same registry, asked by Elsevier's number"),
    ("datacite", "arXiv's deposit"),
    ("dblp", "curated, ends with a period"),
    ("semantic_scholar", "extracted by machine"),
    ("openalex", "extracted by machine"),
    ("general", "tags of an unknown site"),
    ("list", "as listed: often abbreviated or retyped"),
)
AUTHORS = (
    ("corrections", "a person has the last word"),
    ("publisher", _PAGE),
    ("preprint", _ARXIV),
    ("pubmed", "curated"),
    ("datacite", "arXiv's deposit"),
    ("crossref", "deposited by the publisher; see EXCLUSIONS"),
    ("crossref_pii", "the same registry, asked by Elsevier's number"),
    ("dblp", "curated, with homonym numbers"),
    ("semantic_scholar", "extracted by machine, initials are common"),
    ("openalex", "extracted by machine"),
    ("general", "tags of an unknown site"),
)
ABSTRACT = (
    ("corrections", "a person has the last word"),
    ("publisher", _PAGE),
    ("preprint", _ARXIV),
    ("pubmed", "curated, labelled sections kept"),
    ("datacite", "arXiv's deposit"),
    ("crossref", "rare, JATS"),
    ("crossref_pii", "the same registry, asked by Elsevier's number"),
    ("semantic_scholar", "extracted by machine, withheld by some publishers"),
    ("openalex", "rebuilt from an inverted index: line breaks are gone"),
    ("general", "tags of an unknown site"),
)
PUBLICATION = (
    ("corrections", "a person has the last word"),
    ("publisher", _PAGE),
    ("pubmed", "curated"),
    ("crossref", "deposited by the publisher"),
    ("crossref_pii", "the same registry, asked by Elsevier's number"),
    ("dblp", "curated"),
    ("openalex", "takes the year from the publisher's deposit"),
    ("semantic_scholar", "its year is sometimes the preprint's"),
    ("general", "tags of an unknown site"),
    ("arxiv", "authors say where their paper was accepted; else the preprint itself"),
    ("arxiv_page", "the same, as its page shows it"),
    ("list", "as listed"),
    ("link", "the address says so"),
    ("preprint", "the preprint server itself: where nothing else is known"),
    ("datacite", "the preprint server itself"),
)
"""Where and when it was published: venue, container_title, year, issued, type, pages; and whether it was taken back."""
ADDRESS = (
    ("corrections", "a person has the last word"),
    ("publisher", _PAGE),
    ("pubmed", "its page carries the abstract"),
    ("preprint", "arXiv's abs page"),
    ("crossref", "where the DOI leads"),
    ("crossref_pii", "the same registry, asked by Elsevier's number"),
    ("general", "the page itself"),
)

ORDER: Mapping[Field, Sequence[tuple[str, str]]] = {
    "title": TITLE,
    "authors": AUTHORS,
    "abstract": ABSTRACT,
    "venue": PUBLICATION,
    "container_title": PUBLICATION,
    "year": PUBLICATION,
    "issued": PUBLICATION,
    "type": PUBLICATION,
    "pages": PUBLICATION,
    "withdrawn": PUBLICATION,
    "url": ADDRESS,
    "pdf_url": ADDRESS,
}


class Exclusion(NamedTuple):
    """Claims that never count."""

    source: str
    fields: frozenset[Field]
    when: Callable[[Record], bool]
    reason: str


EXCLUSIONS = (
    Exclusion(
        "crossref",
        frozenset({"authors"}),
        lambda r: any(i.scheme == "doi" and i.value.startswith("10.52202/") for i in r.identifiers),
        "Curran deposits NeurIPS authors in alphabetical order",
    ),
    Exclusion(
        "openalex",
        frozenset({"venue", "container_title", "type", "year", "issued"}),
        lambda r: r.identifier("doi") is None and r.identifier("arxiv") is not None,
        "a proceedings paper is often known by its arXiv DOI: right about the abstract, wrong about the venue",
    ),
)

_EXCLUDED = {(e.source, field): e.when for e in EXCLUSIONS for field in e.fields}


_PLACE: tuple[Field, ...] = ("venue", "container_title")
_TYPES = {"conference": "paper-conference", "workshop": "paper-conference", "journal": "article-journal", "preprint": "preprint"}
OF_THE_WORK: tuple[Field, ...] = ("title", "authors", "abstract", "url", "pdf_url")
OF_THE_PUBLICATION: tuple[Field, ...] = ("year", "issued", "type", "pages", "container_title")


def kind_of(record: Record) -> str:
    """publisher, preprint, index or general for a source of the registry; the name itself for list, link and corrections."""
    return _kind(record.lookup.source)


@cache
def _kind(name: str) -> str:
    source = registry().get(name)
    return source.kind if source else name


def is_preprint(record: Record) -> bool:
    """Whether a record describes the preprint: by its venue, or by its kind where it names none."""
    venue = record.clean("venue")
    return venue in PREPRINT_VENUES if venue else kind_of(record) == "preprint"


def choose(records: Sequence[Record], witnesses: Sequence[Record], own: frozenset[Identifier]) -> dict[str, Choice]:
    """The chosen claim of every field that anybody claims.

    `own` are the identifiers of the link: among equals the record of the work's own page wins.
    Venue, year and the rest of the publication come from one version: published ones before preprints.
    """
    everyone = [*records, *told(records), *witnesses]
    links = frozenset(map(str, own))
    chosen: dict[str, Choice] = {}
    for field in OF_THE_WORK:
        _take(chosen, field, everyone, links)
    published = [r for r in everyone if not is_preprint(r)]
    _take(chosen, "venue", [r for r in published if r.clean("venue")], links)
    _take(chosen, "container_title", _same_version(published, chosen), links)
    if "venue" not in chosen and "container_title" not in chosen:
        _take(chosen, "venue", everyone, links)
    version = _same_version(everyone, chosen)
    for field in OF_THE_PUBLICATION:
        _take(chosen, field, version, links)
    _take(chosen, "year", everyone, links)
    _take(chosen, "withdrawn", version, links)
    _withdrawn_by_title(chosen)
    _type_by_venue(chosen)
    _add_orcids(chosen, records)
    return chosen


def _withdrawn_by_title(chosen: dict[str, Choice]) -> None:
    """Publishers mark the title of a work that they take back: `RETRACTED: ...`."""
    title = chosen.get("title")
    mark = RETRACTED.match(str(title.value)) if title else None
    if title and mark and "withdrawn" not in chosen:
        claim = title.claim.model_copy(update={"field": "withdrawn", "clean": mark[0].strip(" :")})
        chosen["withdrawn"] = Choice(value=claim.clean, claim=claim, lookup=title.lookup, rule="the title says so")


def _add_orcids(chosen: dict[str, Choice], records: Iterable[Record]) -> None:
    """ORCIDs of other records for the chosen authors of exactly the same name; nobody's where a name is two people's or has two numbers."""
    choice = chosen.get("authors")
    if choice is None or not isinstance(choice.value, list):
        return
    numbers: defaultdict[tuple[JsonValue, JsonValue], set[JsonValue]] = defaultdict(set)
    for record in records:
        for person in _people(record.clean("authors")):
            if person.get("orcid") and person.get("given"):
                numbers[_name(person)].add(person["orcid"])
    if not numbers:
        return
    names = Counter(_name(person) for person in _people(choice.value))
    value: list[JsonValue] = [
        {**person, "orcid": min(found, key=str)}
        if len(found := numbers.get(_name(person), set())) == 1 and names[_name(person)] == 1
        else person
        for person in _people(choice.value)
    ]
    chosen["authors"] = replace(choice, value=value)


def _people(authors: JsonValue) -> list[dict[str, JsonValue]]:
    return [person for person in authors if isinstance(person, dict)] if isinstance(authors, list) else []


def _name(person: Mapping[str, JsonValue]) -> tuple[JsonValue, JsonValue]:
    return person.get("given"), person.get("family")


def _type_by_venue(chosen: dict[str, Choice]) -> None:
    """A known venue tells the kind of work better than any index's word for it; a person's word stands."""
    venue, kind = chosen.get("venue"), chosen.get("type")
    place = venues.venue(str(venue.value)) if venue else None
    told = _TYPES.get(place.kind) if place else None
    if venue is None or told is None or (kind and (kind.value == told or kind.lookup.source == "corrections")):
        return
    claim = venue.claim.model_copy(update={"field": "type", "clean": told})
    chosen["type"] = Choice(value=told, claim=claim, lookup=venue.lookup, rule="the venue tells")


def _same_version(records: Sequence[Record], chosen: Mapping[str, Choice]) -> list[Record]:
    """The records that speak of the version whose venue, or where nobody can name it, container was chosen; all where neither was.

    What a person says is said of the version that is shown.
    """
    for field in _PLACE:
        if field in chosen:
            return [r for r in records if r.clean(field) == chosen[field].value or r.lookup.source == "corrections"]
    return list(records)


def _take(chosen: dict[str, Choice], field: Field, records: Iterable[Record], own: frozenset[str]) -> None:
    """Choose the best claim for a field among those of some records, unless it is chosen already; `own` as in _rank."""
    if field in chosen:
        return
    offers = [
        (place, record, claim)
        for record in records
        if (place := _place(record.lookup.source, field)) is not None and (claim := record.claim(field)) and not _excluded(record, field)
    ]
    if offers:
        first = min(place for place, *_ in offers)
        equals = [offer for offer in offers if offer[0] == first]
        _, record, claim = equals[0] if len(equals) == 1 else min(equals, key=lambda offer: _rank(offer[1], own))
        chosen[field] = Choice(value=claim.clean, claim=claim, lookup=record.lookup, rule=_rule(field, first))


def _rank(record: Record, own: frozenset[str]) -> tuple[bool, str]:
    """Among equals the less is the better: asked for by an identifier of the link (`own`); then by name, so that equals have an order."""
    return record.lookup.value not in own or record.lookup.by != "id", str(record.lookup)


@cache
def _rule(field: Field, place: int) -> str:
    """In words, the place of what wins a field."""
    return f"{place + 1} of {len(ORDER[field])}: {ORDER[field][place][1]}"


@cache
def _place(source: str, field: Field) -> int | None:
    """Place of a source in the order of a field, from 0: by its own name first, then by its kind."""
    names = [name for name, _ in ORDER[field]]
    return next((names.index(name) for name in (source, _kind(source)) if name in names), None)


def _excluded(record: Record, field: Field) -> bool:
    when = _EXCLUDED.get((record.lookup.source, field))
    return when is not None and when(record)


def text(choice: Choice | None) -> str | None:
    """The chosen value where it is text."""
    value: JsonValue = choice.value if choice else None
    return value if isinstance(value, str) else None


def number(choice: Choice | None) -> int | None:
    value: JsonValue = choice.value if choice else None
    return value if isinstance(value, int) else None
