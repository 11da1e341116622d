"""European Computer Vision Association: the papers of ECCV since 2018. https://www.ecva.net/papers.php"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from pipeline.models import Ask, Claim, Identifier, Known, Lookup, NotAPage, Record, Response, Verdict
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim, record, told
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page, text
from pipeline.sources._page_source import PageSource, path_quote

_SITE = "https://www.ecva.net"
_LISTING = "papers.php"
"""The one listing of all years, about 4 MB."""

_PATH = re.compile(
    r"/papers/eccv_(?P<year>\d{4})/papers_ECCV/(?P<kind>html|papers)/(?P<stem>[^/]+?)\.(?:php|pdf)[^a-z/]{0,4}/?", re.IGNORECASE | re.ASCII
)
_PAGE_NUMBER = re.compile(r"0*(?P<number>\d+)_ECCV_\d{4}_paper", re.IGNORECASE | re.ASCII)
_VALUE = re.compile(r"eccv_(?P<year>\d{4})/(?:html/)?(?P<stem>[^/]+)")
_VOLUME_AND_PAGE = 9
"""Digits of a PDF's number in 2020 and 2022: five of the volume at Springer, four of the first page. Shorter ones are the paper's own."""


class Ecva(PageSource):
    """Where a PDF is named by volume and first page, only the listing tells its page: such a work has two identifiers."""

    name = "ecva"
    schemes = ("ecva",)

    def identify(self, url: str) -> Identifier | None:
        """`eccv_2022/html/1439` from a page, `eccv_2022/136900299` from its PDF; one and the same where the names agree (2018, since 2024).

        >>> str(source.identify("https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/01439.pdf"))
        'ecva:eccv_2024/html/1439'
        """
        at = address(url)
        hit = _PATH.fullmatch(at.path.strip()) if at and at.host == "ecva.net" else None
        return _identifier(hit["year"], hit["kind"].lower(), hit["stem"]) if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        hit = _VALUE.fullmatch(identifier.value)
        if hit is None or _by_volume(identifier.value):
            return None
        stem = f"{hit['stem']}_ECCV_{hit['year']}_paper" if "/html/" in identifier.value else hit["stem"]
        return f"{_SITE}/papers/eccv_{hit['year']}/papers_ECCV/html/{path_quote(stem)}.php"

    def pdf(self, identifier: Identifier) -> str | None:
        hit = _VALUE.fullmatch(identifier.value)
        if hit is None or ("/html/" in identifier.value and int(hit["year"]) < 2024):
            return None
        stem = f"{int(hit['stem']):05d}" if "/html/" in identifier.value else hit["stem"]
        return f"{_SITE}/papers/eccv_{hit['year']}/papers_ECCV/papers/{path_quote(stem)}.pdf"

    def lookups(self, known: Known) -> Iterator[Lookup]:
        """The page where its address is known, else the listing that tells it."""
        values = known.values("ecva")
        if with_page := [value for value in values if not _by_volume(value)]:
            yield Lookup(source=self.name, by="id", value=f"ecva:{with_page[0]}")
        elif values:
            yield Lookup(source=self.name, by="listing", value=_LISTING)

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        if chunk[0].by == "listing":
            return Ask(lookups=tuple(chunk), url=f"{_SITE}/{_LISTING}")
        return super().ask(chunk)

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        if response.status == 200 and response.ask.lookups[0].by == "listing":
            return {lookup: _listed(lookup, Page(response)) for lookup in response.ask.lookups}
        return super().read(response)

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier | None]:
        yield from _linked(page.links()).identifiers

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.title(page, witnessed=True) or claim("title", page.text("div#papertitle"), "div#papertitle")
        yield from _highwire.authors(page) or claim(
            "authors", _names(page.text("div#authors i") or page.text("div#authors")), "div#authors"
        )
        yield from _of_year(identifier)
        # The whole abstract stands in quotation marks.
        yield from claim("abstract", page.text("div#abstract"), "div#abstract")
        yield from claim("pdf_url", _linked(page.links()).pdf, "a[pdf]")
        yield from claim("url", self.landing(identifier), "address")


class _Linked(NamedTuple):
    identifiers: tuple[Identifier, ...]
    pdf: str | None


def _linked(links: Iterable[tuple[str, str]]) -> _Linked:
    """What the links beside a paper say: its PDF, whose name is an identifier too, and its DOI at Springer."""
    found: list[Identifier] = []
    pdf = None
    for url, words in links:
        own = source.identify(url)
        if own:
            found.append(own)
            pdf = url if words.casefold().strip("[] ") == "pdf" else pdf
        at = address(url)
        if words.casefold().strip("[] ") == "doi" and at and (doi := doi_identifier(at.path.removeprefix("/chapter").lstrip("/"))):
            found.append(doi)
    return _Linked(tuple(found), pdf)


def _listed(lookup: Lookup, page: Page) -> Verdict:
    if not page.whole:
        return NotAPage(reason="the listing was cut short")
    papers = tuple(found for node in page.tree.css("dt.ptitle") if (found := _paper(lookup, page, node)))
    return papers or NotAPage(reason=f"no paper on {page.url}")


def _paper(lookup: Lookup, page: Page, node: LexborNode) -> Record | None:
    """One paper of the listing: its title links the page, the definitions below hold authors and links."""
    below = list(_definitions(node))
    anchors = [anchor for part in (node, *below) for anchor in part.css("a")]
    links = _linked((page.absolute(href), text(anchor)) for anchor in anchors if (href := anchor.attributes.get("href")))
    own = next((one for one in links.identifiers if one.scheme == "ecva"), None)
    found = own and record(
        lookup,
        links.identifiers,
        claim("title", text(node), "dt.ptitle"),
        claim("authors", _names(text(below[0])) if below and not below[0].css_first("a") else None, "dt.ptitle + dd"),
        _of_year(own),
        claim("pdf_url", links.pdf, "a[pdf]"),
        claim("url", source.landing(own), "dt.ptitle a"),
    )
    return found if found and found.claim("title") else None


def _definitions(node: LexborNode) -> Iterator[LexborNode]:
    following = node.next
    while following is not None and following.tag != "dt":
        if following.tag == "dd":
            yield following
        following = following.next


def _of_year(identifier: Identifier) -> Iterator[Claim]:
    """The page names neither the conference nor its year; the address does."""
    if hit := _VALUE.fullmatch(identifier.value):
        yield from told("venue", "ECCV", hit[0], "address")
        yield from claim("year", hit["year"], "address")
        yield from told("type", "paper-conference", hit[0], "address")


def _names(raw: str | None) -> str | None:
    """One name per line; asterisks mark equal contribution.

    >>> _names("Jia Guo*, Yan Li; Ai Wei**")
    'Jia Guo\\nYan Li\\nAi Wei'
    """
    return _highwire.one_per_line(name.replace("*", "") for line in (raw or "").splitlines() for name in re.split("[,;]", line)) or None


def _identifier(year: str, kind: str, stem: str) -> Identifier | None:
    if kind == "html":
        number = _PAGE_NUMBER.fullmatch(stem)
        if number:
            return Identifier(scheme="ecva", value=f"eccv_{year}/html/{int(number['number'])}")
    elif stem.isascii() and stem.isdigit():
        by_volume = len(stem) == _VOLUME_AND_PAGE
        return Identifier(scheme="ecva", value=f"eccv_{year}/{stem}" if by_volume else f"eccv_{year}/html/{int(stem)}")
    # 2018: page and PDF share a name made of author and title; supplements end in -supp.
    return Identifier(scheme="ecva", value=f"eccv_{year}/{stem}") if stem.lower().endswith("_paper") else None


def _by_volume(value: str) -> bool:
    stem = value.rpartition("/")[2]
    return stem.isdigit() and "/html/" not in value


source = Ecva()
