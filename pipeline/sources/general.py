"""Pages of sites that no other source knows: whatever their embedded tags say of a work."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier, Known, Lookup
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource

_FILE = re.compile(
    r"\.(?:pdf|ps|eps|djvu|docx?|pptx?|xlsx?|odt|rtf|tex|bib|ris|csv|json|xml|ya?ml|zip|t?gz|bz2|xz|rar|7z|tar|png|jpe?g|gif|svg|webp|mp[34]|webm|mov|avi)$",
    re.IGNORECASE,
)
"""Endings of what is no page: a file has no tags to read."""


class General(PageSource):
    """Asks the address itself. `identify` claims nothing: which addresses are left over only the one who has asked all sources can tell."""

    name = "general"
    kind = "general"
    schemes = ("url",)

    def landing(self, identifier: Identifier) -> str | None:
        return identifier.value if identifier.scheme == "url" and address(identifier.value) else None

    def lookups(self, known: Known) -> Iterable[Lookup]:
        for value in known.values("url"):
            at = address(value)
            if at and not _FILE.search(at.path.rstrip("/")):
                yield Lookup(source=self.name, by="id", value=f"url:{value}")

    def identifiers(self, identifier: Identifier, page: Page) -> Iterable[Identifier | None]:
        return _highwire.identifiers(page)

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.embedded(page).claims
        yield from claim("url", page.url, "address")


source = General()
