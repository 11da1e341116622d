"""The shared reader of what a page says of itself: Highwire tags, Dublin Core, PRISM, JSON-LD.

https://scholar.google.com/intl/en/scholar/inclusion.html#indexing describes the Highwire tags (`citation_*`) as sites write them.
Every field has an ordered list of ways; the first that holds something wins and its name stays in the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import JsonValue

from pipeline.models import Claim, Field, Identifier
from pipeline.sources import _jsonld
from pipeline.sources._base import claim
from pipeline.sources._doi import arxiv_identifier, doi_identifier
from pipeline.sources._page import Page
from pipeline.sources._tags import (
    ABSTRACT_ELEMENTS,
    ABSTRACT_TAGS,
    AUTHOR_TAGS,
    CONTAINER_TAGS,
    DATE_TAGS,
    DAYS_ONLINE,
    DOI_TAGS,
    GENERIC_TITLE,
    MAY_BE_CUT,
    MAY_HAVE_OTHERS,
    PAGE_TAGS,
    SCHOLARLY_TITLES,
    TITLE_TAGS,
    TYPE_TAGS,
)

Ways = Iterable[tuple[str, str | None]]
"""(name of the way, what it holds), best first."""

_SENTENCE_END = re.compile(r"[.!?。][)\]”’\"']*$")
_HEADING_ALONE = re.compile(r"\W*(?:abstract|summary)?\W*", re.IGNORECASE)
"""What is left of an abstract whose text a script brings in later."""
_FIRST_DAY = re.compile(r"(?<=\d[/-]\d\d)[/-]0?1$")
"""Covers bear a month; the day is made up."""
_ARTICLE_NUMBER = re.compile(r"e\d+|0\d+|\d{6,}", re.IGNORECASE)
"""`e0213978`, `041027`, `147902`: what stands for pages in journals that have none."""
_BETWEEN_NAMES = re.compile(r"[\n;|·•&]|\band\b")
"""Where a line may hold several names; a comma is part of one as soon as there are other lines."""
_FAMILY_AND_INITIALS = re.compile(r"(?P<family>[^\s,][^,]*?) (?P<initials>[A-Z]{1,3})")


class Embedded(NamedTuple):
    """What a page says of the work in its tags."""

    claims: tuple[Claim, ...]
    identifiers: frozenset[Identifier]

    def of(self, *fields: Field) -> tuple[Claim, ...]:
        """The claims for some fields."""
        return tuple(one for one in self.claims if one.field in fields)

    def without(self, *fields: Field) -> tuple[Claim, ...]:
        """The claims for all other fields."""
        return tuple(one for one in self.claims if one.field not in fields)


def embedded(page: Page) -> Embedded:
    """Everything that the shared reader finds; without a title claim the page describes no work that it can tell."""
    found = frozenset(identifiers(page))
    people = authors(page)
    witnessed = bool(people) or any(one.scheme == "doi" for one in found)
    rest = (read(page) for read in (container, dates, abstract, pages, addresses, kind))
    return Embedded((*title(page, witnessed=witnessed), *people, *(one for claims in rest for one in claims)), found)


def first(field: Field, ways: Ways) -> tuple[Claim, ...]:
    """The claim of the first way that holds something."""
    return next((found for way, raw in ways if (found := tuple(claim(field, raw, way)))), ())


def title(page: Page, *, witnessed: bool) -> tuple[Claim, ...]:
    ways = ((way, _said(page, way)) for way, _ in TITLE_TAGS if witnessed or way in SCHOLARLY_TITLES)
    return first("title", ((way, raw) for way, raw in ways if raw and not GENERIC_TITLE.fullmatch(raw)))


def authors(page: Page) -> tuple[Claim, ...]:
    """Of the first way that names somebody, unless a later one names all of them and more: then a tag of the first was lost.

    Nobody where the later one writes the names otherwise, or may have other people besides: the lost name is not known then.
    """
    found: list[tuple[Claim, ...]] = []
    for way, raw in _authors(page):
        if raw and not (found and _names_no_more(raw, found[0])) and (claims := tuple(claim("authors", raw, way))):
            found.append(claims)
    said = [one for one in found if one == found[0] or one[0].way not in MAY_HAVE_OTHERS]
    best = max(said, key=lambda one: _adds_to(_names(one), _names(found[0])), default=())
    return () if any(_adds_to(_families(one), _families(best)) for one in found) else best


def _names_no_more(raw: str, best: tuple[Claim, ...]) -> bool:
    """Whether it is seen at once that a text, one name a line, has no more names than the best way gives: most pages say all thrice."""
    return "\n" in raw and 1 + len(_BETWEEN_NAMES.findall(raw)) <= len(_names(best))


def _adds_to(names: list[JsonValue], others: list[JsonValue]) -> int:
    """How many names are more than the others; 0 where these are not all among them."""
    return len(names) - len(others) if all(name in names for name in others) else 0


def _names(claims: tuple[Claim, ...]) -> list[JsonValue]:
    names = claims[0].clean if claims else None
    return names if isinstance(names, list) else []


def _families(claims: tuple[Claim, ...]) -> list[JsonValue]:
    return [str(one["family"]).casefold() for one in _names(claims) if isinstance(one, dict)]


def dates(page: Page, names: Iterable[tuple[str, str]] = DATE_TAGS) -> tuple[Claim, ...]:
    """Year and date of issue, from one and the same tag.

    The day online counts only of what is in no volume: that of an article in an issue may be of the year before.
    """
    for way, raw in ((way, _said(page, way)) for way, _ in names):
        if way in DAYS_ONLINE and page.content("citation_volume"):
            continue
        if raw and way == "citation_cover_date":
            raw = _FIRST_DAY.sub("", raw)
        if found := (*claim("year", raw, way), *claim("issued", raw, way)):
            return found
    return ()


def container(page: Page, names: Iterable[tuple[str, str]] = CONTAINER_TAGS) -> tuple[Claim, ...]:
    """Container title, and the short venue where the name is known."""
    ways = ((way, _said(page, way)) for way, _ in names)
    return next(((*found, *claim("venue", raw, way)) for way, raw in ways if (found := tuple(claim("container_title", raw, way)))), ())


def abstract(page: Page) -> tuple[Claim, ...]:
    return first("abstract", _abstracts(page))


def pages(page: Page) -> tuple[Claim, ...]:
    """First and last page, joined by a hyphen."""
    return first("pages", (_page_range(page, start, end) for start, end in PAGE_TAGS))


def addresses(page: Page) -> tuple[Claim, ...]:
    """Address of the full text as PDF, made absolute."""
    raw = page.content("citation_pdf_url")
    return first("pdf_url", [("citation_pdf_url", page.absolute(raw) if raw else None)])


def kind(page: Page) -> tuple[Claim, ...]:
    return first("type", ((name, value) for name, value in TYPE_TAGS if page.content(name)))


def identifiers(page: Page) -> Iterator[Identifier]:
    """DOI, arXiv id and PubMed number of the work itself; of several DOIs only that of the first tag."""
    dois = (doi_identifier(raw) for name, _ in DOI_TAGS for raw in page.contents(name))
    if own := next(filter(None, dois), None):
        yield own
    yield from filter(None, map(arxiv_identifier, page.contents("citation_arxiv_id")))
    yield from filter(None, map(_pubmed, page.contents("citation_pmid")))


def _said(page: Page, way: str) -> str | None:
    return next(iter(_all_said(page, way)), None)


def _all_said(page: Page, way: str) -> tuple[str, ...]:
    """What the tags of a name hold, or a property of the page's JSON-LD."""
    kind, _, key = way.partition(".")
    return _jsonld.values(page, key) if kind == "ScholarlyArticle" else page.contents(way)


