"""Proceedings of IJCAI. https://www.ijcai.org/all_proceedings"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.models import AnotherWork, Claim, Identifier, Lookup, Verdict
from pipeline.sources import _highwire, _ijcai_address
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page, text
from pipeline.sources._page_source import PageSource

_PROCEEDINGS = re.compile(r"(?P<container>Proceedings of the .{1,200}?(?:Intelligence|IJCAI[\w-]*))(?=[\s,.(]|$)", re.DOTALL)
_PAGES = re.compile(r"Pages\s+(?P<pages>\d+\s*[-–]\s*\d+)")
_IN_TEXT = frozenset(["-text", "a", "b", "br", "em", "i", "p", "small", "span", "strong", "sub", "sup", "u", "div"])
"""What an abstract is made of; any other element is a piece of a formula (`p <q`) that was taken for a tag."""


class Ijcai(PageSource):
    name = "ijcai"
    schemes = ("ijcai",)
    publishes = "paper-conference"
    people = "div.col-md-12 > h1 + h2"

    def identify(self, url: str) -> Identifier | None:
        value = _ijcai_address.value(url)
        return Identifier(scheme="ijcai", value=value) if value else None

    def landing(self, identifier: Identifier) -> str | None:
        return _ijcai_address.page(identifier.value)

    def pdf(self, identifier: Identifier) -> str | None:
        return _ijcai_address.pdf(identifier.value)

    def described(self, asked: Identifier, lookup: Lookup, page: Page) -> Verdict:
        own = {doi.value for url, _ in page.links("a.doi") if (at := address(url)) and (doi := doi_identifier(at.path.lstrip("/")))}
        if own and f"10.24963/ijcai.{asked.value}" not in own:
            return AnotherWork(reason=f"the page is about {min(own)}")
        return super().described(asked, lookup, page)

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier | None]:
        yield doi_identifier(_ijcai_address.written_doi(identifier.value))

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        tags = _highwire.embedded(page)
        blocks = (text(node) for node in page.tree.css("div.col-md-12"))
        details = next((words for words in blocks if "Pages" in words and "Proceedings" in words), "")
        series = page.content("citation_conference_title")
        container = _PROCEEDINGS.search(" ".join(details.split()))
        pages = _PAGES.search(details)
        yield from _highwire.title(page, witnessed=True) or claim("title", page.heading("div.col-md-12 h1"), "h1")
        yield from _highwire.authors(page) or claim("authors", _names(page.heading("div.col-md-12 h2")), "h2")
        yield from claim("container_title", container["container"] if container else None, "details")
        yield from _highwire.first("venue", [("citation_conference_title", series), ("site", "IJCAI")])
        yield from claim("year", identifier.value.partition("/")[0], "address")
        yield from tags.of("issued")
        yield from claim("abstract", _abstract(page), "hr + .row div.col-md-12")
        yield from claim("pages", pages["pages"] if pages else None, "details")
        yield from tags.of("pdf_url")


def _abstract(page: Page) -> str | None:
    """Text of the unnamed block after a rule; None where a formula in it was taken for a tag and text is lost."""
    for rule in page.tree.css("hr"):
        node = rule.next
        while node is not None and node.tag != "div":
            node = node.next
        block = node.css_first("div.col-md-12") if node else None
        if block is not None and not block.css_first("h1, h2, div.topic, a.doi"):
            return text(block) if all(part.tag in _IN_TEXT for part in block.traverse(include_text=True)) else None
    return None


def _names(raw: str | None) -> str | None:
    return _highwire.one_per_line((raw or "").replace("\n", " ").split(",")) or None


source = Ijcai()
