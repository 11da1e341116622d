"""eLife. The number in the address is the end of the DOI. https://elifesciences.org"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page
from pipeline.sources._page_source import DoiPageSource

_PATH = re.compile(r"/articles/(?P<number>\d{5,6})/?", re.ASCII)
_DOI = re.compile(r"10\.7554/elife\.(?P<number>\d{5,6})", re.ASCII)


class ELife(DoiPageSource):
    name = "elife"
    journal = "eLife"
    people = ".content-header__author_link"

    def identify(self, url: str) -> Identifier | None:
        """
        >>> str(source.identify("https://elifesciences.org/articles/44753"))
        'doi:10.7554/elife.44753'
        """
        at = address(url)
        hit = _PATH.fullmatch(at.path) if at and at.host == "elifesciences.org" else None
        return doi_identifier(f"10.7554/elife.{hit['number']}") if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        hit = _DOI.fullmatch(identifier.value)
        return f"https://elifesciences.org/articles/{hit['number']}" if hit else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        return _highwire.embedded(page).claims


source = ELife()
