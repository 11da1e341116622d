"""The neutral tree into which every markup is read, so that the rules that make entries know no markup.

A document is a tuple of blocks; running text is a tuple of runs. Lines are 1-based lines of the source file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """One link occurrence; runs of the same link share the object."""

    url: str
    """Target as written; empty for a link without one, as in `[Title]()`."""
    line: int
    bare: bool = False
    """The address stands in the text itself, without words of its own."""


Kind = Literal["text", "soft", "hard", "image"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of running text in one style."""

    text: str
    """For an image its alternative text; empty for a line end."""
    line: int
    kind: Kind = "text"
    """`soft` is a line end of the source, `hard` one that the writer asked for."""
    anchor: Anchor | None = None
    bold: bool = False
    italic: bool = False
    code: bool = False
    under: bool = False
    """Underlined: some lists set nicknames so."""
    small: bool = False
    """Subscript or small print: some lists name the topic of a group so."""
    source: str = ""
    """Address of an image."""


Inline = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: Inline
    line: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The label of a collapsible part."""

    text: Inline
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Inline
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with all that is nested in it."""

    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted or numbered list."""

    items: tuple[Item, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[Inline, ...]
    """Empty when the table has none."""
    rows: tuple[Row, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]
    line: int


Block = Heading | Summary | Paragraph | Listing | Table | Quote


def words(text: Iterable[Run]) -> str:
    """Plain text: images left out, line ends as blanks, white space collapsed."""
    return " ".join("".join(" " if r.kind in ("soft", "hard") else "" if r.kind == "image" else r.text for r in text).split())


def anchors(text: Iterable[Run]) -> list[Anchor]:
    """The links of running text in source order, each once."""
    found: dict[int, Anchor] = {}
    for run in text:
        if run.anchor is not None:
            found.setdefault(id(run.anchor), run.anchor)
    return list(found.values())


def walk(blocks: Iterable[Block]) -> Iterator[Inline]:
    """All running text, in source order."""
    for block in blocks:
        if isinstance(block, Heading | Summary | Paragraph):
            yield block.text
        elif isinstance(block, Listing):
            for item in block.items:
                yield from walk(item.blocks)
        elif isinstance(block, Quote):
            yield from walk(block.blocks)
        else:
            yield from block.header
            for row in block.rows:
                yield from row.cells
