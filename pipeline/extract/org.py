"""Org-mode to the tree: headlines, plain lists, tables, links and emphasis; drawers, comments, blocks of code and keywords are passed over.

Only what lists use (https://orgmode.org/worg/org-syntax.html). There is no maintained Org parser for Python with source lines.
"""

from __future__ import annotations

import re

from pipeline.extract.runs import Runs
from pipeline.extract.tree import Block, Heading, Inline, Item, Listing, Paragraph, Row, Table

_HEADLINE = re.compile(r"(\*+)\s+(?:(?:TODO|DONE|NEXT|WAITING)\s+)?(?:\[#[A-Z]\]\s+)?(.*?)(?:\s+:[\w@#%:]+:)?\s*$")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:(?P<mark>[-+]|\d+[.)])[ \t]+|(?P<star>[ \t]\*[ \t]+))(?P<rest>.*)$")
_BLOCK = re.compile(r"\s*#\+begin_(\w+)", re.IGNORECASE)
_DRAWER = re.compile(r"\s*:[\w-]+:\s*$")
_RULE = re.compile(r"\s*\|[-+|\s]*$")
_INLINE = re.compile(
    r"\[\[(?P<url>[^\[\]\n]{1,2000})\](?:\[(?P<text>[^\[\]\n]{0,500})\])?\]"
    r"|(?<![\w*/_=~])(?P<mark>[*/_=~])(?P<styled>[^\s*/_=~](?:[^\n]{0,300}?[^\s])?)(?P=mark)(?![\w*/_=~])"
)
_STYLES = {"*": "bold", "/": "italic", "_": "under", "=": "code", "~": "code"}
_DEEPEST = 80  # columns; items set deeper than this are taken as neighbours
_HIDDEN_BLOCKS = frozenset(("src", "example", "comment", "export"))
_CHECKBOX = re.compile(r"^\[[ X-]\]\s+")


def blocks(text: str) -> tuple[Block, ...]:
    """The tree of an Org text. Never raises."""
    return tuple(_Reader(text).read())


class _Open:
    """A list item that is still open."""

    def __init__(self, indent: int, line: int) -> None:
        self.indent = indent
        self.line = line
        self.blocks: list[Block] = []
        self.items: list[Item] = []  # of the list nested in it


class _Reader:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._blocks: list[Block] = []
        self._open: list[_Open] = []
        self._items: list[Item] = []  # finished items of the outermost list
        self._text: list[tuple[int, str]] = []
        self._rows: list[tuple[int, str]] = []

    def read(self) -> list[Block]:
        hidden: str | None = None
        for number, line in enumerate(self._lines, 1):
            if hidden is not None:
                if line.strip().casefold() == hidden:
                    hidden = None
                continue
            block = _BLOCK.match(line)
            if block:
                self._end_text()
                if block[1].casefold() in _HIDDEN_BLOCKS:
                    hidden = f"#+end_{block[1].casefold()}"
            elif line.strip().casefold() == ":properties:":
                hidden = ":end:"
            elif line.lstrip().startswith("#+title:") or line.startswith("#+TITLE:"):
                self._blocks.append(Heading(1, _inline(line.split(":", 1)[1].strip(), number), number))
            elif re.match(r"\s*#(\+|\s|$)", line) or _DRAWER.match(line):
                self._end_text()
            else:
                self._line(number, line)
        self._end_all()
        return self._blocks

    def _line(self, number: int, line: str) -> None:
        headline = _HEADLINE.match(line)
        bullet = _BULLET.match(line) if not headline else None
        if headline:
            self._end_all()
            self._blocks.append(Heading(min(6, len(headline[1])), _inline(headline[2], number), number))
        elif bullet:
            self._end_text()
            indent = min(_DEEPEST, len((bullet["indent"] or "").expandtabs()) + (1 if bullet["star"] else 0))
            self._end_items(indent)
            self._open.append(_Open(indent, number))
            self._text = [(number, _CHECKBOX.sub("", bullet["rest"]))]
        elif line.lstrip().startswith("|"):
            self._end_words()
            self._rows.append((number, line))
        elif not line.strip():
            self._end_text()
        else:
            indent = len(line.expandtabs()) - len(line.expandtabs().lstrip())
            if self._open and indent <= self._open[-1].indent and not self._text:
                self._end_items(indent)
            if self._rows:
                self._end_text()
            self._text.append((number, line.strip()))

    def _end_text(self) -> None:
        self._end_words()
        if self._rows:
            rows = [
                Row(tuple(_inline(c.strip(), n) for c in r.strip().strip("|").split("|")), n) for n, r in self._rows if not _RULE.match(r)
            ]
            ruled = len(self._rows) > 1 and bool(_RULE.match(self._rows[1][1]))
            header = rows[0].cells if ruled and rows else ()
            self._put(Table(header, tuple(rows[1:] if ruled else rows), self._rows[0][0]))
            self._rows = []

    def _end_words(self) -> None:
        if self._text:
            runs = Runs(self._text[0][0])
            for i, (_, words) in enumerate(self._text):
                if i:
                    runs.end_of_line("soft")
                _styled(words, runs)
            self._put(Paragraph(runs.taken(), self._text[0][0]))
            self._text = []

    def _put(self, block: Block) -> None:
        if self._open:
            self._open[-1].blocks.append(block)
        else:
            self._end_list()
            self._blocks.append(block)

    def _end_items(self, indent: int) -> None:
        """Closes the items that an item at `indent` is not nested in."""
        while self._open and self._open[-1].indent >= indent:
            done = self._open.pop()
            contents = [*done.blocks, *([Listing(tuple(done.items), done.items[0].line)] if done.items else [])]
            item = Item(tuple(contents), done.line)
            (self._open[-1].items if self._open else self._items).append(item)

    def _end_list(self) -> None:
        if self._items:
            self._blocks.append(Listing(tuple(self._items), self._items[0].line))
            self._items = []

    def _end_all(self) -> None:
        self._end_text()
        self._end_items(-1)
        self._end_list()


def _inline(text: str, line: int) -> Inline:
    runs = Runs(line)
    _styled(text, runs)
    return runs.taken()


def _styled(text: str, runs: Runs, depth: int = 0) -> None:
    at = 0
    for m in _INLINE.finditer(text):
        runs.text(text[at : m.start()])
        at = m.end()
        if m["url"] is not None:
            runs.open_link(m["url"], bare=not m["text"])
            runs.text(m["text"] or m["url"])
            runs.close_link()
        elif "://" in m["styled"] or depth > 3:
            runs.text(m[0])
        else:
            style = _STYLES[m["mark"]]
            runs.open(style)
            _styled(m["styled"], runs, depth + 1)
            runs.close(style)
    runs.text(text[at:])
