"""European Computer Vision Association: the papers of ECCV since 2018. https://www.ecva.net/papers.php"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.models import Ask, Claim, Identifier, Known, Lookup, Response, Verdict
from pipeline.sources import _ecva_address, _ecva_listing, _highwire
from pipeline.sources._base import claim
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource

_LISTING = "papers.php"


class Ecva(PageSource):
    """Where a PDF is named by volume and first page, only the listing tells its page: such a work has two identifiers."""

    name = "ecva"
    schemes = ("ecva",)
    people = "div#authors i"

    def identify(self, url: str) -> Identifier | None:
        return _ecva_address.identifier(url)

    def landing(self, identifier: Identifier) -> str | None:
        return _ecva_address.page(identifier.value)

    def pdf(self, identifier: Identifier) -> str | None:
        return _ecva_address.pdf(identifier.value)

    def lookups(self, known: Known) -> Iterator[Lookup]:
        """The page where its address is known, else the listing that tells it."""
        values = known.values("ecva")
        if with_page := [value for value in values if not _ecva_address.by_volume(value)]:
            yield Lookup(source=self.name, by="id", value=f"ecva:{with_page[0]}")
        elif values:
            yield Lookup(source=self.name, by="listing", value=_LISTING)

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        if chunk[0].by == "listing":
            return Ask(lookups=tuple(chunk), url=f"{_ecva_address.SITE}/{_LISTING}")
        return super().ask(chunk)

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        if response.status == 200 and response.ask.lookups[0].by == "listing":
            return {lookup: _ecva_listing.papers(lookup, Page(response)) for lookup in response.ask.lookups}
        return super().read(response)

    def identifiers(self, identifier: Identifier, page: Page) -> Iterable[Identifier | None]:
        return _ecva_listing.linked(page.links()).identifiers

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        names = _ecva_listing.names(page.text("div#authors i") or page.text("div#authors"))
        yield from _highwire.title(page, witnessed=True) or claim("title", page.prose("div#papertitle"), "div#papertitle")
        yield from _highwire.authors(page) or claim("authors", names, "div#authors")
        yield from _ecva_listing.of_year(identifier.value)
        # The whole abstract stands in quotation marks.
        yield from claim("abstract", page.prose("div#abstract"), "div#abstract")
        yield from claim("pdf_url", _ecva_listing.linked(page.links()).pdf, "a[pdf]")


source = Ecva()
