"""A record of DBLP, in the JSON of its search or in its XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html.entities import html5

from lxml import etree
from pydantic import JsonValue

from pipeline.models import Identifier, Lookup, NotAPage, Record
from pipeline.sources import _xml
from pipeline.sources._arxiv_address import on_arxiv
from pipeline.sources._base import claim, record, told
from pipeline.sources._doi import arxiv_identifier, doi_identifier
from pipeline.sources._json import first, several, text
from pipeline.sources._types import csl

_CORR = re.compile(r"abs[/-](\d{4})[-.](\d{4,5})")
"""How volumes and keys of CoRR write an arXiv id."""
_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;)([A-Za-z]{2,10};)")
_ELEMENTS = {
    "article": "journal articles",
    "inproceedings": "conference and workshop papers",
    "incollection": "parts in books or collections",
    "book": "books and theses",
    "phdthesis": "books and theses",
}
"""What its XML and its JSON call the same."""


def root(body: bytes) -> etree._Element | NotAPage:
    """The document, with the named characters of its DTD, which is not fetched."""
    return _xml.root(_ENTITY.sub(_character, body), "dblp")


def _character(entity: re.Match[bytes]) -> bytes:
    return html5.get(entity[1].decode("ascii"), "").encode("ascii", "xmlcharrefreplace") or entity[0]


def info(element: etree._Element) -> JsonValue:
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


def publication(lookup: Lookup, info: JsonValue) -> Record:
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
        yield on_arxiv(link)


def _corr(info: JsonValue) -> Identifier | None:
    """
    >>> str(_corr({"volume": "abs/2111.06377", "venue": "CoRR"}))
    'arxiv:2111.06377'
    """
    hit = _CORR.fullmatch(text(info, "volume") or "") if first(info, "venue") == "CoRR" else None
    return arxiv_identifier(f"{hit[1]}.{hit[2]}") if hit else None
