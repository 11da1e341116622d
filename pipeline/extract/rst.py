"""reStructuredText to the tree, by docutils: no file is included, nothing raw is read, no message is printed, nothing is executed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import SystemMessage

from pipeline.extract.runs import Runs
from pipeline.extract.tree import Block, Heading, Inline, Item, Listing, Paragraph, Quote, Row, Table

_SETTINGS = {
    "file_insertion_enabled": False,  # no include, no csv-table from files
    "raw_enabled": False,
    "report_level": 5,  # silent
    "halt_level": 5,  # a severe error is a broken list, not ours to stop at
    "warning_stream": False,
    "_disable_config": True,  # no docutils.conf of the machine
    "line_length_limit": 100_000,  # characters; docutils' own 10,000 refuses the tables of real lists
    "syntax_highlight": "none",
    "smart_quotes": False,
    "doctitle_xform": False,
    "sectsubtitle_xform": False,
    "docinfo_xform": False,
}
_LONGEST_WORD = 1_000  # characters; addresses of lists have up to 400, and docutils' pattern for addresses takes the square of it
_PIECE = re.compile(rf"\S{{{_LONGEST_WORD // 2}}}")
_MOST_MARKS = 1_000  # in one paragraph; docutils takes the square of them, and the largest real one has 150
_MARK = re.compile(r"[*`|_]")
_RULES = re.compile(r"^\s*(?:\+[-=+]{3,}|={2,}(?:\s+={2,})+\s*$)", re.MULTILINE)  # of a table, whose cells are read one by one
_DEEPEST = 120  # columns
_DEEP = re.compile(rf"^ {{{_DEEPEST},}}(?=[-*+\d])", re.MULTILINE)
_STYLES: dict[type[nodes.Node], str] = {
    nodes.strong: "bold",
    nodes.emphasis: "italic",
    nodes.literal: "code",
    nodes.title_reference: "italic",
    nodes.subscript: "small",
    nodes.superscript: "small",
}


def blocks(text: str) -> tuple[Block, ...]:
    """The tree of a reStructuredText. Text that docutils cannot read at all gives an empty tree."""
    try:
        document = publish_doctree(_defused(text), settings_overrides=_SETTINGS)
    except (SystemMessage, RecursionError, ValueError, AssertionError, IndexError, KeyError, AttributeError, TypeError):
        return ()  # docutils' parser fails in many ways on damaged tables; a list that no reader can show has no entries
    lines = _Lines(text)
    return tuple(_blocks(document.children, lines, 0))


def _defused(text: str) -> str:
    """Without control characters, which docutils refuses, and without absurd indentation, words and markup, on which it spends a gigabyte
    or an hour."""
    plain = _DEEP.sub(" " * _DEEPEST, re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text))
    lines = (
        _PIECE.sub(r"\g<0> ", line) if len(max(line.split(), key=len, default="")) > _LONGEST_WORD else line for line in plain.split("\n")
    )
    return "\n\n".join(_unmarked(paragraph) for paragraph in "\n".join(lines).split("\n\n"))


def _unmarked(paragraph: str) -> str:
    """A paragraph as it stands, without its markup where there is more than anybody would write."""
    absurd = len(paragraph) > _MOST_MARKS and len(_MARK.findall(paragraph)) > _MOST_MARKS and not _RULES.search(paragraph)
    return _MARK.sub(" ", paragraph) if absurd else paragraph


class _Lines:
    """Where a block stands. docutils gives paragraphs in tables and items no line, or their last one; the words tell."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._at = 0

    def of(self, node: nodes.Node) -> int:
        """1-based line, never before that of the block before it."""
        words = _first_words(node)
        if words:
            for i in range(self._at, min(len(self._lines), self._at + 3_000)):
                if words in self._lines[i]:
                    self._at = i
                    return i + 1
        return max(1, min(len(self._lines), self._at + 1))


