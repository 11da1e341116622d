"""Addresses of Springer and BioMed Central, and the page that a DOI of theirs leads to."""

from __future__ import annotations

import re

from pipeline.sources._address import address
from pipeline.sources._page_source import path_quote

_HOSTS = frozenset({"link.springer.com", "rd.springer.com"})
_PREFIXES = {
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


def written_doi(url: str) -> str | None:
    """The DOI in the path of a chapter, article, book or PDF.

    >>> written_doi("https://link.springer.com/content/pdf/10.1007%2F978-3-319-46723-8_18.pdf")
    '10.1007/978-3-319-46723-8_18'
    """
    at = address(url)
    if at is None or not (at.host in _HOSTS or at.host.endswith((".biomedcentral.com", ".springeropen.com"))):
        return None
    hit = _PATH.fullmatch(at.path.strip())
    return hit["doi"] if hit else None


def path(doi: str) -> str | None:
    """Path of the page; None for a DOI of another publisher.

    >>> path("10.1007/bf02727953"), path("10.1007/978-3-319-46723-8_18")
    ('article/10.1007/BF02727953', 'chapter/10.1007/978-3-319-46723-8_18')
    """
    if doi.partition("/")[0] not in _PREFIXES:
        return None
    folder = "chapter" if is_chapter(doi) else "book" if _BOOK.fullmatch(doi) else "article"
    # In the letter case in which Springer writes its oldest articles and chapters: BF02727953, BFb0015544.
    return f"{folder}/{path_quote(re.sub('/bf(?=b?[0-9])', '/BF', doi))}"


def is_chapter(doi: str) -> bool:
    return _CHAPTER.fullmatch(doi) is not None
