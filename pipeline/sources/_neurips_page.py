"""The three layouts that the proceedings of NeurIPS had: until December 2020, until spring 2026, and since."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.sources import _highwire
from pipeline.sources._page import Page

_PART = re.compile(r"Part of (?P<part>\D[^(]{1,200} \d+ \([^()]{1,40}\).{0,200})")
_NO_ABSTRACT = "abstract missing"  # what the site writes where it has none


def titles(page: Page) -> Iterator[tuple[str, str | None]]:
    yield "h1.paper-title", page.heading("h1.paper-title")  # since 2026
    heading = page.heading("div.container-fluid h4")  # December 2020 to 2026: headings are all alike, the first is the title
    yield "h4", None if heading in {"Authors", "Abstract"} else heading
    yield "h2.subtitle", page.heading("h2.subtitle")  # before


def authors(page: Page) -> Iterator[tuple[str, str | None]]:
    yield "p.paper-authors", _names(page.text("p.paper-authors"))  # since 2026
    yield "h4 Authors", _names(page.below("Authors"))  # December 2020 to 2026
    yield "ul.authors", _names(page.text("ul.authors"))  # before


def abstracts(page: Page) -> Iterator[tuple[str, str | None]]:
    # p.abstract is the layout before December 2020.
    for way, raw in (("heading Abstract", page.below("Abstract")), ("p.abstract", page.text("p.abstract"))):
        if raw and raw.casefold().rstrip(".") != _NO_ABSTRACT:
            yield way, raw


def part(page: Page) -> str | None:
    """`Advances in Neural Information Processing Systems 35 (NeurIPS 2022) Datasets and Benchmarks Track`."""
    lines = (" ".join(node.text().split()) for node in page.tree.css("p"))
    return next((hit["part"] for line in lines if (hit := _PART.fullmatch(line))), None)


def _names(raw: str | None) -> str | None:
    return _highwire.one_per_line(name for line in (raw or "").splitlines() for name in line.split(",")) or None