def _first_words(node: nodes.Node) -> str:
    """The first words of a block as they stand in the source: up to markup or the end of the line."""
    for text in node.findall(nodes.Text):
        words = str(text).split("\n")[0].strip()
        if words:
            return " ".join(words.split()[:4]) if "  " not in words else words.split("  ")[0]
    return ""


def _blocks(children: Sequence[nodes.Node], lines: _Lines, level: int) -> Iterator[Block]:
    for node in children:
        if isinstance(node, nodes.section):
            yield from _blocks(node.children, lines, level + 1)
        elif isinstance(node, nodes.title | nodes.rubric):
            yield Heading(min(6, max(1, level)), _inline(node, lines), lines.of(node))
        elif isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            items = []
            for child in node.children:
                line = lines.of(child)
                items.append(Item(tuple(_blocks(child.children, lines, level)), line))
            yield Listing(tuple(items), items[0].line if items else 1)
        elif isinstance(node, nodes.table):
            yield _table(node, lines)
        elif isinstance(node, nodes.footnote | nodes.citation):
            text = [c for c in node.children if not isinstance(c, nodes.label)]
            yield from _blocks(text, lines, level)
        elif isinstance(node, nodes.definition_list):
            for item in node.children:
                for part in item.children:
                    yield from _blocks(part.children if isinstance(part, nodes.definition) else [part], lines, level)
        elif isinstance(node, nodes.block_quote):
            yield Quote(tuple(_blocks(node.children, lines, level)), lines.of(node))
        elif isinstance(node, nodes.line_block):
            yield Paragraph(_inline(node, lines), lines.of(node))
        elif isinstance(node, nodes.paragraph | nodes.term):
            line = lines.of(node)
            yield Paragraph(_inline(node, lines, line), line)
        elif isinstance(
            node,
            nodes.comment
            | nodes.literal_block
            | nodes.system_message
            | nodes.substitution_definition
            | nodes.topic
            | nodes.target
            | nodes.doctest_block
            | nodes.raw,
        ):
            continue
        elif isinstance(node, nodes.Element):
            yield from _blocks(node.children, lines, level)


def _table(node: nodes.table, lines: _Lines) -> Table:
    header: tuple[Inline, ...] = ()
    rows: list[Row] = []
    for row in node.findall(nodes.row):
        line = lines.of(row)
        cells = tuple(_inline(cell, lines, line) for cell in row.children)
        if isinstance(row.parent, nodes.thead):
            header = header or cells
        else:
            rows.append(Row(cells, line))
    return Table(header, tuple(rows), rows[0].line if rows else 1)


def _inline(node: nodes.Node, lines: _Lines, line: int | None = None) -> Inline:
    runs = Runs(line or lines.of(node))
    _fill(node, runs)
    return runs.taken()


def _fill(node: nodes.Node, runs: Runs) -> None:
    for child in node.children:
        if isinstance(child, nodes.Text):
            runs.text(str(child))
        elif isinstance(child, nodes.image):
            runs.image(str(child.get("alt", "")), str(child.get("uri", "")))
        elif isinstance(child, nodes.reference):
            url = str(child.get("refuri", ""))
            runs.open_link(url, bare=child.astext() == url)
            _fill(child, runs)
            runs.close_link()
        elif isinstance(
            child,
            nodes.footnote_reference
            | nodes.citation_reference
            | nodes.target
            | nodes.problematic
            | nodes.system_message
            | nodes.comment
            | nodes.label,
        ):
            if isinstance(child, nodes.problematic):
                runs.text(child.astext())
        elif isinstance(child, nodes.line):
            _fill(child, runs)
            runs.end_of_line("hard")
        elif (style := _STYLES.get(type(child))) is not None:
            runs.open(style)
            _fill(child, runs)
            runs.close(style)
        elif isinstance(child, nodes.bullet_list | nodes.enumerated_list):
            for item in child.children:
                runs.hard_break()
                _fill(item, runs)
        elif isinstance(child, nodes.Element):
            if isinstance(child, nodes.paragraph) and child is not node.children[0]:
                runs.hard_break()
            _fill(child, runs)
