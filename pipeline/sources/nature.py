"""Nature and its sister journals. A DOI is the identifier. https://www.nature.com"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page
from pipeline.sources._page_source import DoiPageSource, path_quote

_SITE = "https://www.nature.com"
_PREFIX = "10.1038/"
_ID = r"(?:[sd]4\d{4}-\d{3}-\d{4,5}-[\da-z]|(?:nature|ncomms|srep)\d{4,6}|n[a-z]{1,9}\.\d{2,4})"
"""Ends of DOIs that are the article's name in addresses too: since 2017 `s41586-021-03819-2`, before `nature14539`, `nbt.3300`."""
_PATH = re.compile(rf"/articles/(?P<id>{_ID})(?:\.pdf[^a-z/]{{0,4}}|/(?:figures|tables|metrics).*)?/?", re.IGNORECASE | re.ASCII)
_VALUE = re.compile(rf"{re.escape(_PREFIX)}(?P<id>{_ID})", re.ASCII)

DATES = (
    ("citation_publication_date", "the issue's"),
    ("citation_online_date", "the day online"),
    ("prism.publicationdate", "the day online"),
)


class Nature(DoiPageSource):
    name = "nature"
    people = "a[data-test=author-name]"

    def identify(self, url: str) -> Identifier | None:
        """The DOI whose end is the article's name.

        >>> str(source.identify("https://www.nature.com/articles/s41586-021-03819-2.pdf"))
        'doi:10.1038/s41586-021-03819-2'
        """
        at = address(url)
        hit = _PATH.fullmatch(at.path.strip()) if at and at.host == "nature.com" else None
        return doi_identifier(f"{_PREFIX}{hit['id']}") if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        hit = _VALUE.fullmatch(identifier.value) if identifier.scheme == "doi" else None
        return f"{_SITE}/articles/{path_quote(hit['id'])}" if hit else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        tags = _highwire.embedded(page)
        yield from tags.without("year", "issued", "abstract")
        yield from _highwire.dates(page, DATES)
        # dc.description is a teaser on pages of the magazine, and cut on some articles.
        yield from claim("abstract", page.text("#Abs1-content"), "#Abs1-content")
        yield from claim("url", page.url, "address")


source = Nature()
