"""Archive of the International Speech Communication Association: Interspeech and its workshops. https://www.isca-archive.org"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import AnotherWork, Claim, Identifier, Lookup, NotAPage, Verdict
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._bibtex import field
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource

_SITE = "https://www.isca-archive.org"
_HOSTS = frozenset({"isca-archive.org", "isca-speech.org"})
_VALUE = re.compile(r"(?P<event>[a-z0-9-]+_(?P<year>\d{4})[a-z]?)/(?P<paper>[a-z0-9_-]+)", re.ASCII)
_PATH = re.compile(rf"/(?:archive/)?(?:pdfs/)?(?P<value>{_VALUE.pattern})\.(?:html|pdf)", re.ASCII | re.IGNORECASE)
_ENTRY = re.compile(r"@\w+\s*\{\s*(?P<key>[\w-]+)\s*,", re.ASCII)


_LONGEST_ENTRY = 20_000
"""Characters; a paper of three hundred authors needs a third of it."""


class Isca(PageSource):
    """Pages have no tags; the BibTeX entry that each shows has all but the abstract, and its key is the paper's name in the address."""

    name = "isca"
    schemes = ("isca",)
    publishes = "paper-conference"

    def identify(self, url: str) -> Identifier | None:
        """Event and paper; the page and its PDF differ in their ending only.

        >>> str(source.identify("https://www.isca-speech.org/archive/pdfs/interspeech_2022/cho22_interspeech.pdf"))
        'isca:interspeech_2022/cho22_interspeech'
        """
        at = address(url)
        hit = _PATH.fullmatch(at.path.strip()) if at and at.host in _HOSTS else None
        return Identifier(scheme="isca", value=hit["value"].lower()) if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/{identifier.value}.html" if _VALUE.fullmatch(identifier.value) else None

    def pdf(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/{identifier.value}.pdf" if _VALUE.fullmatch(identifier.value) else None

    def described(self, asked: Identifier, lookup: Lookup, page: Page) -> Verdict:
        entries = _entries(page)
        if _key(asked) in entries:
            return super().described(asked, lookup, page)
        return AnotherWork(reason=f"the page is about {min(entries)}") if entries else NotAPage(reason=f"no BibTeX entry on {page.url}")

    def identifiers(self, identifier: Identifier, page: Page) -> Iterable[Identifier | None]:
        yield doi_identifier(field(_entries(page)[_key(identifier)], "doi"))

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        entry, hit = _entries(page)[_key(identifier)], _VALUE.fullmatch(identifier.value)
        yield from claim("title", (field(entry, "title") or "").strip("{} "), "bibtex title")
        yield from claim("authors", _highwire.one_per_line((field(entry, "author") or "").split(" and ")), "bibtex author")
        yield from claim("container_title", field(entry, "booktitle"), "bibtex booktitle")
        yield from claim("venue", field(entry, "booktitle"), "bibtex booktitle")
        yield from claim("year", hit["year"] if hit else None, "address")
        yield from claim("abstract", page.prose("#abstract"), "#abstract")
        yield from claim("pages", (field(entry, "pages") or "").replace("--", "-"), "bibtex pages")


def _key(identifier: Identifier) -> str:
    """The paper's name in its address."""
    return identifier.value.rpartition("/")[2]


def _entries(page: Page) -> dict[str, str]:
    """The BibTeX entries that the page shows, by key in lower case; with what follows them, for `field` reads the first of a name."""
    words = page.tree.body.text() if page.tree.body else ""
    return {hit["key"].lower(): words[hit.start() : hit.start() + _LONGEST_ENTRY] for hit in reversed(list(_ENTRY.finditer(words)))}


source = Isca()
