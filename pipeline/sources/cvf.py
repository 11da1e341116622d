"""CVF Open Access: CVPR, ICCV, WACV, ACCV, ECCV 2018 and their workshops. https://openaccess.thecvf.com"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.models import Claim, Identifier
from pipeline.sources import _cvf_address, _highwire
from pipeline.sources._arxiv_address import on_arxiv
from pipeline.sources._base import claim
from pipeline.sources._bibtex import field
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource, path_quote

_SITE = "https://openaccess.thecvf.com"
_ABBREVIATION = re.compile(r" \([A-Z]{3,6}\)$")
"""Behind the name in BibTeX and not in the tag."""
_ONE_PATTERN_SINCE = 2019
"""From this year on pages and PDFs lie in folders of one pattern."""


class Cvf(PageSource):
    name = "cvf"
    schemes = ("cvf",)
    publishes = "paper-conference"
    people = "div#authors i"

    def identify(self, url: str) -> Identifier | None:
        value = _cvf_address.value(url)
        return Identifier(scheme="cvf", value=value) if value else None

    def landing(self, identifier: Identifier) -> str | None:
        place = _cvf_address.place(identifier.value)
        return f"{_SITE}/{path_quote(place.folder)}/{path_quote(place.stem)}.html" if place and place.folder else None

    def pdf(self, identifier: Identifier) -> str | None:
        landing, place = self.landing(identifier), _cvf_address.place(identifier.value)
        if landing is None or place is None or place.year < _ONE_PATTERN_SINCE:
            return None
        return landing.replace("/html/", "/papers/", 1).removesuffix(".html") + ".pdf"

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier | None]:
        # The page links the authors' preprint as [arXiv]. A stray <dd> closes div#content early, so the link is looked for everywhere.
        return (on_arxiv(url) for url, text in page.links() if text.casefold() == "arxiv")

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        bibtex, place = page.text("div.bibref") or "", _cvf_address.place(identifier.value)
        yield from _highwire.title(page, witnessed=True) or claim("title", page.prose("div#papertitle"), "div#papertitle")
        # A nickname in quotes breaks the attribute: content="Jiang, Chiyu "Max"". The BibTeX of the same page has it right.
        yield from _highwire.authors(page) or _highwire.first("authors", _names(page, bibtex))
        yield from _highwire.first("container_title", _containers(page, bibtex, workshops=bool(place and place.workshop)))
        yield from claim("venue", place.venue if place else None, "address")
        yield from claim("year", page.content("citation_publication_date"), "citation_publication_date")
        yield from claim("year", str(place.year) if place else None, "address")
        yield from claim("issued", " ".join(filter(None, (field(bibtex, "month"), field(bibtex, "year")))), "div.bibref month")
        # There is no citation_abstract.
        yield from claim("abstract", page.prose("div#abstract"), "div#abstract")
        yield from _highwire.pages(page)
        yield from _highwire.addresses(page)


def _names(page: Page, bibtex: str) -> Iterator[tuple[str, str | None]]:
    yield "div.bibref author", _highwire.one_per_line((field(bibtex, "author") or "").split(" and "))
    yield "div#authors i", _highwire.one_per_line((page.text("div#authors i") or "").split(","))


def _containers(page: Page, bibtex: str, *, workshops: bool) -> Iterator[tuple[str, str | None]]:
    """The tag of a workshop's page may name the main conference; the BibTeX says "(CVPR) Workshops"."""
    for way, raw in (
        ("citation_conference_title", page.content("citation_conference_title")),
        ("div.bibref booktitle", _ABBREVIATION.sub("", field(bibtex, "booktitle") or "")),
    ):
        if raw and ("workshop" in raw.casefold()) == workshops:
            yield way, raw


source = Cvf()
