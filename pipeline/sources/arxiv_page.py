"""arXiv's own page of a paper: a last resort, for arxiv.org asks for 15 seconds between two requests."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._arxiv_comment import accepted, withdrawn
from pipeline.sources._base import claim, told
from pipeline.sources._doi import dois
from pipeline.sources._on_arxiv import OnArxiv
from pipeline.sources._page import Page, text
from pipeline.sources._page_source import PageSource


class ArxivPage(OnArxiv, PageSource):
    name = "arxiv_page"
    publishes = "preprint"
    people = "div.authors a"

    def identifiers(self, identifier: Identifier, page: Page) -> Iterable[Identifier | None]:
        yield from dois(page.content("citation_doi"))  # the publisher's; arXiv's own is not among the tags

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        comment, abstract = page.text("td.comments"), page.content("citation_abstract")
        yield from _highwire.title(page, witnessed=True)
        yield from _highwire.authors(page)
        yield from claim("abstract", abstract, "citation_abstract")
        # Of the first version; citation_online_date is of the last.
        yield from _highwire.dates(page, [("citation_date", ""), ("citation_publication_date", "")])
        yield from claim("journal_ref", _beside(page, "Journal"), "td.jref")
        yield from claim("comment", comment, "td.comments")
        for venue in accepted(comment):
            yield from claim("accepted", venue, "td.comments")
        for way, said in (("span.error", page.text("span.error")), ("td.comments", comment), ("citation_abstract", abstract)):
            yield from claim("withdrawn", withdrawn(said), way)
        yield from told("venue", "arXiv", page.url, "site")


def _beside(page: Page, label: str) -> str | None:
    """The cell after a label: report numbers stand in cells of the same class as journal references."""
    for row in page.tree.css("tr"):
        head, cell = row.css_first("td.label"), row.css_first("td.jref")
        if head and cell and text(head).startswith(label):
            return text(cell)
    return None


source = ArxivPage()
