"""Crossref: what publishers deposited under a DOI, several at once by a filter that names each.

`/works/{doi}` takes no parameters, so the contact address that opens the polite pool travels in the User-Agent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.models import Ask, By, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import _json
from pipeline.sources._base import Source, asked_id
from pipeline.sources._crossref_work import SELECT, SUSPICIOUS, is_work, work
from pipeline.sources._doi import at_datacite, doi
from pipeline.sources._json import at, text
from pipeline.sources._query import words

_API = "https://api.crossref.org/works"
_ROWS = 5
"""Of a search by title; its ranking puts the work, if it has it, among the first few."""

LONGEST_DOI = 150
"""Percent-encoded; a batch of such would still have an address that is accepted."""


class Crossref(Source):
    name = "crossref"
    kind = "index"
    schemes = ("doi",)
    by_title = True
    # The same filter given several times means "or" (https://github.com/CrossRef/rest-api-doc/issues/301); 40 DOIs fill the URL.
    chunks: ClassVar[Mapping[By, int]] = {"id": 40}

    def lookups(self, known: Known) -> Iterable[Lookup]:
        """Not for DOIs of another agency, which it does not know, nor for those that a filter cannot hold."""
        for one in super().lookups(known):
            if words(one.value) if one.by == "title" else _can_ask(asked_id(one).value):
                yield one

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        if chunk[0].by == "title":
            url = f"{_API}?query.title={quote(words(chunk[0].value))}&rows={_ROWS}&select={SELECT}"
        elif len(chunk) == 1:
            url = f"{_API}/{quote(asked_id(chunk[0]).value, safe='/')}"
        else:
            dois = ",".join(f"doi:{quote(asked_id(one).value, safe='/')}" for one in chunk)
            url = f"{_API}?filter={dois}&rows={len(chunk)}&select={SELECT}"
        return Ask(lookups=tuple(chunk), url=url, expects="json")

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        asked = response.ask.lookups
        if len(asked) == 1:
            return {asked[0]: _verdict(asked[0], _json.answer(response))}
        return _of_batch(asked, _json.failed(response) or _json.document(response))


def _can_ask(value: str) -> bool:
    return not at_datacite(value) and "," not in value and len(quote(value)) <= LONGEST_DOI


def _of_batch(asked: Sequence[Lookup], document: JsonValue | NotAPage) -> Mapping[Lookup, Verdict]:
    """Answers come in any order; the unknown are left out."""
    items = document if isinstance(document, NotAPage) else _items(document)
    if isinstance(items, NotAPage):
        return dict.fromkeys(asked, items)
    works = {doi(text(item, "DOI")): item for item in reversed(items)}
    if len(asked) >= SUSPICIOUS and not any(asked_id(one).value in works for one in asked):
        return dict.fromkeys(asked, NotAPage(reason=f"none of {len(asked)} DOIs in the answer"))
    return {one: (work(one, works[value]),) if (value := asked_id(one).value) in works else NotFound(reason="unknown") for one in asked}


def _items(document: JsonValue) -> list[JsonValue] | NotAPage:
    items = at(document, "message", "items")
    return items if isinstance(items, list) else NotAPage(reason="no list of works in the answer")


def _verdict(lookup: Lookup, document: JsonValue | NotFound | NotAPage) -> Verdict:
    if isinstance(document, NotFound | NotAPage):
        return document
    if lookup.by == "id":
        item = at(document, "message")
        found = doi(text(item, "DOI"))
        if found is None:
            return NotAPage(reason="no work in the answer")
        return (work(lookup, item),) if found == asked_id(lookup).value else NotFound(reason=f"answered with {found}")
    items = _items(document)
    if isinstance(items, NotAPage):
        return items
    return tuple(work(lookup, item) for item in items if is_work(item)) or NotFound(reason="no title like it")


source = Crossref()