def one_per_line(names: Iterable[str]) -> str:
    """Raw text of several names, blanks within a name collapsed.

    >>> one_per_line(["He,  Kaiming", " Li, Yanghao"])
    'He, Kaiming\\nLi, Yanghao'
    """
    return "\n".join(kept for name in names if (kept := " ".join(name.split())))


def _authors(page: Page) -> Ways:
    for way, _ in AUTHOR_TAGS:
        named = _all_said(page, way)
        if len(named) == 1 or way == "citation_authors":
            # Some sites put all names into one tag; no single name has a semicolon.
            named = tuple(name for one in named for name in one.split(";"))
        yield way, one_per_line(_family_first(named) if way == "citation_authors" else named)


def _family_first(names: Iterable[str]) -> list[str]:
    """A comma between family name and initials where all names are written as medical indexes do.

    >>> _family_first(["Piwowar H", "Alperin JP"]), _family_first(["Malcolm X", "Ada Lovelace"])
    (['Piwowar, H', 'Alperin, JP'], ['Malcolm X', 'Ada Lovelace'])
    """
    kept = [name.strip() for name in names if name.strip()]
    hits = [_FAMILY_AND_INITIALS.fullmatch(name) for name in kept]
    return [f"{hit['family']}, {hit['initials']}" for hit in hits if hit] if all(hits) else kept


def _abstracts(page: Page) -> Ways:
    for way, _ in ABSTRACT_TAGS:
        raw = page.content(way)
        if raw and (way not in MAY_BE_CUT or _SENTENCE_END.search(raw)):
            yield way, raw
    if page.whole:
        for selector in ABSTRACT_ELEMENTS:
            if len(page.tree.css(selector)) == 1 and not _HEADING_ALONE.fullmatch(raw := page.text(selector) or ""):
                yield selector, raw


def _page_range(page: Page, start: str, end: str) -> tuple[str, str | None]:
    """A first page alone is half of a range, unless it is an article's number."""
    first_page, last_page = page.content(start), page.content(end)
    if first_page is None or "-" in first_page or first_page == last_page:
        return start, first_page
    if last_page:
        return start, f"{first_page}-{last_page}"
    return start, first_page if _ARTICLE_NUMBER.fullmatch(first_page) else None


def _pubmed(raw: str) -> Identifier | None:
    return Identifier(scheme="pmid", value=raw) if raw.isascii() and raw.isdigit() else None
