"""DBLP: venues and years of computer science by its search; never an abstract. It meets programs with a bot check now and then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.models import Ask, Identifier, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import _json
from pipeline.sources._address import address
from pipeline.sources._base import Source, asked_id
from pipeline.sources._dblp_record import info, publication, root
from pipeline.sources._json import at, several, text
from pipeline.sources._query import words

_HITS = 10
_HOSTS = frozenset({"dblp.org", "dblp.uni-trier.de", "dblp.dagstuhl.de", "dblp1.uni-trier.de", "dblp2.uni-trier.de"})
_KEY = r"(?:conf|journals|books|phd|series|reference|tr|ms)/[\w.-]+/[\w.-]*?\w"
_RECORD = re.compile(rf"/rec/(?:html/|bibtex\d?/|bib\d?/|xml/|rdf/)?(?P<key>{_KEY})(?:\.(?:html|xml|bib|rdf|nt|ttl|ris))?/?")
_NO_WORKS = frozenset({"Editorship"})
"""Whole proceedings, whose editors are no authors."""


class Dblp(Source):
    name = "dblp"
    kind = "index"
    schemes = ("dblp",)
    by_title = True

    def identify(self, url: str) -> Identifier | None:
        """
        >>> str(source.identify("https://dblp.uni-trier.de/rec/conf/cvpr/HeCXLDG22.html?view=bibtex"))
        'dblp:conf/cvpr/HeCXLDG22'
        """
        found = address(url)
        if found is None or found.host not in _HOSTS:
            return None
        hit = _RECORD.fullmatch(found.path)
        return Identifier(scheme="dblp", value=hit["key"]) if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        return f"https://dblp.org/rec/{identifier.value}" if identifier.scheme == "dblp" else None

    def lookups(self, known: Known) -> Iterable[Lookup]:
        return (one for one in super().lookups(known) if one.by == "id" or words(one.value))

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        (one,) = chunk
        if one.by == "id":
            return Ask(lookups=(one,), url=f"https://dblp.org/rec/{quote(asked_id(one).value)}.xml", expects="xml")
        return Ask(
            lookups=(one,), url=f"https://dblp.org/search/publ/api?q={quote(words(one.value))}&format=json&h={_HITS}", expects="json"
        )

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        (one,) = response.ask.lookups
        return {one: _by_key(one, response) if one.by == "id" else _by_title(one, _json.failed(response) or _json.document(response))}


def _by_title(lookup: Lookup, document: JsonValue | NotAPage) -> Verdict:
    if isinstance(document, NotAPage):
        return document
    hits = at(document, "result", "hits")
    if not isinstance(hits, dict):
        return NotAPage(reason="no hits in the answer, not even none")
    found = [one for hit in several(hits, "hit") if text(one := at(hit, "info"), "title") and text(one, "type") not in _NO_WORKS]
    return tuple(publication(lookup, one) for one in found) or NotFound(reason="no title with these words")


def _by_key(lookup: Lookup, response: Response) -> Verdict:
    wrong = _json.missing(response) or _json.failed(response)
    if wrong:
        return wrong
    found = root(response.body)
    if isinstance(found, NotAPage):
        return found
    element = next((one for one in found if one.get("key") == asked_id(lookup).value), None)
    return (publication(lookup, info(element)),) if element is not None else NotFound(reason="no record of this key")


source = Dblp()
