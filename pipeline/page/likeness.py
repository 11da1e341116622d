"""Which source's saved pages a page resembles: sites share software, and a reader of the one often fits the other."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

SAVED_PAGES = Path(__file__).parents[2] / "tests" / "pages"
"""One folder per source; only a checkout of the project has them."""

_ALIKE = 0.5
"""Real pages have this much and more in common with the saved ones of their own site; strangers share navigation bars and buttons."""


class Likeness(NamedTuple):
    """How much a page has in common with the saved pages of a source."""

    source: str
    share: float
    """0 to 1; what few sources have counts more."""
    common: tuple[str, ...]
    """Names of meta tags, ids and classes that both have, the rarest first."""


def nearest(html: str, saved: Path = SAVED_PAGES) -> Likeness | None:
    """The source whose saved pages are built most like this one; None where nothing is alike, or there are no saved pages.

    Compared is what a reader could hold on to, each name weighing the less the more sources have it.
    """
    pages = [(file.parent.name, names(file.read_text(encoding="utf-8", errors="replace"))) for file in sorted(saved.glob("*/*.html"))]
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for source, found in pages:
        for name in found:
            owners[name].add(source)
    spread = {name: len(sources) for name, sources in owners.items()}
    here = names(html) & spread.keys()

    def weight(some: Iterable[str]) -> float:
        return sum(1 / spread[name] for name in some)

    def likeness(source: str, found: frozenset[str]) -> Likeness:
        common = found & here
        share = weight(common) / math.sqrt(weight(found) * weight(here)) if common else 0.0
        return Likeness(source, share, tuple(sorted(common, key=lambda name: (spread[name], name))))

    best = max((likeness(source, found) for source, found in pages), key=lambda one: one.share, default=None)
    return best if best and best.share >= _ALIKE else None


def names(html: str) -> frozenset[str]:
    """Names of meta tags, ids (`#`) and classes (`.`) of a page.

    >>> sorted(names('<meta name="citation_title" content="x"><p id="abs" class="a b">'))
    ['#abs', '.a', '.b', 'citation_title']
    """
    tree = LexborHTMLParser(html)
    attributes = [node.attributes for node in tree.css("meta, [id], [class]")]
    metas = {str(a.get("name") or a.get("property")).lower() for a in attributes if a.get("name") or a.get("property")}
    ids = {f"#{a['id']}" for a in attributes if a.get("id")}
    classes = {f".{one}" for a in attributes for one in (a.get("class") or "").split()}
    return frozenset(metas | ids | classes)
