"""A work as Crossref has it, and what of it can be believed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import JsonValue

from pipeline.models import Identifier, Lookup, Record
from pipeline.sources._base import claim, record, told
from pipeline.sources._doi import doi, doi_identifier
from pipeline.sources._json import first, several, text, word
from pipeline.sources._names import Written, lines
from pipeline.sources._types import csl

SELECT = (
    "DOI,type,title,subtitle,author,container-title,published,published-print,published-online,issued,posted,page,article-number,abstract"
    ",resource,updated-by"
)
"""Fields that are read; a list of works comes without the rest, which is most of it."""

SUSPICIOUS = 10
"""Works asked at once none of which it knows: rather a filter that no longer means "or"."""

ALPHABETICAL = {"10.52202": "Curran Associates deposits NeurIPS papers with their authors in alphabetical order"}
"""Prefixes whose author lists say who, but not in which order: no claim."""
NO_WORKS = frozenset((
    "component", "peer-review", "journal", "journal-issue", "journal-volume", "proceedings", "proceedings-series", "book-series",
    "book-set", "report-series", "grant", "database", "standard-series",
))  # fmt: skip
"""Types of containers and parts, which share words, or even the whole title, with a work."""
_SERIES = re.compile(
    r"""(?: lecture\snotes\s(?:in|on|of) | communications\sin\scomputer\sand\sinformation\sscience | ifip\sadvances\sin
      | advances\sin\sintelligent\ssystems | studies\sin\scomputational | smart\sinnovation,\ssystems
      | springer\s(?:series|proceedings|tracts) )\b.*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Book series: they stand before the title of the volume and are never where a work appeared."""
_CONFERENCE_SERIES = re.compile(
    r"lecture notes in (?:computer science|artificial intelligence|bioinformatics)|communications in computer and", re.IGNORECASE
)
"""Series of proceedings: their chapters are conference papers."""
TAKEN_BACK = frozenset({"retraction", "partial_retraction", "removal", "withdrawal"})
"""Kinds of notices, publishers' and Retraction Watch's (https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/)."""
_DATES = ("published-print", "published", "issued", "posted", "published-online")
"""The date of the volume or issue first: its year is the one under which a work is cited; online-first dates lie up to two years before."""
_AT_PUBLISHER = (
    # The page behind the DOI names the publisher's own number, which a list may link to.
    ("ieee", re.compile(r"https?://ieeexplore\.ieee\.org/(?:document/|\S*[?&]arnumber=)(\d+)/?")),
    ("pii", re.compile(r"https?://linkinghub\.elsevier\.com/retrieve/pii/(\w+)/?", re.IGNORECASE)),
)


def is_work(item: JsonValue) -> bool:
    """Whether an item of a search has a title and is neither part nor container of works."""
    return bool(first(item, "title") and doi(text(item, "DOI")) and text(item, "type") not in NO_WORKS)


def work(lookup: Lookup, item: JsonValue) -> Record:
    number = doi(text(item, "DOI")) or ""
    containers = [name for name in map(text, several(item, "container-title")) if name]
    container = next((name for name in reversed(containers) if not _SERIES.fullmatch(name)), None)
    kind = csl(text(item, "type"))
    if kind == "chapter" and any(_CONFERENCE_SERIES.match(name) for name in containers):
        kind = "paper-conference"
    date, way = _date(item)
    page = text(item, "resource", "primary", "URL")
    titles = _titles(item)
    return record(
        lookup,
        [doi_identifier(number), *_publishers(page)],
        *(claim("title", title, f"title[{place}]") for place, title in enumerate(titles)),
        claim("authors", None if number.partition("/")[0] in ALPHABETICAL else _authors(item), "author"),
        claim("abstract", text(item, "abstract"), "abstract"),
        claim("container_title", container, "container-title"),
        claim("venue", container, "container-title"),
        claim("year", date and date[:4], way),
        claim("issued", date, way),
        told("type", kind, text(item, "type"), "type"),
        claim("pages", text(item, "page") or word(item, "article-number"), "page"),
        claim("url", page, "resource.primary.URL"),
        claim("withdrawn", _taken_back(item), "updated-by"),
    )


def _taken_back(item: JsonValue) -> str | None:
    """The notice that takes a work back; corrections and new versions leave it standing."""
    for notice in several(item, "updated-by"):
        kind = text(notice, "type") or ""
        if kind in TAKEN_BACK:
            return f"{text(notice, 'label') or kind} {text(notice, 'DOI') or ''}".strip()
    return None


def _titles(item: JsonValue) -> list[str]:
    """The title with its subtitle, which some publishers deposit apart; then the title in another language."""
    titles = [title for title in map(text, several(item, "title")) if title]
    subtitles = [subtitle for subtitle in map(text, several(item, "subtitle")) if subtitle]
    for place, (title, subtitle) in enumerate(zip(titles, subtitles, strict=False)):
        if subtitle.casefold() not in title.casefold():
            titles[place] = f"{title} {subtitle}" if title[-1] in ":?!." else f"{title}: {subtitle}"
    return titles


def _authors(item: JsonValue) -> str | None:
    return lines(
        Written(text(one, "family") or text(one, "name"), text(one, "given"), text(one, "suffix"), text(one, "ORCID"))
        for one in several(item, "author")
    )


def _date(item: JsonValue) -> tuple[str | None, str]:
    """`YYYY[-MM[-DD]]` and the field that has it. Parts may be null; what comes after a missing part is dropped.

    >>> _date({"published": {"date-parts": [[2022, 6]]}}), _date({"issued": {"date-parts": [[None]]}})
    (('2022-06', 'published'), (None, ''))
    """
    for field in _DATES:
        parts: list[str] = []
        for part, digits, most in zip(several(item, field, "date-parts", 0), (4, 2, 2), (9999, 12, 31), strict=False):
            if not isinstance(part, int) or isinstance(part, bool) or not 1 <= part <= most or (not parts and part < 1000):
                break
            parts.append(f"{part:0{digits}}")
        if parts:
            return "-".join(parts), field
    return None, ""


def _publishers(page: str | None) -> Iterable[Identifier]:
    for scheme, pattern in _AT_PUBLISHER:
        if hit := pattern.fullmatch(page or ""):
            yield Identifier(scheme=scheme, value=hit[1].upper())
