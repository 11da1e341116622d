"""OpenReview's two APIs: one shape of note (API 1 flat, API 2 with `value` in between), one set of rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.models import Ask, By, Identifier, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import _json
from pipeline.sources._base import Source, asked_id
from pipeline.sources._json import at, text
from pipeline.sources._openreview_note import is_import, is_paper, paper
from pipeline.sources._query import words

HITS = 10
"""Of a search by title; the right note, if there, is among the first few."""

_FORUM_ID = re.compile(r"([\w-]{5,24})(?:\.pdf)?\.?(?=$|[^\w./~-])", re.ASCII)
"""At the end, or before a bracket or comma of the list; what goes on with a dot or a slash is the name of a group."""


class Notes(Source):
    """Both APIs: the same questions to another host."""

    kind = "publisher"
    schemes = ("openreview",)
    by_title = True
    # Both APIs answer `ids=` with the notes that they have; a guest's budget of 30 requests an hour allows no other way.
    chunks: ClassVar[Mapping[By, int]] = {"id": 50}
    api: ClassVar[str]
    """Address of the API."""

    def lookups(self, known: Known) -> Iterable[Lookup]:
        return (one for one in super().lookups(known) if one.by == "id" or words(one.value))

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        if chunk[0].by == "id":
            ids = ",".join(quote(asked_id(one).value, safe="") for one in chunk)
            url = f"{self.api}/notes?{'ids' if len(chunk) > 1 else 'id'}={ids}"
        else:
            url = f"{self.api}/notes/search?term={quote(words(chunk[0].value))}&content=all&group=all&source=forum&limit={HITS}"
        return Ask(lookups=tuple(chunk), url=url, expects="json")

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        asked = response.ask.lookups
        # A 404 about one note means that note; about several it would mean none of them, which is for a list of notes to say.
        document = _json.answer(response) if len(asked) == 1 else _json.failed(response) or _json.document(response)
        return {one: _verdict(one, document) for one in asked}


def forum(identifier: Identifier) -> str:
    return f"https://openreview.net/forum?id={identifier.value}"


def forum_id(written: str | None) -> Identifier | None:
    """The id at the beginning of what a link has; brackets and commas of the list may follow it.

    >>> str(forum_id("Z1Qlm11uOM)")), forum_id("ICLR.cc/2024/Conference")
    ('openreview:Z1Qlm11uOM', None)
    """
    hit = _FORUM_ID.match(written or "")
    return Identifier(scheme="openreview", value=hit[1]) if hit else None


def _verdict(lookup: Lookup, document: JsonValue | NotFound | NotAPage) -> Verdict:
    if isinstance(document, NotFound | NotAPage):
        return document
    notes = at(document, "notes")
    if not isinstance(notes, list):
        return NotAPage(reason=f"no notes in the answer: {text(document, 'message') or text(document, 'name') or 'another shape'}")
    if lookup.by == "title":
        hits = tuple(paper(lookup, note) for note in notes if is_paper(note) and not is_import(note))
        return hits or NotFound(reason="no note with such a title")
    note = next((note for note in notes if text(note, "id") == asked_id(lookup).value), None)
    if note is None:
        return NotFound(reason="no such note")
    return (paper(lookup, note),) if is_paper(note) else NotAPage(reason="a reply in a forum, not a paper")
