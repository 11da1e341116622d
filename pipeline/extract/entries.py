"""From the tree of a page to its entries. The rules look at structure, words and hosts, never at which list it is.

Every unit (an item, a row, a paragraph) is read into a draft with the evidence that it names a paper. Drafts with little evidence are kept
only where most of their section has much: that is what tells a list of papers from a list of tools.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from pipeline.extract import hosts, which
from pipeline.extract.beside import beside, pieces
from pipeline.extract.citation import citation
from pipeline.extract.columns import Column, column_label, columns, scores
from pipeline.extract.names import people
from pipeline.extract.parts import Part, parts, plain
from pipeline.extract.reading import Reading, read, several
from pipeline.extract.sections import Sections, apart
from pipeline.extract.shapes import (
    BREAK,
    all_parts,
    attributed,
    begins_in_words,
    detail,
    details,
    hard_break,
    hard_lines,
    headings,
    independent,
    items,
    own_parts,
    prose,
    ruled,
    split_lines,
    title_headings,
    topic,
    worth,
)
from pipeline.extract.title import clean, nickname, titled
from pipeline.extract.tree import Block, Heading, Item, Listing, Paragraph, Quote, Row, Summary, Table, words
from pipeline.extract.venue_year import Said, cell, venue_only
from pipeline.extract.which import Evidence
from pipeline.models import Entry

_GROUPS = frozenset(("other", "others", "misc", "miscellaneous", "more", "general"))  # names of groups that nickname nothing
_FEW_CITATIONS = 3  # on one page, from which on `Name: Title` is read as a citation, too
_FEW = 0.5  # share of strong drafts in a section from which weak ones are believed


@dataclass(slots=True)
class Draft:
    """An entry in the making."""

    line: int
    section: tuple[str, ...]
    title: str | None
    alias: str | None
    links: list[Part]
    title_link: Part | None
    evidence: Evidence
    paper: Part | None
    said: Said
    mentions: tuple[str, ...] = ()
    group: tuple[object, ...] = field(default=())
    """Drafts of one group are judged together."""


def entries(blocks: Sequence[Block], *, name: str) -> tuple[Entry, ...]:
    """Entries of a page in the order of their lines."""
    drafts = _Page(blocks).drafts
    kept = sorted(_believed(drafts), key=lambda d: d.line)
    return tuple(_entry(draft, name, position) for position, draft in enumerate(kept, 1))


def _entry(draft: Draft, name: str, position: int) -> Entry:
    alias = draft.alias if draft.alias and draft.title and draft.alias.casefold() != draft.title.casefold() else None
    return Entry(
        list=name,
        line=draft.line,
        position=position,
        section_path=draft.section,
        title=draft.title,
        alias=alias,
        paper_url=draft.paper.url if draft.paper else None,
        links=which.described(draft.links, draft.paper, draft.title_link),
        year=draft.said.year,
        venue=draft.said.venue,
        mentions=draft.mentions,
    )


def _believed(drafts: Sequence[Draft]) -> list[Draft]:
    strong: Counter[tuple[object, ...]] = Counter()
    every: Counter[tuple[object, ...]] = Counter()
    for draft in drafts:
        every[draft.group] += 1
        strong[draft.group] += draft.evidence >= Evidence.CITED
    return [d for d in drafts if d.evidence >= Evidence.CITED or strong[d.group] >= _FEW * every[d.group]]


class _Page:
    """Walks the blocks of a page in order and collects drafts."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        first = next(headings(blocks), None)
        self._sections = Sections()
        self._titles = title_headings(blocks)
        self._title_line = first.line if first else 0
        self._groups: tuple[str, ...] = ()
        self.drafts: list[Draft] = []
        self._page = blocks
        self._blocks(blocks)

    # --- walking ---

    def _blocks(self, blocks: Sequence[Block]) -> None:
        at = 0
        while at < len(blocks):
            block = blocks[at]
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            at += 1
            if isinstance(block, Heading):
                if id(block) in self._titles:
                    at += self._headed(block, blocks[at:])
                else:
                    if block.line != self._title_line:
                        self._heading_entry(block)
                    self._sections.enter(block.level, block.text)
            elif isinstance(block, Summary):
                self._sections.unfold(block.text)
            elif isinstance(block, Listing):
                self._listing(block)
            elif isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Quote):
                self._blocks(block.blocks)
            elif isinstance(following, Listing) and self._titles_list(block, following):
                at += 1
                self._owned(parts(block.text), following, block.line)
            elif isinstance(following, Paragraph) and self._continues(block, following):
                at += 1
                self._paragraph(Paragraph((*block.text, *hard_break(block), *following.text), block.line))
            else:
                self._paragraph(block)

    def _heading_entry(self, block: Heading) -> None:
        """A heading that carries the paper's own links: `### A Survey of Pruning ([arXiv version](…))`."""
        some = parts(block.text)
        if any(p.points and p.label == "paper" and hosts.scholarly(p.url) for p in some):
            reading = read(some)
            if reading.title is not None and reading.way != "link" and len(reading.title.split()) >= 3:
                self._draft(reading, block.line)

    def _headed(self, block: Heading, following: Sequence[Block]) -> int:
        """A heading that is a title, with the blocks up to the next heading; how many of those were taken."""
        until = next((i for i, b in enumerate(following) if isinstance(b, Heading)), len(following))
        own = [*parts(block.text)]
        for inner in following[:until]:
            if isinstance(inner, Paragraph | Listing) and not (isinstance(inner, Paragraph) and len(words(inner.text).split()) > 60):
                own += [BREAK, *all_parts(inner)]
        reading = read(own)
        heading = read(parts(block.text))
        title = heading.title or clean(words(block.text))
        reading.title, reading.way, reading.rest = title, "text", heading.rest + reading.rest
        self._draft(reading, block.line)
        return until

    def _listing(self, listing: Listing) -> None:
        own = [own_parts(item) for item in listing.items]
        cited = sum(self._is_citation(some) for some in own) * 3 >= len(own) if own else False
        for item, some in zip(listing.items, own, strict=True):
            if any(isinstance(b, Heading) for b in item.blocks):
                self._blocks(item.blocks)
            else:
                self._item(item, some, cited)
                for block in item.blocks:
                    if isinstance(block, Table):
                        self._table(block)

    def _is_citation(self, some: list[Part]) -> bool:
        before_links = plain(takewhile(lambda p: p.kind != "link", some))
        found = citation(plain(some)) or (citation(before_links, colons=True) if ":" in before_links and self._holds_citations else None)
        return found is not None and found.title is not None

    @cached_property
    def _holds_citations(self) -> bool:
        """Whether other items of the page name several people before a title."""
        found = (citation(plain(own_parts(item))) for item in items(self._page))
        return sum(1 for c in found if c is not None and c.title and re.search(r",|;|\band\b", c.authors)) >= _FEW_CITATIONS

    def _item(self, item: Item, own: list[Part], cited: bool) -> None:
        nested = [b for b in item.blocks if isinstance(b, Listing)]
        quotes = [p for b in item.blocks if isinstance(b, Quote) for p in all_parts(b)]
        children = [child for listing in nested for child in listing.items]
        named = topic(own)
        outer = self._groups
        if named:
            self._groups = (*outer, named)
            own = [p for p in own if not p.small]
        if not children:
            self._unit([*own, *([BREAK, *quotes] if quotes else [])], item.line, cited)
        else:
            self._family(item, own, children, nested, cited)
        self._groups = outer

    def _family(self, item: Item, own: list[Part], children: list[Item], nested: list[Listing], cited: bool) -> None:
        """An item with nested items: their group, their title, or an entry of its own beside them."""
        parent = read(own, expected=cited)
        readings = [read(own_parts(child), expected=True) for child in children]
        paper, _ = parent.paper
        alone = any(independent(r) for r in readings)
        full = [r for r in readings if r.title and (r.way == "citation" or (r.way == "quotes" and r.authors))]
        if paper is not None and parent.title_link is None and not alone and full:
            self._nicknamed(item, own, parent, readings)
        elif paper is not None and alone:
            self._unit(own, item.line, cited)
            self._nested(nested, ())
        elif paper is not None or (
            parent.title and (details(readings) or ((parent.promised or attributed(readings)) and all(detail(r) for r in readings)))
        ):
            self._owned(own, nested, item.line)
        elif full and len(full) * 2 >= len(readings) and not parent.links:
            name = clean(plain(own))
            usable = name if name and name.casefold() not in _GROUPS else None
            before = len(self.drafts)
            self._nested(nested, ())
            for draft in self.drafts[before:]:
                draft.alias = draft.alias or usable
        elif full and parent.links and len(children) == 1:
            self._nicknamed(item, own, parent, readings)
        else:
            group = clean(plain(p for p in own if p.kind != "link" or p.worded)) if not prose(own) else None
            if parent.paper[0] is None and parent.links and not alone and parent.title:
                self._owned(own, nested, item.line)
            else:
                self._nested(nested, (group,) if group else ())

    def _nested(self, listings: Iterable[Listing], group: tuple[str, ...]) -> None:
        outer, self._groups = self._groups, (*self._groups, *group)
        for listing in listings:
            self._listing(listing)
        self._groups = outer

    def _nicknamed(self, item: Item, own: list[Part], parent: Reading, readings: Sequence[Reading]) -> None:
        """`* Nickname [[Paper]](…)` with citations nested in it: one entry, or one per citation when each has a paper link."""
        alias = clean(plain(p for p in own if p.kind == "text" and not p.small).split("  ")[0]) if parent.title is None else parent.title
        papers = [p for p in parent.links if (p.label or p.column) == "paper"]
        titled_ones = [r for r in readings if r.title and (r.way == "citation" or (r.way == "quotes" and r.authors))]
        if len(titled_ones) > 1 and len(papers) == len(titled_ones) == len(readings):
            for reading, link in zip(titled_ones, papers, strict=True):
                reading.links = [link, *(p for p in parent.links if p not in papers), *reading.links]
                reading.alias = alias
                self._draft(reading, reading.line)
            return
        whole = titled_ones[0]
        for other in readings:
            if other is not whole:
                whole.links = [*whole.links, *other.links]
        whole.links = [*parent.links, *whole.links]
        whole.rest = [*whole.rest, *parent.rest]
        whole.badges = [*parent.badges, *whole.badges]
        whole.alias = alias
        whole.text = f"{parent.text} {whole.text}"
        self._draft(whole, item.line)

    def _owned(self, own: list[Part], nested: Listing | Sequence[Listing], line: int) -> None:
        """An entry whose nested items are its details."""
        some = list(own)
        for listing in [nested] if isinstance(nested, Listing) else nested:
            some += [BREAK, *all_parts(listing)]
        reading = read(own)
        whole = read(some)
        if reading.title is None:
            reading = whole
        else:
            reading.links, reading.badges = whole.links, whole.badges
            reading.rest += pieces(some[len(own) :])
            reading.text = whole.text
            if any(people(piece) for piece in reading.rest) and reading.way == "text":
                reading.authors, reading.way = True, "citation"
        self._draft(reading, line)

    def _unit(self, some: list[Part], line: int, cited: bool = False) -> None:
        pieces = several(some)
        if len(pieces) == 1:
            self._draft(read(some, expected=cited), line)
            return
        for i, piece in enumerate(pieces):
            self._draft(read(piece), line if i == 0 else next(p.line for p in piece if p.kind == "link"))

    def _paragraph(self, block: Paragraph) -> None:
        if not block.text:
            return
        some = parts(block.text)
        if block.line < self._title_line:
            return
        chunks = split_lines(some)
        for chunk in chunks:
            reading = read(chunk)
            if prose(chunk) and not (
                reading.way in ("link", "bold", "quotes", "citation") and reading.title and not begins_in_words(chunk, reading)
            ):
                continue
            if reading.way == "link" and reading.paper[1] < Evidence.CITED:
                continue
            if reading.way in ("text", "after") and not any((p.label or None) == "paper" or p.bare for p in reading.links):
                continue
            if len(chunk) and reading.title and not (reading.way == "text" and len(reading.title.split()) < 2):
                self._draft(reading, chunk[0].line)

    # --- shapes ---

    def _titles_list(self, block: Paragraph, listing: Listing) -> bool:
        """A paragraph that is a title, and a list that holds nothing but its labelled links and authors."""
        some = parts(block.text)
        text = clean(plain(some))
        if (
            text is None
            or prose(some)
            or text.startswith(("(", "（"))
            or (any(p.points and (p.label == "paper" or p.worded) for p in some) and not some[0].bold)
        ):
            return False
        readings = [read(own_parts(item)) for item in listing.items]
        return (
            bool(readings)
            and len(readings) <= 12
            and details(readings)
            and not text.endswith(":")
            and titled(text)
            and len(text.split()) >= 2
        )

    def _continues(self, block: Paragraph, following: Paragraph) -> bool:
        """A title alone in its paragraph, and its links in the next."""
        some, after = parts(block.text), parts(following.text)
        if any(p.points for p in some) or prose(some) or not any(p.points for p in after):
            return False
        reading = read(some)
        if reading.title is None or not (
            all(p.bold for p in some if p.kind == "text" and p.text.strip()) or (len(hard_lines(some)) > 1 and some[0].bold)
        ):
            return False
        first = next((p for p in after if p.points), None)
        lead = plain(after[: after.index(first)]) if first else ""
        return (
            first is not None
            and (first.label is not None or first.bare)
            and (not lead or people(lead) or len(lead.split()) <= 12)
            and read(after).way in ("none", "text", "link", "after")
            and not after[0].bold
        )

    # --- tables ---

    def _table(self, table: Table) -> None:
        if scores(table) or not table.rows:
            return
        kinds = columns(table)
        known = "title" in kinds
        told = any(k in ("authors", "venue", "year") for k in kinds)
        for row in table.rows:
            if sum(bool(words(c)) for c in row.cells) and known and not ruled(row):
                self._row(table, row, kinds, told)

    def _row(self, table: Table, row: Row, kinds: list[Column], told: bool) -> None:
        cells = [parts(c, column_label(table.header, i) if kinds[i] != "title" else None) for i, c in enumerate(row.cells[: len(kinds)])]
        at = kinds.index("title")
        if at >= len(cells):
            return
        reading = read(cells[at])
        if reading.title is None:
            reading.take_names_for_title()
        if reading.title is None or (reading.title_link is None and venue_only(reading.title)):
            return
        reading.line = row.line
        said = Said()
        for i, some in enumerate(cells):
            if i == at:
                continue
            reading.links += [p for p in some if p.points]
            reading.badges += [(p.text, p.url) for p in some if p.kind == "image"]
            text = plain(p for p in some if p.kind != "link" or p.label is None or kinds[i] in ("venue", "year"))
            reading.text += f" {text}"
            if kinds[i] in ("venue", "year"):
                said = said.or_else(cell(text))
            elif kinds[i] == "alias" and nickname(text) and not reading.alias:
                reading.alias = clean(text)
        said = said.or_else(reading.said)
        if said.year is None or said.venue is None:
            said = said.or_else(
                beside(
                    plain(some)
                    for i, some in enumerate(cells)
                    if i != at
                    and kinds[i] == "other"
                    and not (i < len(table.header) and words(table.header[i]))
                    and not any(p.points for p in some)
                )
            )
        draft = self._draft(reading, row.line, said)
        if (
            draft is not None
            and draft.title_link is None
            and any(p.worded and hosts.role(p.url) == "code" for i, some in enumerate(cells) if i < at for p in some)
        ):
            draft.evidence = min(draft.evidence, Evidence.WEAK)  # a tool and its description
        if draft is not None and draft.evidence < Evidence.CITED and not draft.links and "authors" in kinds and told:
            draft.evidence = Evidence.CITED

    # --- drafts ---

    def _draft(self, reading: Reading, line: int, told: Said | None = None) -> Draft | None:
        if reading.title is None or self._sections.apart or not worth(reading) or any(apart(g) for g in self._groups):
            return None
        paper, evidence = reading.paper
        if evidence < Evidence.CITED and not reading.links:
            if reading.mentions and (reading.authors or reading.way in ("quotes", "citation", "bold")):
                evidence = Evidence.CITED
            elif not reading.promised and told is None:
                return None
        said = (told or reading.said).or_else(self._sections.said)
        draft = Draft(
            line,
            (*self._sections.path, *self._groups),
            reading.title,
            reading.alias,
            list(reading.links),
            reading.title_link,
            evidence,
            paper,
            said,
            reading.mentions,
            (self._sections.path,),
        )
        self.drafts.append(draft)
        return draft
