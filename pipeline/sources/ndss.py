"""NDSS, the Network and Distributed System Security Symposium: the pages of its papers since 2017. https://www.ndss-symposium.org"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page, text
from pipeline.sources._page_source import PageSource, path_quote

_PATH = re.compile(r"/ndss-paper/(?P<id>[\w-]+)/?", re.ASCII | re.IGNORECASE)
_FILE = re.compile(r".*/(?:ndss)?(?P<year>20\d\d)[_-].*?(?:_(?P<number>2\d{4}))?[_-]paper\.pdf", re.ASCII)
"""`ndss2021_6A-4_24486_paper.pdf`, whose number the DOI ends with, and `2024-514-paper.pdf`. Folders bear the year of the upload."""
_PLACE = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"[,;]|\band\b")


class Ndss(PageSource):
    """Pages have no tags: people, with their places in brackets, stand in bold before the abstract."""

    name = "ndss"
    schemes = ("ndss",)
    publishes = "paper-conference"
    journal = "Network and Distributed System Security Symposium"

    def identify(self, url: str) -> Identifier | None:
        """
        >>> str(source.identify("https://www.ndss-symposium.org/ndss-paper/reading-lists/"))
        'ndss:reading-lists'
        """
        at = address(url)
        hit = _PATH.fullmatch(at.path) if at and at.host == "ndss-symposium.org" else None
        return Identifier(scheme="ndss", value=hit["id"]) if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        return f"https://www.ndss-symposium.org/ndss-paper/{path_quote(identifier.value)}/"

    def identifiers(self, identifier: Identifier, page: Page) -> Iterable[Identifier | None]:
        hit = _FILE.fullmatch(_paper(page) or "")
        yield doi_identifier(f"10.14722/ndss.{hit['year']}.{hit['number']}") if hit and hit["number"] else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        paper = _paper(page)
        hit = _FILE.fullmatch(paper or "")
        yield from claim("title", page.heading("h1.entry-title"), "h1.entry-title")
        yield from claim("authors", _authors(page), ".paper-data strong")
        yield from claim("year", hit["year"] if hit else None, "a Paper")
        yield from claim("abstract", _abstract(page), ".paper-data")
        yield from claim("pdf_url", paper, "a Paper")


def _paper(page: Page) -> str | None:
    return next((url for url, words in page.links(".paper-buttons a") if words.casefold() == "paper"), None)


def _authors(page: Page) -> str | None:
    bold = [words for node in page.tree.css(".paper-data strong") if (words := text(node))]
    return _highwire.one_per_line(_BETWEEN.split(_PLACE.sub("", bold[0]))) if len(bold) == 1 else None


def _abstract(page: Page) -> str | None:
    """What stands beside the people; None where more is bold than they are, or anything but text stands there."""
    node = page.first(".paper-data")
    return text(node, without=frozenset({"strong"})) if node and _authors(page) and page.prose(".paper-data") else None


source = Ndss()
