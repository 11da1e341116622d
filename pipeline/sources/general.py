"""Pages of sites that no other source knows: whatever their embedded tags say of a work."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.models import Claim, Identifier, Known, Lookup, NotAPage, NotFound, Verdict
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import asked_id, claim
from pipeline.sources._file_pages import FILE, page_of
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource
from pipeline.sources._tags import GENERIC_TITLE

_RESOLVER = "hdl.handle.net"
"""Leads to the repository that has the work, and to nobody else."""


class General(PageSource):
    """Asks the address itself. `identify` claims nothing: which addresses are left over only the one who has asked all sources can tell."""

    name = "general"
    kind = "general"
    schemes = ("url",)

    def landing(self, identifier: Identifier) -> str | None:
        """The address itself, or the page about the file that it names."""
        return page_of(identifier.value) if identifier.scheme == "url" and address(identifier.value) else None

    def lookups(self, known: Known) -> Iterable[Lookup]:
        for lookup in super().lookups(known):
            at = address(self.landing(asked_id(lookup)) or "")
            if at and not FILE.search(at.path.rstrip("/")):
                yield lookup

    def described(self, asked: Identifier, lookup: Lookup, page: Page) -> Verdict:
        """A page of an unknown site that describes no work is an answer: a project, a blog.

        One that says nothing of its own, or that another host has sent, is none: a wall, a login, a page that a script fills.
        """
        verdict = super().described(asked, lookup, page)
        heading, here, there = page.heading("title"), address(page.url), address(lookup.value.removeprefix("url:"))
        own = bool(heading and not GENERIC_TITLE.fullmatch(heading) and here and there and there.host in {here.host, _RESOLVER})
        return NotFound(reason=verdict.reason) if isinstance(verdict, NotAPage) and own else verdict

    def identifiers(self, identifier: Identifier, page: Page) -> Iterable[Identifier | None]:
        return _highwire.identifiers(page)

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.embedded(page).claims
        yield from claim("url", page.url, "address")


source = General()
