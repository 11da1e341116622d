"""Lines of arXiv's metadata snapshot (https://www.kaggle.com/datasets/Cornell-University/arxiv): one JSON object a paper.

Titles and abstracts are wrapped and begin with blanks, accents are TeX; `authors_parsed` holds [family, given, suffix, ...] of each author.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from typing import cast

from pydantic import JsonValue

from pipeline.models import Lookup, NotAPage, Response, Verdict
from pipeline.sources._arxiv_id import arxiv_id
from pipeline.sources._arxiv_paper import Deposit, Ways, paper
from pipeline.sources._base import asked_id
from pipeline.sources._json import several, text
from pipeline.sources._names import Written, lines

WAYS = Ways(
    number="snapshot:id",
    title="snapshot:title",
    authors="snapshot:authors_parsed",
    abstract="snapshot:abstract",
    submitted="snapshot:versions",
    journal_ref="snapshot:journal-ref",
    comment="snapshot:comments",
)


def read(response: Response) -> Mapping[Lookup, Verdict]:
    """What the lines say of the lookups; that one is absent proves nothing, for a snapshot ends with its day."""
    found = {one.number: one for line in response.body.splitlines() if (one := _deposit(line))}
    return {lookup: _verdict(lookup, found) for lookup in response.ask.lookups}


def _verdict(lookup: Lookup, found: Mapping[str, Deposit]) -> Verdict:
    one = found.get(arxiv_id(asked_id(lookup).value) or "")
    return (paper(lookup, one, WAYS),) if one else NotAPage(reason="no line of the snapshot that describes the paper")


def _deposit(line: bytes) -> Deposit | None:
    """None for a line that is no JSON, or names no paper of arXiv, no title or nobody who wrote it."""
    try:
        row = cast(JsonValue, json.loads(line))
    except (ValueError, RecursionError):
        return None
    number, title, authors = arxiv_id(text(row, "id") or ""), text(row, "title"), lines(_people(row))
    if not (number and title and authors):
        return None
    return Deposit(
        number=number,
        title=title,
        authors=authors,
        abstract=text(row, "abstract"),
        submitted=_day(text(row, "versions", 0, "created")),
        doi=text(row, "doi"),
        journal_ref=text(row, "journal-ref"),
        comment=text(row, "comments"),
    )


def _people(row: JsonValue) -> Iterable[Written]:
    for person in several(row, "authors_parsed"):
        given = (text(person, 1) or "").replace(". -", ".-")  # arXiv's parser sets "C.-P." as "C. -P."
        yield Written(family=text(person, 0), given=given, suffix=text(person, 2))


def _day(written: str | None) -> date | None:
    """
    >>> _day("Mon, 2 Apr 2007 19:18:42 GMT"), _day("once"), _day(None)
    (datetime.date(2007, 4, 2), None, None)
    """
    try:
        return parsedate_to_datetime(written).astimezone(UTC).date() if written else None
    except (ValueError, OverflowError):
        return None
