"""Markdown to the tree, by markdown-it-py: CommonMark with tables and front matter.

Links keep the spelling of the source (no percent-encoding, no punycode). Bare addresses become links as in GFM, never "fuzzy" ones
(`model.py`, `et.al`). HTML blocks are read as a stream, so that `<table>` and `<h2>` give the same tree as their Markdown form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from pipeline.extract.markup import tag
from pipeline.extract.page import Page
from pipeline.extract.runs import Runs
from pipeline.extract.tree import Block, Heading, Inline, Item, Listing, Paragraph, Quote, Row, Table

_LOOSE_TARGET = re.compile(r"[ \t]?\(\s*(?P<url>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_LONGEST_LABEL = 500  # characters; the longest real title has 330
_NESTING = 60  # levels; markdown-it's default of 20 loses deep lists, its recursion is safe far beyond this
_HASH_HEADING = re.compile(r"(#{1,6})[^\s#!]")
_MARKER = re.compile(r"(?P<marks>#{1,6})\s*(?P<rest>.*)", re.DOTALL)


def blocks(text: str) -> tuple[Block, ...]:
    """The tree of a Markdown text. Never raises."""
    return _Reader(text).read()


def _loose_link(state: StateInline, silent: bool) -> bool:
    """`[label] (https://…)` and `[label](target with blanks)`: no links for CommonMark, links for whoever wrote and reads them."""
    if state.src[state.pos] != "[":
        return False
    end = _label_end(state.src, state.pos)
    found = _LOOSE_TARGET.match(state.src, end + 1) if end > 0 else None
    if found is None:
        return False
    url = found["url"].strip()
    address = url.lower().startswith(("http://", "https://", "www."))
    if not address and (state.src[end + 1] != "(" or " " not in url):
        return False
    if not silent:
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": url.split()[0] if address else url if re.search(r"\.\w{2,4}$", url) else ""}
        start, limit = state.pos + 1, state.posMax
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.pos, state.posMax = end, limit
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _label_end(source: str, start: int) -> int:
    """Where the bracket that opens at `start` closes; -1 when it does not within a label's length."""
    depth = 0
    for at in range(start, min(len(source), start + _LONGEST_LABEL)):
        if source[at] == "[":
            depth += 1
            if depth > 4:  # no label nests deeper; without this 50,000 brackets would each be searched
                return -1
        elif source[at] == "]":
            depth -= 1
            if depth == 0:
                return at
    return -1


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"]).use(front_matter_plugin)
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # documented as replaceable; provenance wants the source spelling
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # likewise
    parser.inline.ruler.after("link", "loose_link", _loose_link)
    return parser


_PARSER = _parser()


class _Reader:
    def __init__(self, text: str) -> None:
        self._source = text.split("\n")
        self._tokens: Sequence[Token] = _PARSER.parse(text)
        self._at = 0

    def read(self) -> tuple[Block, ...]:
        page = Page()
        self._fill(page, "")
        return page.finished()

    def _fill(self, page: Page, closing: str) -> None:
        """Reads blocks into `page` up to the token that closes their container."""
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == closing:
                return
            read = _READERS.get(token.type)
            if read is not None:
                read(self, page, token)

    def _contents(self, closing: str) -> tuple[Block, ...]:
        page = Page()
        self._fill(page, closing)
        return page.finished()

    def _html(self, page: Page, token: Token) -> None:
        page.html(token.content, _line(token))

    def _paragraph(self, page: Page, token: Token) -> None:
        content = self._tokens[self._at]
        line = _line(token)
        text = inline(content.children or [], line)
        self._at += 2
        hashed = _HASH_HEADING.match(content.content) and "\n" not in content.content and _MARKER.match(text[0].text if text else "")
        if hashed:  # `#2 Title`: a heading for the writer, though CommonMark wants a blank
            first = text[0]
            rest = Runs(line)
            rest.text(hashed["rest"])
            page.add(Heading(len(hashed["marks"]), (*rest.taken(), *text[1:]), first.line))
        else:
            page.add(Paragraph(text, line))

    def _heading(self, page: Page, token: Token) -> None:
        line = _line(token)
        text = inline(self._tokens[self._at].children or [], line)
        self._at += 2
        page.add(Heading(int(token.tag[1]), text, line))

    def _listing(self, page: Page, token: Token) -> None:
        items = []
        closing = token.type.replace("_open", "_close")
        while self._at < len(self._tokens):
            item = self._tokens[self._at]
            self._at += 1
            if item.type == closing:
                break
            items.append(Item(self._contents("list_item_close"), _line(item)))
        page.add(Listing(tuple(items), _line(token)))

    def _quote(self, page: Page, token: Token) -> None:
        page.add(Quote(self._contents("blockquote_close"), _line(token)))

    def _table(self, page: Page, token: Token) -> None:
        header: tuple[Inline, ...] = ()
        rows: list[Row] = []
        cells: list[Inline] = []
        line, in_head = _line(token), False
        while self._at < len(self._tokens):
            part = self._tokens[self._at]
            self._at += 1
            if part.type == "table_close":
                break
            if part.type in ("thead_open", "thead_close"):
                in_head = part.type == "thead_open"
            elif part.type == "tr_open":
                cells, line = [], _line(part)
            elif part.type == "inline":
                cells.append(inline(part.children or [], line))
            elif part.type == "tr_close" and in_head:
                header = tuple(cells)
            elif part.type == "tr_close":
                rows.append(Row((*cells, *self._surplus(line, len(header))), line))
        page.add(Table(header, tuple(rows), _line(token)))

    def _surplus(self, line: int, columns: int) -> list[Inline]:
        """Cells beyond the header's number, which GFM drops though lists keep links in them."""
        source = self._source[line - 1] if line <= len(self._source) else ""
        if source.count("|") <= columns:
            return []
        cells = re.split(r"(?<!\\)\|", source.strip().lstrip(">").strip().removeprefix("|"))
        return [inline(_PARSER.parseInline(c)[0].children or [], line) for c in cells[columns:] if c.strip()]


_READERS: dict[str, Callable[[_Reader, Page, Token], None]] = {
    "paragraph_open": _Reader._paragraph,
    "heading_open": _Reader._heading,
    "bullet_list_open": _Reader._listing,
    "ordered_list_open": _Reader._listing,
    "blockquote_open": _Reader._quote,
    "table_open": _Reader._table,
    "html_block": _Reader._html,
}


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def inline(tokens: Sequence[Token], line: int) -> Inline:
    """Runs of the inline tokens of a block that begins at `line`."""
    runs = Runs(line)
    for token in tokens:
        kind = token.type
        if kind in ("text", "text_special"):
            runs.text(token.content)
        elif kind == "code_inline":
            runs.text(token.content, code=True)
        elif kind == "softbreak":
            runs.end_of_line("soft")
        elif kind == "hardbreak":
            runs.end_of_line("hard")
        elif kind == "link_open":
            runs.open_link(str(token.attrs.get("href", "")), bare=token.info == "auto")
        elif kind == "link_close":
            runs.close_link()
        elif kind == "image":
            runs.image(token.content, str(token.attrs.get("src", "")))
        elif kind == "html_inline":
            event = tag(token.content, runs.line)
            if event is not None:
                runs.event(event)
            runs.line += token.content.count("\n")
        elif kind in _INLINE_STYLES:
            (runs.open if kind.endswith("_open") else runs.close)(_INLINE_STYLES[kind])
    return runs.taken()


_INLINE_STYLES = {"strong_open": "bold", "strong_close": "bold", "em_open": "italic", "em_close": "italic"}
