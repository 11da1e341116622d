"""Pages of sites that no other source knows: whatever their embedded tags say of a work."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier, Known, Lookup, NotAPage, NotFound, Verdict
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource
from pipeline.sources._tags import GENERIC_TITLE

_FILE = re.compile(
    r"\.(?:pdf|ps|eps|djvu|docx?|pptx?|xlsx?|odt|rtf|tex|bib|ris|csv|json|xml|ya?ml|zip|t?gz|bz2|xz|rar|7z|tar|png|jpe?g|gif|svg|webp|mp[34]|webm|mov|avi)$",
    re.IGNORECASE,
)
"""Endings of what is no page: a file has no tags to read."""

_PAGE_OF_FILE = (
    (re.compile(r"(/article)/(?:download|viewFile|view)/(\d+)/\d+(?:/\d+)?/?$"), r"\1/view/\2", "Open Journal Systems: article, galley"),
    (re.compile(r"/bitstream/(?:handle/)?(\d[\d.]*/\d+)/[^?#]*(?:[?#].*)?$"), r"/handle/\1", "DSpace: handle, sequence, file"),
)
"""How widespread software names files and the pages about them, which have the tags."""


class General(PageSource):
    """Asks the address itself. `identify` claims nothing: which addresses are left over only the one who has asked all sources can tell."""

    name = "general"
    kind = "general"
    schemes = ("url",)

    def landing(self, identifier: Identifier) -> str | None:
        """The address itself, or the page about the file that it names.

        >>> source.landing(Identifier.parse("url:https://example.org/index.php/x/article/download/10274/9729"))
        'https://example.org/index.php/x/article/view/10274'
        """
        if identifier.scheme != "url" or not address(identifier.value):
            return None
        pages = ((pattern.subn(page, identifier.value, count=1)) for pattern, page, _ in _PAGE_OF_FILE)
        return next((page for page, hits in pages if hits), identifier.value)

    def lookups(self, known: Known) -> Iterable[Lookup]:
        for value in known.values("url"):
            at = address(self.landing(Identifier(scheme="url", value=value)) or "")
            if at and not _FILE.search(at.path.rstrip("/")):
                yield Lookup(source=self.name, by="id", value=f"url:{value}")

    def described(self, asked: Identifier, lookup: Lookup, page: Page) -> Verdict:
        """A page of an unknown site that describes no work is an answer: a project, a blog.

        One that says nothing of its own, or that another host has sent, is none: a wall, a login, a page that a script fills.
        """
        verdict = super().described(asked, lookup, page)
        heading, here, there = page.heading("title"), address(page.url), address(lookup.value.removeprefix("url:"))
        own = bool(heading and not GENERIC_TITLE.fullmatch(heading) and here and there and here.host == there.host)
        return NotFound(reason=verdict.reason) if isinstance(verdict, NotAPage) and own else verdict

    def identifiers(self, identifier: Identifier, page: Page) -> Iterable[Identifier | None]:
        return _highwire.identifiers(page)

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.embedded(page).claims
        yield from claim("url", page.url, "address")


source = General()
