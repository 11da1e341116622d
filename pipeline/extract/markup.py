"""HTML inside a list as a stream of events with lines.

A list holds fragments, not documents: `<details>` opens in one block and closes twenty items later, `<tr>` stands without its table.
A tree builder drops or moves such tags and forgets lines, so the tags are taken one by one, by the grammar of a tag that CommonMark gives
(markdown-it's own pattern), and whoever listens decides what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from markdown_it.common.html_re import HTML_TAG_RE

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"""([A-Za-z_:][\w:.-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+)""")
_LONGEST_TAG = 10_000  # characters; the longest real one, a badge with an inlined image, has 6,000
_RAW = {"script", "style"}  # their content is no text
_CLOSED_BY = (("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


@dataclass(frozen=True, slots=True)
class Event:
    kind: Literal["start", "end", "text"]
    name: str
    """Tag name in lower case; empty for text."""
    text: str
    attributes: dict[str, str]
    line: int


def tag(source: str, line: int) -> Event | None:
    """The event of one whole tag, None for a comment, a declaration or anything that is no tag.

    >>> tag('<a href="https://doi.org/10.1/x">', 3).attributes
    {'href': 'https://doi.org/10.1/x'}
    """
    name = _NAME.match(source)
    if name is None:
        return None
    attributes: dict[str, str] = {}
    for m in _ATTRIBUTE.finditer(source, name.end()):
        attributes.setdefault(m[1].lower(), unescape(m[2].strip("\"'")).strip())
    return Event("end" if source.startswith("</") else "start", name[1].lower(), "", attributes, line)


def events(source: str, line: int) -> Iterator[Event]:
    """Tags and text of an HTML fragment that begins at `line`; comments, scripts and styles are left out."""
    at, end = 0, len(source)
    raw: str | None = None
    while at < end:
        opening = source.find("<", at)
        if opening < 0:
            opening = end
        if opening > at and raw is None:
            yield Event("text", "", unescape(source[at:opening]), {}, line)
        line += source.count("\n", at, opening)
        at = opening
        if at == end:
            return
        if source.startswith("<!--", at):
            closing = source.find("-->", at + 4)
            after = end if closing < 0 else closing + 3
        else:
            found = HTML_TAG_RE.match(source[at : at + _LONGEST_TAG]) if _may_close(source, at) else None
            after = at + (found.end() if found else 1)
            event = tag(found[0], line) if found else None
            if event is not None and event.name in _RAW:
                raw = event.name if event.kind == "start" else None
            elif event is not None and raw is None:
                yield event
            elif found is None and raw is None:
                yield Event("text", "", "<", {}, line)
        line += source.count("\n", at, after)
        at = after


def _may_close(source: str, at: int) -> bool:
    """Whether an instruction or a declaration has its end: looking for one that is not there with a pattern costs a hundred times more."""
    ending = next((closed for opened, closed in _CLOSED_BY if source.startswith(opened, at)), "")
    return source.find(ending, at, at + _LONGEST_TAG) >= 0
