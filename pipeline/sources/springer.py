"""Springer's journals, proceedings and books, and BioMed Central. A DOI is the identifier. https://link.springer.com"""

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

_SITE = "https://link.springer.com"
_HOSTS = frozenset({"link.springer.com", "rd.springer.com"})
PREFIXES = {
    "10.1007": "Springer",
    "10.1023": "Kluwer, taken over in 2004",
    "10.1057": "Palgrave",
    "10.1134": "Pleiades",
    "10.1140": "European Physical Journal",
    "10.1186": "BioMed Central, SpringerOpen",
    "10.1245": "Annals of Surgical Oncology",
    "10.3758": "Psychonomic Society",
}
"""DOI prefixes whose landing pages stand at link.springer.com."""

_PATH = re.compile(
    r"/(?:(?:chapter|article|book|protocol|referencework|referenceworkentry|epdf|content/e?pdf|articles|track/pdf|counter/pdf)/)?"
    r"(?P<doi>10\.\d{4}/(?:epj[a-z]+/)?[^/\s]+?)(?:\.pdf[^a-z/]{0,4}|/(?:fulltext|full-text|abstract|tables|figures|metrics|email).*)?/?",
    re.IGNORECASE | re.ASCII,
)
_CHAPTER = re.compile(r"10\.\d{4}/(?:(?:978-[\d-]+|[\d-]{9,13}[\dx])_\d+|bfb\d+)", re.IGNORECASE)
_BOOK = re.compile(r"10\.\d{4}/(?:978-[\d-]+|\d-\d{3}-\d{5}-[\dx])", re.IGNORECASE)

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
        """The DOI in the path of a chapter, article, book or PDF.

        >>> str(source.identify("https://link.springer.com/content/pdf/10.1007%2F978-3-319-46723-8_18.pdf"))
        'doi:10.1007/978-3-319-46723-8_18'
        """
        at = address(url)
        if at is None or not (at.host in _HOSTS or at.host.endswith((".biomedcentral.com", ".springeropen.com"))):
            return None
        hit = _PATH.fullmatch(at.path.strip())
        return doi_identifier(hit["doi"]) if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        if identifier.scheme != "doi" or identifier.value.partition("/")[0] not in PREFIXES:
            return None
        folder = "chapter" if _CHAPTER.fullmatch(identifier.value) else "book" if _BOOK.fullmatch(identifier.value) else "article"
        return f"{_SITE}/{folder}/{path_quote(_spelt(identifier.value))}"

    def pdf(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/content/pdf/{path_quote(identifier.value)}.pdf" if self.landing(identifier) else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        tags = _highwire.embedded(page)
        yield from tags.without("year", "issued", "abstract")
        yield from _highwire.dates(page, DATES)
        yield from claim("abstract", page.text("#Abs1-content"), "#Abs1-content")
        if not _CHAPTER.fullmatch(identifier.value):
            # On a chapter's page the description is cut in the middle of a word.
            yield from tags.of("abstract")
        # In its own letters: identifiers are in lower case.
        yield from claim("url", page.url, "address")


def _spelt(value: str) -> str:
    """A DOI in the letter case in which Springer writes its oldest articles and chapters.

    >>> _spelt("10.1007/bf02727953"), _spelt("10.1007/bfb0015544"), _spelt("10.1007/s11263-016-0981-7")
    ('10.1007/BF02727953', '10.1007/BFb0015544', '10.1007/s11263-016-0981-7')
    """
    return re.sub(r"/bf(?=b?\d)", "/BF", value)


source = Springer()
