"""A source that asks for one page per work and reads it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from pipeline.models import AnotherWork, Ask, Claim, Identifier, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import _highwire
from pipeline.sources._base import Kind, Source, asked_id, claim, record, told
from pipeline.sources._page import Page
from pipeline.sources._people import shows_more
from pipeline.sources._tags import SCHOLARLY_TITLES

_GONE = frozenset({404, 410})


class PageSource(Source):
    """Subclasses say which addresses are theirs and how their page is read; this keeps wrong, cut and moved pages out."""

    kind: ClassVar[Kind] = "publisher"
    publishes: ClassVar[str | None] = None
    """Type of all its works in the words of CSL, where pages do not say it."""
    journal: ClassVar[str | None] = None
    """Name of its one journal, for pages that do not say it."""
    people: ClassVar[str | None] = None
    """CSS selector of the elements beside the tags that show one author each, or all of them with commas between."""

    @abstractmethod
    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        """What the page says; without a title the page is none."""

    def identifiers(self, identifier: Identifier, page: Page) -> Iterable[Identifier | None]:
        """Identifiers that the page gives the work, the asked one aside."""
        return ()

    def is_same(self, asked: Identifier, named: Identifier) -> bool:
        """Whether two different identifiers of this source may be one work: an old number that leads to a new address."""
        return False

    def lookups(self, known: Known) -> Iterable[Lookup]:
        """Only for identifiers whose page a rule can name."""
        return (lookup for lookup in super().lookups(known) if self.landing(asked_id(lookup)))

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        [lookup] = chunk
        url = self.landing(asked_id(lookup))
        if url is None:
            raise ValueError(f"{lookup} has no page; lookups() offers only what has one")
        return Ask(lookups=(lookup,), url=url)

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        return {lookup: self.verdict(lookup, response) for lookup in response.ask.lookups}

    def verdict(self, lookup: Lookup, response: Response) -> Verdict:
        if response.status in _GONE:
            return NotFound(reason=f"{response.status} from {response.final_url}")
        if response.status != 200:
            return NotAPage(reason=f"status {response.status} from {response.final_url}")
        page = Page(response)
        if not page.whole:
            return NotAPage(reason="the page was cut short")
        return self.described(asked_id(lookup), lookup, page)

    def described(self, asked: Identifier, lookup: Lookup, page: Page) -> Verdict:
        """The record of a page that arrived whole, once it is sure that the page is about the asked work."""
        stated = page.absolute(page.content("citation_pdf_url") or page.url)
        own = {one for url in (page.url, stated) if (one := self.identify(url))}
        if stranger := next((one for one in sorted(own) if one != asked and not self.is_same(asked, one)), None):
            return AnotherWork(reason=f"the page is about {stranger}")
        said = tuple(self.claims(asked, page))
        named = next((one.clean for one in said if one.field == "authors"), None)
        if isinstance(named, list) and shows_more(page, len(named), self.people):
            said = tuple(one for one in said if one.field != "authors")
        heard = {one.field for one in said}
        ruled = (one for one in self._ruled(asked, page) if one.field not in heard)
        found = record(lookup, [asked, *own, *self.identifiers(asked, page)], said, ruled)
        title = found.claim("title")
        if title is None:
            return NotAPage(reason=f"no title of a work on {page.url}")
        if title.way not in SCHOLARLY_TITLES and not found.claim("authors") and not any(_highwire.identifiers(page)):
            return NotAPage(reason=f"a title and nobody who wrote it on {page.url}: such are error pages, and home pages")
        return (found,)

    def _ruled(self, asked: Identifier, page: Page) -> Iterator[Claim]:
        """What the identifier alone tells, where the page does not."""
        yield from claim("pdf_url", self.pdf(asked), "address")
        yield from claim("url", self.landing(asked), "address")
        yield from told("type", self.publishes, page.url, "site")
        yield from claim("container_title", self.journal, "site")
        yield from claim("venue", self.journal, "site")


class DoiPageSource(PageSource):
    """The page of a publisher whose identifier is the DOI."""

    schemes = ("doi",)

    def described(self, asked: Identifier, lookup: Lookup, page: Page) -> Verdict:
        stated = next((one for one in _highwire.identifiers(page) if one.scheme == "doi"), None)
        if stated and stated != asked:
            return AnotherWork(reason=f"the page is about {stated}")
        return super().described(asked, lookup, page)


def path_quote(path: str) -> str:
    """A decoded path as part of an address.

    >>> path_quote("Müller_3D_Point's_CVPR_2018_paper")
    "M%C3%BCller_3D_Point's_CVPR_2018_paper"
    """
    return quote(path, safe="/-_.~!$&'()*+,;=:@")
