"""ACL Anthology. https://aclanthology.org"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._acl_address import VALUE, paper
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource

_SITE = "https://aclanthology.org"


class Acl(PageSource):
    name = "acl"
    schemes = ("acl",)
    people = "p.lead a"

    def identify(self, url: str) -> Identifier | None:
        value = paper(url)
        return Identifier(scheme="acl", value=value) if value else None

    def landing(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/{identifier.value}/" if VALUE.fullmatch(identifier.value) else None

    def pdf(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/{identifier.value}.pdf" if VALUE.fullmatch(identifier.value) else None

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier]:
        return _highwire.identifiers(page)

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.embedded(page).without("abstract")
        # There is no citation_abstract, and og:description is a reference to the paper.
        yield from _highwire.first("abstract", ((way, page.text(way)) for way in (".acl-abstract > span", ".acl-abstract")))


source = Acl()
