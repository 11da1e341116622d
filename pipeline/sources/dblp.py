"""DBLP: venues and years of computer science by its search; never an abstract. It meets programs with a bot check now and then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html.entities import html5
from urllib.parse import quote

from lxml import etree
from pydantic import JsonValue

from pipeline.models import Ask, Identifier, Known, Lookup, NotAPage, NotFound, Record, Response, Verdict
from pipeline.sources import _json, _xml
from pipeline.sources._address import address
from pipeline.sources._arxiv_address import written_id
from pipeline.sources._base import Source, asked_id, claim, record, told
from pipeline.sources._doi import arxiv_identifier, doi_identifier
from pipeline.sources._json import at, first, several, text
from pipeline.sources._query import words
from pipeline.sources._types import csl

_HITS = 10
_HOSTS = frozenset({"dblp.org", "dblp.uni-trier.de", "dblp.dagstuhl.de", "dblp1.uni-trier.de", "dblp2.uni-trier.de"})
_KEY = r"(?:conf|journals|books|phd|series|reference|tr|ms)/[\w.-]+/[\w.-]*?\w"
_RECORD = re.compile(rf"/rec/(?:html/|bibtex\d?/|bib\d?/|xml/|rdf/)?(?P<key>{_KEY})(?:\.(?:html|xml|bib|rdf|nt|ttl|ris))?/?")
_CORR = re.compile(r"abs[/-](\d{4})[-.](\d{4,5})")
"""How volumes and keys of CoRR write an arXiv id."""
_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;)([A-Za-z]{2,10};)")
_NO_WORKS = frozenset({"Editorship"})
"""Whole proceedings, whose editors are no authors."""
_ELEMENTS = {
    "article": "journal articles",
    "inproceedings": "conference and workshop papers",
    "incollection": "parts in books or collections",
    "book": "books and theses",
    "phdthesis": "books and theses",
}
"""What its XML and its JSON call the same."""


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
    infos = [info for hit in several(hits, "hit") if text(info := at(hit, "info"), "title") and text(info, "type") not in _NO_WORKS]
    return tuple(_record(lookup, info) for info in infos) or NotFound(reason="no title with these words")


def _by_key(lookup: Lookup, response: Response) -> Verdict:
    wrong = _json.missing(response) or _json.failed(response)
    if wrong:
        return wrong
    found = _xml.root(_ENTITY.sub(_character, response.body), "dblp")
    if isinstance(found, NotAPage):
        return found
    element = next((one for one in found if one.get("key") == asked_id(lookup).value), None)
    return (_record(lookup, _info(element)),) if element is not None else NotFound(reason="no record of this key")


def _character(entity: re.Match[bytes]) -> bytes:
    """The named characters of its DTD, which is not fetched."""
    return html5.get(entity[1].decode("ascii"), "").encode("ascii", "xmlcharrefreplace") or entity[0]


def _info(element: etree._Element) -> JsonValue:
    """An element of its XML in the shape of its JSON."""
    texts: dict[str, list[JsonValue]] = {}
    for child in element.iterchildren(etree.Element):
        texts.setdefault(str(child.tag), []).append(_xml.text(child))
    journal = texts.get("journal") or texts.get("booktitle") or [None]
    return {
        "key": element.get("key"), "type": _ELEMENTS.get(str(element.tag)), "title": texts.get("title", [None])[0], "venue": journal[0],
        "authors": {"author": texts.get("author", [])}, "year": texts.get("year", [None])[0], "pages": texts.get("pages", [None])[0],
        "volume": texts.get("volume", [None])[0], "ee": texts.get("ee", []), "doi": None,
    }  # fmt: skip


def _record(lookup: Lookup, info: JsonValue) -> Record:
    links = [link for link in map(text, several(info, "ee")) if link]
    key, venue = text(info, "key"), first(info, "venue")
    preprint = venue == "CoRR"
    # Authors are {"@pid", "text"} since about 2020, plain text before, and a single one stands without a list.
    written = [text(one, "text") or text(one) for one in several(info, "authors", "author")]
    return record(
        lookup,
        [Identifier(scheme="dblp", value=key) if key else None, doi_identifier(text(info, "doi")), *_linked(links), _corr(info)],
        claim("title", text(info, "title"), "title"),
        claim("authors", "\n".join(" ".join(name.split()) for name in written if name) or None, "authors"),
        claim("container_title", None if preprint else venue, "venue"),
        claim("venue", venue, "venue"),
        claim("year", text(info, "year"), "year"),
        told("type", "preprint" if preprint else csl(text(info, "type")), text(info, "type"), "type"),
        claim("pages", text(info, "pages"), "pages"),
        claim("url", links[0] if links else None, "ee"),
    )


def _linked(links: Sequence[str]) -> Iterable[Identifier | None]:
    for link in links:
        yield doi_identifier(link)
        if found := address(link):
            yield arxiv_identifier(written_id(found))


def _corr(info: JsonValue) -> Identifier | None:
    """
    >>> str(_corr({"volume": "abs/2111.06377", "venue": "CoRR"}))
    'arxiv:2111.06377'
    """
    hit = _CORR.fullmatch(text(info, "volume") or "") if first(info, "venue") == "CoRR" else None
    return arxiv_identifier(f"{hit[1]}.{hit[2]}") if hit else None


source = Dblp()
