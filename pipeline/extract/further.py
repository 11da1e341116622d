"""The other pages of a list of lists: relative links of a README to text files of the same repository."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from pipeline.extract.sections import Sections
from pipeline.extract.tree import Anchor, Block, Heading, Listing, Quote, anchors, walk

_PAGES = (".md", ".markdown", ".rst", ".org", ".bib", ".yaml", ".yml", ".csv", ".tsv")
_APART = re.compile(
    r"(?i)^(?:contribut\w*|code[_-]of[_-]conduct|licen[sc]e|changelog|change_log|history|security|support|authors"
    r"|citation|todo|news|faq|install\w*|index|summary|pull_request_template|issue_template|template)(?:[_.-].*)?$"
)


def pages(blocks: tuple[Block, ...], path: str) -> tuple[str, ...]:
    """Paths, from the root of the repository, of the pages that a list's page at `path` links to, in their order, each once.

    Links of sections about the list itself (contributing, licence) do not count, nor does the page itself.
    """
    here = posixpath.normpath(path.replace("\\", "/").lstrip("/") or "README.md")
    found: dict[str, None] = {}
    for anchor in _listed(blocks):
        target = _target(anchor.url, here)
        if target is not None and target != here:
            found.setdefault(target)
    return tuple(found)


def _listed(blocks: tuple[Block, ...]) -> list[Anchor]:
    sections = Sections()
    found: list[Anchor] = []
    for block in blocks:
        if isinstance(block, Heading):
            sections.enter(block.level, block.text)
        if (not sections.apart and isinstance(block, Heading | Listing | Quote)) or not sections.apart:
            for text in walk([block]):
                found += anchors(text)
    return found


def _target(url: str, here: str) -> str | None:
    """The path that a relative link names; None for every other link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = unquote(parts.path)
    path = posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(here), path))
    if path.startswith("..") or not path.casefold().endswith(_PAGES):
        return None
    return None if _APART.match(posixpath.basename(path).rsplit(".", 1)[0]) else path
