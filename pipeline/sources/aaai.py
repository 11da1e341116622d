"""AAAI's Open Journal Systems: the AAAI conference since 2017, ICAPS, ICWSM and others. https://ojs.aaai.org"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.models import Claim, Identifier, Known, Lookup
from pipeline.sources import _aaai_address, _highwire
from pipeline.sources._base import asked_id, claim, told
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource
from pipeline.sources._tags import DATE_TAGS

DATES = (
    ("dc.date.issued", "the issue's date"),
    ("citation_date", "the article's date, at some journals that of its submission"),
    *DATE_TAGS,
)


class Aaai(PageSource):
    name = "aaai"
    schemes = ("aaai",)
    people = ".authors .name"

    def identify(self, url: str) -> Identifier | None:
        value = _aaai_address.value(url)
        return Identifier(scheme="aaai", value=value) if value else None

    def landing(self, identifier: Identifier) -> str | None:
        return _aaai_address.page(identifier.value)

    def lookups(self, known: Known) -> Iterable[Lookup]:
        return (one for one in super().lookups(known) if not _aaai_address.is_gone(asked_id(one).value))

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier]:
        return _highwire.identifiers(page)

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.title(page, witnessed=True) or claim("title", page.heading("h1.page_title"), "h1.page_title")
        yield from _highwire.authors(page)
        yield from _highwire.container(page)
        yield from _highwire.dates(page, DATES)
        yield from _highwire.first("abstract", _abstracts(page))
        yield from _highwire.embedded(page).of("pages", "pdf_url")
        # All its journals are proceedings but for the magazine.
        yield from told("type", "article-journal" if identifier.value.startswith("aimagazine/") else "paper-conference", page.url, "site")


def _abstracts(page: Page) -> Iterator[tuple[str, str | None]]:
    yield "section.item.abstract", page.prose(".item.abstract")  # section since OJS 3.2, div before
    yield "dc.description", page.content("dc.description")


source = Aaai()
