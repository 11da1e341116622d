"""Springer's journals, proceedings and books, and BioMed Central. A DOI is the identifier. https://link.springer.com"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire, _springer_address
from pipeline.sources._base import claim
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page
from pipeline.sources._page_source import DoiPageSource, path_quote

_SITE = "https://link.springer.com"

DATES = (
    ("citation_publication_date", "the issue's or book's date; cover, online and dc dates may lie years apart from it"),
    ("citation_cover_date", "the cover's"),
    ("citation_online_date", "articles that are in no issue yet have no other"),
    ("dc.date", "the day online"),
)


class Springer(DoiPageSource):
    name = "springer"
    people = "a[data-test=author-name]"

    def identify(self, url: str) -> Identifier | None:
        return doi_identifier(_springer_address.written_doi(url))

    def landing(self, identifier: Identifier) -> str | None:
        path = _springer_address.path(identifier.value) if identifier.scheme == "doi" else None
        return f"{_SITE}/{path}" if path else None

    def pdf(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/content/pdf/{path_quote(identifier.value)}.pdf" if self.landing(identifier) else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        tags = _highwire.embedded(page)
        yield from tags.without("year", "issued", "abstract")
        yield from _highwire.dates(page, DATES)
        yield from claim("abstract", page.text("#Abs1-content"), "#Abs1-content")
        if not _springer_address.is_chapter(identifier.value):
            # On a chapter's page the description is cut in the middle of a word.
            yield from tags.of("abstract")
        # In its own letters: identifiers are in lower case.
        yield from claim("url", page.url, "address")


source = Springer()
