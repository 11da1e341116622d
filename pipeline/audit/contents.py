"""The table of contents against the sections of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import unquote

from pipeline.audit.listing import Listing
from pipeline.audit.published import EntryListed
from pipeline.extract import markdown
from pipeline.extract.formats import format_of
from pipeline.extract.tree import Block, Heading, Item, Paragraph, Quote, anchors, words
from pipeline.extract.tree import Listing as Bullets
from pipeline.models import Finding, Model
from pipeline.normalise.titles import compare, fold

COVERED = 0.75
"""Share of the sections of one level that contents must name before a section that is missing there is worth a word: fewer is a choice."""
FEWEST = 3
"""Links that make a table of contents."""


class Section(Model):
    """A heading that can be led to."""

    name: str
    level: int
    line: int


class ContentsLink(Model):
    """A link within the page."""

    text: str
    target: str
    """Without its `#`."""
    line: int


def findings(entries: Iterable[EntryListed], listings: Mapping[str, Listing]) -> Iterator[Finding]:
    """For every list whose text is known."""
    listed: dict[str, list[int]] = {}
    for entry in entries:
        listed.setdefault(entry.list, []).append(entry.line)
    for name, listing in sorted(listings.items()):
        if format_of(listing.text, listing.file) == "markdown":
            for line, message, suggestion in differences(listing.text, listed.get(name, ())):
                yield Finding(kind="contents", list=name, line=line, work_id=None, message=message, suggestion=suggestion)


def differences(text: str, entries: Sequence[int] = ()) -> Iterator[tuple[int, str, str | None]]:
    """(line, message, suggestion) where contents and sections of a Markdown page disagree; `entries` are the lines of the list's entries.

    >>> page = "# T\\n- [Masks](#1)\\n- [Targets](#2)\\n- [Theory](#3)\\n## Masks <a name='1'></a>\\n## Goals <a name='2'></a>\\n"
    >>> [(line, message) for line, message, _ in differences(page)]
    [(3, 'contents say “Targets”, the section on line 6 is called “Goals”'), (4, 'contents lead to “Theory” (#3), which is not there')]
    """
    tree = markdown.blocks(text)
    sections = tuple(_sections(tree))
    places = _places(text, sections)
    links = tuple(_contents(tree))
    if len(links) < FEWEST:
        return
    for link in links:
        key = _key(link.target)
        if key not in places:
            yield link.line, f"contents lead to “{link.text}” (#{link.target}), which is not there", _nearest(link, sections)
        elif (section := places[key]) and section.line > link.line and _is_other(link.text, section.name):
            yield link.line, f"contents say “{link.text}”, the section on line {section.line} is called “{section.name}”", section.name
    yield from _unnamed(links, sections, places, entries)


# --- the page ---------------------------------------------------------------------------------------------------------


def _sections(blocks: Iterable[Block]) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Heading):
            yield Section(name=words(block.text), level=block.level, line=block.line)
        elif isinstance(block, Quote):
            yield from _sections(block.blocks)
        elif isinstance(block, Bullets):
            yield from _sections(b for item in block.items for b in item.blocks)


def _contents(blocks: Iterable[Block]) -> Iterator[ContentsLink]:
    """Links within the page that stand in bullets, in their order: links in running text and links back to the top are no contents."""
    for block in blocks:
        if isinstance(block, Bullets):
            for item in block.items:
                yield from _in_item(item)
        elif isinstance(block, Quote):
            yield from _contents(block.blocks)


def _in_item(item: Item) -> Iterator[ContentsLink]:
    for block in item.blocks:
        if isinstance(block, Paragraph):
            found = anchors(block.text)
            local = [a for a in found if a.url.startswith("#") and len(a.url) > 1]
            if len(local) == len(found) == 1:  # an entry may hold a link within the page beside its own
                label = words(r for r in block.text if r.anchor is local[0])
                if label:
                    yield ContentsLink(text=label, target=local[0].url[1:], line=local[0].line)
    yield from _contents(item.blocks)


_NAMED = re.compile(r"<[a-z][^<>]*?\s(?:name|id)\s*=\s*[\"']?(?P<key>[^\"'\s<>]+)", re.IGNORECASE)
_HTML_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<text>.*?)</h(?P=level)", re.IGNORECASE | re.DOTALL)
_HASHED = re.compile(r"^[ \t>*+-]*#{1,6}[ \t]*(?P<text>\S.*?)[ \t#]*$", re.MULTILINE)
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]*>|\]\([^)]*\)|[\[\]]")
_NEAR = 2
"""Lines between an anchor of its own and the heading that it names."""


def _places(text: str, sections: Sequence[Section]) -> dict[str, Section | None]:
    """Everything that a `#` can lead to; None where it is no section that we know.

    Read with more lenience than a browser, so that nothing is called missing that may be there.
    """
    places: dict[str, Section | None] = dict.fromkeys(("top", "readme", "start-of-content"))
    for match in (*_HASHED.finditer(text), *_HTML_HEADING.finditer(text)):
        places.setdefault(_key(unescape(_MARKUP.sub("", match["text"]))), None)
    seen: dict[str, int] = {}
    for section in sections:
        key = _key(section.name)
        number = seen[key] = seen.get(key, -1) + 1
        places[f"{key}{number or ''}"] = section
    lines = {section.line: section for section in sections}
    for match in _NAMED.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        places[_key(match["key"])] = next((lines[n] for n in range(line, line + _NEAR + 1) if n in lines), None)
    return places


def _key(target: str) -> str:
    """What stays of a heading or a target when signs, blanks, case and emoji are left out.

    >>> _key("user-content-3d-generation"), _key("🚀 3D Generation!")
    ('3dgeneration', '3dgeneration')
    """
    text = unquote(target).casefold().removeprefix("user-content-")
    return "".join(c for c in text if c.isalnum())


# --- comparing --------------------------------------------------------------------------------------------------------

_NUMBERING = re.compile(r"^[\W_]*(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.):]\s+|^[\W_]*\d{1,2}(?:\.\d+)*\s+|\s*[\[(]\d+[\])]\s*$", re.IGNORECASE)


_STEM = 3
"""Letters of the shortest form of a word: `Seg` stands for segmentation."""


def _bare(name: str) -> str:
    """Without numbering, counts and signs."""
    return fold(_NUMBERING.sub("", name))


def _is_other(label: str, section: str) -> bool:
    """Whether two names are not the same, nor spelt another way, nor one a shorter form of the other."""
    one, other = set(_bare(label).split()), set(_bare(section).split())
    return bool(one and other) and not (_within(one, other) or _within(other, one) or compare(label, section).same)


def _within(some: Iterable[str], words: Iterable[str]) -> bool:
    """Whether every one of some words stands among others, if need be in a longer or shorter form.

    >>> _within(["seg", "detect"], ["segmentation", "and", "detection"]), _within(["masks"], ["goals"])
    (True, False)
    """
    return all(any(_is_form(one, other) for other in words) for one in some)


def _is_form(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _STEM and long.startswith(short))


def _nearest(link: ContentsLink, sections: Sequence[Section]) -> str | None:
    """The section of the same name, where the link's target is mistyped."""
    same = [s for s in sections if _bare(s.name) == _bare(link.text) and s.line > link.line]
    return f"the section is on line {same[0].line}" if len(same) == 1 else None


def _unnamed(
    links: Sequence[ContentsLink], sections: Sequence[Section], places: Mapping[str, Section | None], entries: Sequence[int]
) -> Iterator[tuple[int, str, str | None]]:
    """Sections with entries that the contents leave out, where they name nearly all others of the same level."""
    named = {s.line for link in links if (s := places.get(_key(link.target)))}
    labels = {_bare(link.text) for link in links}
    last = max(link.line for link in links)
    filled = [
        s for s, end in zip(sections, [*(s.line for s in sections[1:]), 10**9], strict=True) if any(s.line < n < end for n in entries)
    ]
    for level in sorted({s.level for s in filled}):
        peers = [s for s in filled if s.level == level and s.line > last]
        missing = [s for s in peers if s.line not in named and _bare(s.name) not in labels]
        if len(peers) >= FEWEST and len(missing) <= (1 - COVERED) * len(peers):
            for section in missing:
                yield section.line, f"the section “{section.name}” is not in the contents", None
