"""ACL Anthology. https://aclanthology.org. The BibTeX of all of it is read here too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.models import Claim, Identifier, Lookup, Response, Verdict
from pipeline.sources import _acl_address, _acl_bibtex, _highwire
from pipeline.sources._base import is_from_file
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource


class Acl(PageSource):
    name = "acl"
    schemes = ("acl",)
    people = "p.lead a"

    def identify(self, url: str) -> Identifier | None:
        value = _acl_address.paper(url)
        return Identifier(scheme="acl", value=value) if value else None

    def landing(self, identifier: Identifier) -> str | None:
        return _acl_address.landing(identifier.value)

    def pdf(self, identifier: Identifier) -> str | None:
        return _acl_address.pdf(identifier.value)

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        return _acl_bibtex.read(response) if is_from_file(response) else super().read(response)

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier]:
        return _highwire.identifiers(page)

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.embedded(page).without("abstract")
        # There is no citation_abstract, and og:description is a reference to the paper.
        yield from _highwire.first("abstract", ((way, page.text(way)) for way in (".acl-abstract > span", ".acl-abstract")))


source = Acl()
