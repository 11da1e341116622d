"""Works that a page describes as schema.org objects in JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.sources._page import Page

_WORKS = frozenset({"scholarlyarticle", "medicalscholarlyarticle"})
"""Types that only a scholarly work has; Article, WebPage and NewsArticle are what every blog writes."""
_DEEP = 6  # @graph, mainEntity and lists nest two or three deep

Node = Mapping[str, Any]


def values(page: Page, key: str) -> tuple[str, ...]:
    """A property of the one scholarly work of the page's JSON-LD; nothing where there is none, or several (a listing)."""
    works = [node for value in page.json_ld for node in _works(value, _DEEP)]
    if len({str(work.get("headline") or work.get("name")) for work in works}) != 1:
        return ()
    return (
        _container(works[0]) if key == "isPartOf" else strings(works[0].get(key) or (works[0].get("name") if key == "headline" else None))
    )


def strings(value: Any) -> tuple[str, ...]:
    """The strings in a value or list of values: itself, or its `name`, `@value` or `value`.

    >>> strings([{"@type": "Person", "name": "Ada Lovelace"}, "Charles Babbage"])
    ('Ada Lovelace', 'Charles Babbage')
    """
    return tuple(found for one in (value if isinstance(value, list) else [value]) if (found := _string(one)))


def _string(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "@value", "value") if isinstance(value.get(key), str)), "")
    return value.strip() if isinstance(value, str) else ""


def _container(work: Node) -> tuple[str, ...]:
    """Name of the journal: schema.org puts a volume or an issue between."""
    part: Any = work
    for _ in range(3):
        part = part.get("isPartOf") if isinstance(part, dict) else None
        if named := strings(part):
            return named
    return ()


def _works(value: Any, deep: int) -> Iterator[Node]:
    if deep == 0:
        return
    if isinstance(value, list):
        for one in value:
            yield from _works(one, deep - 1)
    elif isinstance(value, dict):
        if any(kind.lower() in _WORKS for kind in strings(value.get("@type"))):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _works(value.get(key), deep - 1)
