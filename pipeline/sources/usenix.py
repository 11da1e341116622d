"""USENIX: OSDI, NSDI, ATC, FAST, the Security Symposium and others. https://www.usenix.org/conferences"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource, path_quote

_SITE = "https://www.usenix.org"
_PATH = re.compile(r"/conference/(?P<event>[\w-]+)/(?:technical-sessions/)?presentation/(?P<name>[\w-]+)/?", re.IGNORECASE | re.ASCII)
_VALUE = re.compile(r"conf/(?P<event>[\w-]+)/(?P<name>[\w-]+)", re.ASCII)


class Usenix(PageSource):
    name = "usenix"
    schemes = ("usenix",)

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
        yield from claim("abstract", page.text("div.field-name-field-paper-description"), "div.field-name-field-paper-description")


source = Usenix()
