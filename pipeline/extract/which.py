"""Which link of an entry is the paper, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from pipeline.extract import hosts, roles
from pipeline.extract.parts import Part
from pipeline.models import Link

_STRANGE = re.compile(r"^[^/#?]*\s")  # words with blanks where an address should stand
_NO_PAPER = frozenset(("code", "project", "video", "data", "slides", "blog", "other"))


class Evidence(IntEnum):
    """How sure it is that a unit of a list names a paper."""

    NONE = 0
    """A title and links to code or nothing."""
    WEAK = 1
    """A title that links to some page of a host that says nothing."""
    CITED = 2
    """Authors, title and venue or year in full, without a link."""
    STRONG = 3
    """A link labelled as the paper, to a host that publishes works, or to a PDF."""


def paper(links: Sequence[Part], title: Part | None) -> tuple[Part | None, Evidence]:
    """The link that an entry offers as the paper.

    In this order, because each says it more clearly than the next: the title's own link where works are published; a link labelled
    paper, pdf, arXiv, PUB; any link to where works are published, even under a wrong label (`[Website]` on arXiv); the title's link
    to a host that says nothing. A title that links to code or a project page offers no paper.
    """
    usable = [p for p in links if p.points and not _STRANGE.match(p.url)]
    if title is not None and title in usable and _published(title.url):
        return title, Evidence.STRONG
    for link in usable:
        if (link.label or link.column) == "paper" and not (link.label is None and link.worded and hosts.role(link.url) in _NO_PAPER):
            return link, Evidence.STRONG
    for unlabelled in (True, False):
        for link in usable:
            fits = (link.label in (None, "link")) == unlabelled and link.label != "other" and not _aside(link)
            if fits and (_published(link.url) if unlabelled else hosts.scholarly(link.url)):
                return link, Evidence.STRONG
    if title is not None and title in usable and hosts.role(title.url) not in _NO_PAPER and _leads_out(title.url):
        return title, Evidence.WEAK
    return None, Evidence.NONE


def described(links: Sequence[Part], chosen: Part | None, title: Part | None) -> tuple[Link, ...]:
    """Links of an entry with their roles, each address once, the paper's own as `paper` and further copies as `pdf`."""
    made: dict[str, Link] = {}
    for part in links:
        if not part.points or _STRANGE.match(part.url):
            continue
        text = part.text or next((alternative for alternative, _ in part.badges if alternative), "")
        role = part.label if part.label not in (None, "link") else roles.role("", part.url, column=None if part is title else part.column)
        if chosen is not None and part.url == chosen.url:
            role = "paper"
        elif role == "paper":
            role = "pdf"
        if part.url not in made or role == "paper" != made[part.url].role:
            made[part.url] = Link(role=role, url=part.url, text="" if part.bare else text)
    return tuple(made.values())


def _leads_out(url: str) -> bool:
    """Not a page of the list's own repository."""
    return "://" in url or (bool(re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|$)", url)) and not url.lower().endswith((".md", ".rst", ".txt")))


def _published(url: str) -> bool:
    return hosts.scholarly(url) or (hosts.document(url) and hosts.role(url) not in ("code", "slides", "video"))


def _aside(link: Part) -> bool:
    """A link whose label says that it is about something else than the paper's text."""
    return link.label in ("slides", "video", "data")
