"""PeerJ and PeerJ Computer Science. The number in the address is the end of the DOI. https://peerj.com"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page
from pipeline.sources._page_source import DoiPageSource

_PATH = re.compile(r"/articles/(?P<journal>cs-)?(?P<number>\d+)(?:\.pdf)?/?", re.ASCII)
_DOI = re.compile(r"10\.7717/peerj(?P<journal>-cs)?\.(?P<number>\d+)", re.ASCII)


class PeerJ(DoiPageSource):
    name = "peerj"
    people = ".article-authors span.contrib"

    def identify(self, url: str) -> Identifier | None:
        """
        >>> str(source.identify("https://peerj.com/articles/cs-86.pdf"))
        'doi:10.7717/peerj-cs.86'
        """
        at = address(url)
        hit = _PATH.fullmatch(at.path) if at and at.host == "peerj.com" else None
        return doi_identifier(f"10.7717/peerj{'-cs' if hit['journal'] else ''}.{hit['number']}") if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        hit = _DOI.fullmatch(identifier.value)
        return f"https://peerj.com/articles/{'cs-' if hit['journal'] else ''}{hit['number']}/" if hit else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        return _highwire.embedded(page).claims


source = PeerJ()
