"""OpenAlex: works by batches of DOIs, arXiv's own included, and by title. Its daily budget is counted by the transport."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.models import Ask, By, Identifier, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import _json
from pipeline.sources._address import address
from pipeline.sources._base import Source, asked_id
from pipeline.sources._doi import doi
from pipeline.sources._json import at, text
from pipeline.sources._openalex_work import SELECT, own_id, work
from pipeline.sources._query import words

_API = "https://api.openalex.org/works"
_HITS = 10
_LONGEST_DOI = 150
"""Percent-encoded; of 40 such the URL would still be accepted."""


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
        return own_id(found.path.rpartition("/")[2]) if found.path.strip("/").removeprefix("works/").count("/") == 0 else None

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
        return Ask(lookups=tuple(chunk), url=f"{_API}?{query}&select={SELECT}", expects="json")

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        asked = response.ask.lookups
        document = _json.failed(response) or _json.document(response)
        if isinstance(document, NotAPage):
            return dict.fromkeys(asked, document)
        works = at(document, "results")
        if not isinstance(works, list):
            return dict.fromkeys(asked, NotAPage(reason=f"no results: {text(document, 'message') or 'another shape'}"))
        if asked[0].by == "title":
            hits = tuple(work(asked[0], item) for item in works if text(item, "title") and own_id(text(item, "id")))
            return {asked[0]: hits or NotFound(reason="no title with these words")}
        return {one: _by_id(one, works) for one in asked}


def _doi_of(identifier: Identifier) -> str:
    """arXiv ids are asked by the DOI that arXiv mints from them."""
    return f"10.48550/arxiv.{identifier.value}" if identifier.scheme == "arxiv" else identifier.value


def _by_id(lookup: Lookup, works: list[JsonValue]) -> Verdict:
    """Answers come in any order; the unknown are left out."""
    wanted = _doi_of(asked_id(lookup))
    item = next((item for item in works if doi(text(item, "doi")) == wanted), None)
    return (work(lookup, item),) if item is not None else NotFound(reason="unknown")


source = OpenAlex()
