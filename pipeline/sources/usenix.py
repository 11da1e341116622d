"""USENIX: OSDI, NSDI, ATC, FAST, the Security Symposium and others. https://www.usenix.org/conferences"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._page import Page, text
from pipeline.sources._page_source import PageSource, path_quote

_SITE = "https://www.usenix.org"
_PATH = re.compile(r"/conference/(?P<event>[\w-]+)/(?:technical-sessions/)?presentation/(?P<name>[\w-]+)/?", re.IGNORECASE | re.ASCII)
_DESCRIPTION = "div.field-name-field-paper-description"
_RUN_TOGETHER = re.compile(r"[a-z]{2}[.?!][A-Z][a-z]")
_VALUE = re.compile(r"conf/(?P<event>[\w-]+)/(?P<name>[\w-]+)", re.ASCII)


class Usenix(PageSource):
    name = "usenix"
    schemes = ("usenix",)
    people = ".field-name-field-paper-people-text"

    def identify(self, url: str) -> Identifier | None:
        """`conf/<event>/<presentation>`.

        >>> str(source.identify("https://www.usenix.org/conference/nsdi22/presentation/goyal"))
        'usenix:conf/nsdi22/goyal'
        """
        at = address(url)
        hit = _PATH.fullmatch(at.path.strip()) if at and at.host == "usenix.org" else None
        return Identifier(scheme="usenix", value=f"conf/{hit['event'].lower()}/{hit['name'].lower()}") if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        hit = _VALUE.fullmatch(identifier.value)
        return f"{_SITE}/conference/{path_quote(hit['event'])}/presentation/{path_quote(hit['name'])}" if hit else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        tags = _highwire.embedded(page)
        yield from tags.without("abstract")
        yield from claim("abstract", _abstract(page), _DESCRIPTION)


def _abstract(page: Page) -> str | None:
    """The paragraphs of the description, whatever elements they are; None where they have lost theirs and run into each other."""
    item = page.first(f"{_DESCRIPTION} .field-item")
    parts = [text(part) for part in item.iter()] if item else []
    if item and not "".join(part.text_content or "" for part in item.iter(include_text=True) if part.tag == "-text").strip():
        return "\n".join(parts)
    whole = page.text(_DESCRIPTION)
    return None if whole and _RUN_TOGETHER.search(whole) else whole


source = Usenix()
