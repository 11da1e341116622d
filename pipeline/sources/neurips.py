"""NeurIPS proceedings under their four names, and those of MLSys and ICLR that stand on the same software."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.models import AnotherWork, Claim, Identifier, Known, Lookup, Verdict
from pipeline.normalise.titles import fold
from pipeline.sources import _highwire, _neurips_address, _neurips_page
from pipeline.sources._base import claim
from pipeline.sources._neurips_address import BY_SCHEME, VALUE
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource, path_quote

_WORDS_IN_COMMON = 2 / 3
"""Share of an old address' words that the title must hold: formulas and letters with accents are written differently there."""


class Neurips(PageSource):
    name = "neurips"
    schemes = tuple(BY_SCHEME)
    publishes = "paper-conference"
    people = "p.paper-authors, h4 + p > i, ul.authors li"

    def identify(self, url: str) -> Identifier | None:
        return _neurips_address.identifier(url)

    def landing(self, identifier: Identifier) -> str | None:
        if VALUE.fullmatch(identifier.value):
            return _neurips_address.file(identifier, "hash", "Abstract", "html")
        return f"https://papers.nips.cc/paper/{path_quote(identifier.value)}" if identifier.scheme == "neurips" else None

    def pdf(self, identifier: Identifier) -> str | None:
        return _neurips_address.file(identifier, "file", "Paper", "pdf")

    def lookups(self, known: Known) -> Iterable[Lookup]:
        """One page per hash: of an old number and its hash the hash, of a hash with and without its track the one with it."""
        kept: dict[str, Lookup] = {}
        for lookup in sorted(super().lookups(known), key=lambda one: (len(one.value), one.value)):
            hashed = VALUE.fullmatch(lookup.value.partition(":")[2])
            kept[hashed["hash"] if hashed else ""] = lookup
        if len(kept) > 1:
            kept.pop("", None)
        return kept.values()

    def is_same(self, asked: Identifier, named: Identifier) -> bool:
        one, other = VALUE.fullmatch(asked.value), VALUE.fullmatch(named.value)
        # The old numbers redirect to the hashes, and a hash without a track to the one with it.
        return asked.scheme == named.scheme and (one is None or (other is not None and one["hash"] == other["hash"]))

    def described(self, asked: Identifier, lookup: Lookup, page: Page) -> Verdict:
        """An old number leads to a page of another name; that it is the same work shows in the title, whose words the number carries."""
        verdict = super().described(asked, lookup, page)
        number, _, slug = asked.value.partition("-")
        if slug and number.isdigit() and isinstance(verdict, tuple):
            title, words = str(verdict[0].clean("title")), set(slug.split("-"))
            if len(words & set(fold(title).split())) < len(words) * _WORDS_IN_COMMON:
                return AnotherWork(reason=f"the page is about {title!r}")
        return verdict

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        own = self.identify(page.url) or identifier
        here = VALUE.fullmatch(own.value)
        yield from _highwire.title(page, witnessed=False) or _highwire.first("title", _neurips_page.titles(page))
        yield from _highwire.authors(page) or _highwire.first("authors", _neurips_page.authors(page))
        part, venue, track = _neurips_page.part(page), BY_SCHEME[identifier.scheme].venue, here["track"] if here else None
        # The tag says the same for every track.
        yield from (() if track else _highwire.container(page)) or claim("container_title", part, "p Part of")
        yield from claim("venue", f"{venue} {track.replace('_', ' ')}" if track else venue, "address")
        if here:
            # The conference's year; the volumes until 2008 came out in the year after.
            yield from claim("year", here["year"], "address")
        yield from _highwire.dates(page)
        yield from _highwire.first("abstract", _neurips_page.abstracts(page))
        yield from _highwire.pages(page)
        yield from _highwire.addresses(page)
        yield from claim("url", self.landing(own), "address")


source = Neurips()
