"""bioRxiv and medRxiv: a last resort, for an index tells of forty at once. A DOI is the identifier. https://www.biorxiv.org"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._base import Kind, claim, told
from pipeline.sources._page import Page
from pipeline.sources._page_source import DoiPageSource

DATES = (("dc.date", "the day of posting, where citation_publication_date is always a first of January"),)

_DOI = re.compile(r"10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?(?P<number>\d{6}|\d{8})", re.ASCII)
_SERVERS = {6: "biorxiv", 8: "medrxiv"}
"""Both mint under one prefix, bioRxiv numbers of six digits and medRxiv of eight."""


class BioRxiv(DoiPageSource):
    name = "biorxiv"
    kind: ClassVar[Kind] = "preprint"
    publishes = "preprint"
    people = ".author-tooltip-name"

    def landing(self, identifier: Identifier) -> str | None:
        """Of the first version, which every preprint has and whose date is that of its posting."""
        hit = _DOI.fullmatch(identifier.value)
        return f"https://www.{_SERVERS[len(hit['number'])]}.org/content/{identifier.value}v1" if hit else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        tags = _highwire.embedded(page)
        yield from tags.of("title", "authors", "abstract", "pdf_url")
        yield from _highwire.dates(page, DATES)
        yield from told("venue", "medRxiv" if "medrxiv" in page.url else "bioRxiv", page.url, "site")
        yield from claim("url", self.landing(identifier), "address")


source = BioRxiv()
