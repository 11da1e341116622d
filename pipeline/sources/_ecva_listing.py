"""The one listing of all papers of ECVA, about 4 MB; and what stands beside a paper there and on its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from pipeline.models import Claim, Identifier, Lookup, NotAPage, Record, Verdict
from pipeline.sources import _ecva_address, _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim, record, told
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page, text


class Linked(NamedTuple):
    identifiers: tuple[Identifier, ...]
    pdf: str | None


def linked(links: Iterable[tuple[str, str]]) -> Linked:
    """What the links beside a paper say: its PDF, whose name is an identifier too, and its DOI at Springer."""
    found: list[Identifier] = []
    pdf = None
    for url, words in links:
        own = _ecva_address.identifier(url)
        if own:
            found.append(own)
            pdf = url if words.casefold().strip("[] ") == "pdf" else pdf
        at = address(url)
        if words.casefold().strip("[] ") == "doi" and at and (doi := doi_identifier(at.path.removeprefix("/chapter").lstrip("/"))):
            found.append(doi)
    return Linked(tuple(found), pdf)


def papers(lookup: Lookup, page: Page) -> Verdict:
    if not page.whole:
        return NotAPage(reason="the listing was cut short")
    found = tuple(one for node in page.tree.css("dt.ptitle") if (one := _paper(lookup, page, node)))
    return found or NotAPage(reason=f"no paper on {page.url}")


def _paper(lookup: Lookup, page: Page, node: LexborNode) -> Record | None:
    """One paper of the listing: its title links the page, the definitions below hold authors and links."""
    below = list(_definitions(node))
    anchors = [anchor for part in (node, *below) for anchor in part.css("a")]
    links = linked((page.absolute(href), text(anchor)) for anchor in anchors if (href := anchor.attributes.get("href")))
    own = next((one for one in links.identifiers if one.scheme == "ecva"), None)
    found = own and record(
        lookup,
        links.identifiers,
        claim("title", text(node), "dt.ptitle"),
        claim("authors", names(text(below[0])) if below and not below[0].css_first("a") else None, "dt.ptitle + dd"),
        of_year(own.value),
        claim("pdf_url", links.pdf, "a[pdf]"),
        claim("url", _ecva_address.page(own.value), "dt.ptitle a"),
    )
    return found if found and found.claim("title") else None


def _definitions(node: LexborNode) -> Iterator[LexborNode]:
    following = node.next
    while following is not None and following.tag != "dt":
        if following.tag == "dd":
            yield following
        following = following.next


def of_year(value: str) -> Iterator[Claim]:
    """The page names neither the conference nor its year; the address does."""
    if year := _ecva_address.year(value):
        yield from told("venue", "ECCV", value, "address")
        yield from claim("year", year, "address")
        yield from told("type", "paper-conference", value, "address")


def names(raw: str | None) -> str | None:
    """One name per line; asterisks mark equal contribution.

    >>> names("Jia Guo*, Yan Li; Ai Wei**")
    'Jia Guo\\nYan Li\\nAi Wei'
    """
    return _highwire.one_per_line(name.replace("*", "") for line in (raw or "").splitlines() for name in re.split("[,;]", line)) or None
