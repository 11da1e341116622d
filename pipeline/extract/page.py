"""Collects the blocks of a page or of one container in it; HTML tags give the same blocks as their Markdown form."""

from __future__ import annotations

from pipeline.extract.markup import Event, events
from pipeline.extract.runs import Runs
from pipeline.extract.tree import Block, Heading, Inline, Item, Listing, Paragraph, Row, Run, Summary, Table, words

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_ENDS_TEXT = {  # tags at which running text ends; every other unknown tag is passed over
    "p", "div", "center", "ul", "ol", "dl", "dd", "dt", "hr", "details", "blockquote", "section", "article", "table", "thead", "tbody",
    "figure", "figcaption", "picture", "pre",
}  # fmt: skip
_CELLS = {"td", "th"}
_DEEPEST = 30
"""Items within items; a list of lists of lists has three. Beyond it an item that was never closed is taken as ended."""


class Page:
    """Blocks in source order. A block that stands within an open HTML item or cell becomes part of it."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._runs: Runs | None = None
        self._runs_line = 0
        self._heading: int | None = None
        self._summary = False
        self._items: list[tuple[int, list[Block]]] = []  # open <li>: line and contents
        self._listing: list[Item] = []  # finished <li> of the outermost list
        self._rows: list[Row] = []
        self._header: tuple[Inline, ...] = ()
        self._row: tuple[int, list[Inline], bool] | None = None  # open <tr>: line, cells, whether all are <th>
        self._cell: list[Run] | None = None
        self._table_line = 0

    def add(self, block: Block) -> None:
        """A block that the markup of the page gave."""
        self._end_text()
        if self._cell is not None:
            self._cell += _flat(block)
        elif self._items:
            self._items[-1][1].append(block)
        else:
            self._end_listing()
            if not isinstance(block, Paragraph) or block.text:
                self._blocks.append(block)

    def html(self, source: str, line: int) -> None:
        """An HTML fragment that begins at `line`."""
        for event in events(source, line):
            self._take(event)
        if self._heading is None and not self._summary:
            self._end_text()

    def finished(self) -> tuple[Block, ...]:
        self._end_text()
        self._end_row()
        self._end_table()
        while self._items:
            self._end_item()
        self._end_listing()
        return tuple(self._blocks)

    def _take(self, event: Event) -> None:
        if event.kind == "text" or event.name in ("br", "img", "a"):
            self._running(event)
        elif event.name in _HEADINGS:
            self._end_text()
            self._heading = _HEADINGS[event.name] if event.kind == "start" else None
        elif event.name == "summary":
            self._end_text()
            self._summary = event.kind == "start"
        elif event.name == "li":
            self._end_text()
            if event.kind == "start":
                if len(self._items) == _DEEPEST:
                    self._end_item()
                self._items.append((event.line, []))
            elif self._items:
                self._end_item()
        elif event.name == "tr":
            self._end_text()
            self._end_row()
            if event.kind == "start":
                self._row = (event.line, [], True)
                self._table_line = self._table_line or event.line
        elif event.name in _CELLS:
            self._end_text()
            self._end_cell()
            if event.kind == "start":
                line, cells, heads = self._row or (event.line, [], True)
                self._row = (line, cells, heads and event.name == "th")
                self._cell = []
        elif event.name in _ENDS_TEXT:
            self._end_text()
            if event.name == "table":
                self._end_row()
                self._end_table()
        else:
            self._running(event)

    def _running(self, event: Event) -> None:
        if self._runs is None:
            self._runs, self._runs_line = Runs(event.line), event.line
        if event.kind != "text":
            self._runs.line = event.line
        self._runs.event(event)

    def _end_text(self) -> None:
        if self._runs is None:
            return
        text, self._runs = _stripped(self._runs.taken()), None
        line = text[0].line if text else self._runs_line
        if not text:
            return
        if self._cell is not None:
            self._cell += text
        elif self._heading is not None:
            self._put(Heading(self._heading, text, line))
        elif self._summary:
            self._put(Summary(text, line))
        elif words(text) or any(r.kind == "image" for r in text):
            self._put(Paragraph(text, line))

    def _put(self, block: Block) -> None:
        if self._items:
            self._items[-1][1].append(block)
        else:
            self._end_listing()
            self._blocks.append(block)

    def _end_item(self) -> None:
        line, contents = self._items.pop()
        item = Item(tuple(contents), line)
        if self._items:
            self._items[-1][1].append(Listing((item,), line))
        else:
            self._listing.append(item)

    def _end_listing(self) -> None:
        if self._listing:
            self._blocks.append(Listing(tuple(self._listing), self._listing[0].line))
            self._listing = []

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            self._row[1].append(tuple(self._cell))
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        line, cells, heads = self._row
        self._row = None
        if heads and not self._header and not self._rows:
            self._header = tuple(cells)
        elif cells:
            self._rows.append(Row(tuple(cells), line))

    def _end_table(self) -> None:
        if self._rows or self._header:
            self._blocks.append(Table(self._header, tuple(self._rows), self._table_line))
        self._rows, self._header, self._table_line = [], (), 0


def _flat(block: Block) -> list[Run]:
    """The text of a block inside a table cell."""
    if isinstance(block, Heading | Summary | Paragraph):
        return [*block.text, Run("", block.line, "hard")]
    if isinstance(block, Listing):
        return [run for item in block.items for inner in item.blocks for run in _flat(inner)]
    if isinstance(block, Table):
        return [run for row in block.rows for cell in row.cells for run in (*cell, Run("", row.line, "hard"))]
    return [run for inner in block.blocks for run in _flat(inner)]


def _stripped(text: Inline) -> Inline:
    """Without line ends and blanks at either end."""
    start, end = 0, len(text)
    while start < end and _empty(text[start]):
        start += 1
    while end > start and _empty(text[end - 1]):
        end -= 1
    return text[start:end]


def _empty(run: Run) -> bool:
    return run.kind != "image" and not run.text.strip()
