"""A note of OpenReview, of either API: whether it is a paper, OpenReview's own, accepted, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pydantic import JsonValue

from pipeline.models import Claim, Identifier, Lookup, Record
from pipeline.sources._base import claim, record
from pipeline.sources._doi import arxiv_identifier, doi_identifier
from pipeline.sources._json import at, several, text

_PDF = re.compile(r"/pdf/([0-9a-f]{40})(?:\.pdf)?")
_ARXIV = re.compile(r"(?:CoRR|arXiv)\b", re.IGNORECASE)
"""As a venue: a preprint that a profile imported."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_NOT_ACCEPTED = re.compile(r"submi(?:tted|ssion)|reject|withdrawn|withdrew|under[\s_]review|retracted", re.IGNORECASE)
"""In the display text of a venue, in the last part of a venueid, and in a BibTeX booktitle."""
_BIBTEX_VENUE = re.compile(r"^\s*@inproceedings\b.*?\b(?:booktitle)\s*=\s*\{([^{}]+)\}", re.DOTALL)
"""Accepted papers are @inproceedings; notes without decision are @misc."""
_BIBTEX_YEAR = re.compile(r"\byear\s*=\s*\{(\d{4})\}")
_NOBODY = frozenset({"anonymous", "anonymous authors", "na", "n/a"})


def file_id(path: str) -> Identifier | None:
    """`openreview-pdf:` and the hash of the file: no question can be asked about it, but a note that a search finds names its file.

    >>> str(file_id("/pdf/b349f5504ef1e6143231064979e2e96feaf5a6a9.pdf"))
    'openreview-pdf:b349f5504ef1e6143231064979e2e96feaf5a6a9'
    """
    hit = _PDF.fullmatch(path)
    return Identifier(scheme="openreview-pdf", value=hit[1]) if hit else None


def is_paper(note: JsonValue) -> bool:
    """A note that opens its forum and has a title; reviews and comments are notes as well."""
    return bool(text(note, "id") and text(note, "forum") in {None, text(note, "id")} and _content(note, "title"))


def is_import(note: JsonValue) -> bool:
    """A record copied from DBLP, preprint and conference twins alike: it has an id here, and nothing else of it is OpenReview's.

    A native note names its venue group or holds its file.
    """
    says = [
        text(note, "invitation"),
        *map(text, several(note, "invitations")),
        *map(text, several(note, "signatures")),
        *_contents(note, "venueid"),
    ]
    if any(one and one.lower().startswith("dblp.org") for one in says) or "{DBLP:" in (_content(note, "_bibtex") or ""):
        return True
    return not _contents(note, "venueid") and not _PDF.fullmatch(_content(note, "pdf") or "")


def _contents(note: JsonValue, name: str) -> list[str]:
    """The texts of a content field of either API, be it one text or several."""
    field = at(note, "content", name)
    return [t for t in map(text, several(at(field, "value") if isinstance(field, dict) else field)) if t]


def _content(note: JsonValue, name: str) -> str | None:
    return next(iter(_contents(note, name)), None)


def paper(lookup: Lookup, note: JsonValue) -> Record:
    number = text(note, "id") or ""
    pdf = _content(note, "pdf") or ""
    authors = [" ".join(name.split()) for name in _contents(note, "authors")]
    return record(
        lookup,
        [Identifier(scheme="openreview", value=number), file_id(pdf), *_elsewhere(note)],
        claim("title", _content(note, "title"), "content.title"),
        claim("authors", "\n".join(a for a in authors if a.lower() not in _NOBODY) or None, "content.authors"),
        claim("abstract", _abstract(note, authors), "content.abstract"),
        _published(note),
        claim("url", f"https://openreview.net/forum?id={number}", "id"),
        claim(
            "pdf_url",
            pdf if pdf.startswith(("http://", "https://")) else f"https://openreview.net/pdf?id={number}" if pdf else None,
            "content.pdf",
        ),
    )


def _published(note: JsonValue) -> Iterable[Claim]:
    """Venue, year, date and type: only an accepted paper has a venue, and `venueid` decides over the display text."""
    bibtex = _content(note, "_bibtex") or ""
    undecided = any(_NOT_ACCEPTED.search(one.rpartition("/")[2]) for one in _contents(note, "venueid")) or _is_archive(note)
    shown = next((one for one in _contents(note, "venue") if not _NOT_ACCEPTED.search(one)), None) if not undecided else None
    book = _BIBTEX_VENUE.match(bibtex)
    booktitle = book[1] if book and not undecided and not _NOT_ACCEPTED.search(book[1]) else None
    if shown or not _contents(note, "venue"):  # before 2021 notes of accepted papers had no venue, only BibTeX
        yield from claim("container_title", booktitle, "_bibtex")
        yield from claim("venue", shown or booktitle, "content.venue" if shown else "_bibtex")
    accepted = bool(shown or booktitle)
    year = (_YEAR.search(shown or "") or [None])[0]
    yield from claim("year", year, "content.venue")
    published = _day(at(note, "pdate")) or (_day(at(note, "odate")) if not accepted else None)
    yield from claim("issued", published, "pdate")
    if not year:
        told = _BIBTEX_YEAR.search(bibtex)
        yield from claim("year", told[1] if told else published and published[:4], "_bibtex" if told else "pdate")
    journal, preprint = shown in {"TMLR", "Accepted by TMLR"}, not accepted or _ARXIV.match(shown or "")
    yield from claim("type", "article-journal" if journal else "preprint" if preprint else "paper-conference", "content.venue")


def _is_archive(note: JsonValue) -> bool:
    """A paper that its author uploaded on a profile: the venue is what the author typed."""
    return any(one.startswith("OpenReview.net/") for one in _contents(note, "venueid"))


def _abstract(note: JsonValue, authors: Sequence[str]) -> str | None:
    """Imports fill the abstract with the reference itself: "A, B. Proceedings of ... 2011."."""
    abstract = _content(note, "abstract")
    synthetic = abstract and authors and abstract.startswith(f"{', '.join(authors)}. ") and re.search(r"\b\d{4}\.$", abstract)
    return None if synthetic else abstract


def _elsewhere(note: JsonValue) -> Iterable[Identifier | None]:
    """Identifiers that a note gives for the same work: `doi:10...`, `arxiv:...`, `dblp:...`."""
    for one in [*map(text, several(note, "externalIds")), *_contents(note, "externalIds"), *(f"doi:{d}" for d in _contents(note, "doi"))]:
        scheme, _, value = (one or "").partition(":")
        match scheme.lower():
            case "doi":
                yield doi_identifier(value)
            case "arxiv":
                yield arxiv_identifier(value)
            case "dblp":
                yield Identifier(scheme="dblp", value=value) if value else None


def _day(milliseconds: JsonValue) -> str | None:
    """The day of a time of theirs, which is in milliseconds.

    >>> _day(1758216511814), _day(None), _day(10**30)
    ('2025-09-18', None, None)
    """
    if not isinstance(milliseconds, int | float) or isinstance(milliseconds, bool):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):  # no time that a calendar holds
        return None
