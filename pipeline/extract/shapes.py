"""What a unit looks like: prose or title, a group, details of another unit, an entry of its own. Only shape and words count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.extract import hosts, roles
from pipeline.extract.names import people
from pipeline.extract.parts import Part, parts, plain
from pipeline.extract.reading import Reading, read
from pipeline.extract.title import clean, titled
from pipeline.extract.tree import Block, Heading, Inline, Item, Listing, Paragraph, Quote, Row, Run, Summary, Table, words
from pipeline.extract.venue_year import venue_only
from pipeline.extract.vocabulary import DETAIL_KEYS
from pipeline.extract.which import Evidence

BREAK = Part("hard", "", 0)
_HEADED = 3  # headings of one level that each carry links: below this a heading is a section, not a title


def own_parts(item: Item) -> list[Part]:
    """Parts of an item's own paragraphs."""
    some: list[Part] = []
    for block in item.blocks:
        if isinstance(block, Paragraph):
            some += ([BREAK] if some else []) + parts(block.text)
    return some


def all_parts(block: Block) -> list[Part]:
    """Parts of a block and all that is nested in it, one line per paragraph."""
    if isinstance(block, Paragraph | Heading | Summary):
        return parts(block.text)
    inner: Sequence[Block] = (
        [b for item in block.items for b in item.blocks] if isinstance(block, Listing) else block.blocks if isinstance(block, Quote) else ()
    )
    some: list[Part] = []
    for one in inner:
        some += ([BREAK] if some else []) + all_parts(one)
    return some


def hard_lines(some: Iterable[Part]) -> list[list[Part]]:
    """Parts cut at the line ends that the writer asked for."""
    lines: list[list[Part]] = [[]]
    for p in some:
        if p.kind == "hard":
            lines.append([])
        else:
            lines[-1].append(p)
    return [line for line in lines if line]


def hard_break(block: Paragraph) -> Inline:
    return (Run("", block.line, "hard"),)


def independent(reading: Reading) -> bool:
    """A nested item that names a paper of its own."""
    paper, evidence = reading.paper
    return (
        reading.title is not None
        and evidence == Evidence.STRONG
        and paper is not None
        and (paper is reading.title_link or len(reading.title.split()) >= 3 or reading.way in ("bold", "quotes", "citation"))
    )


def details(readings: Sequence[Reading]) -> bool:
    """Nested items that say nothing but links and authors of the item above them."""
    labelled = sum(bool(r.links) for r in readings)
    return labelled > 0 and all(detail(r) for r in readings)


def attributed(readings: Sequence[Reading]) -> bool:
    """A nested item that names the authors, and nothing that has a title."""
    return any(r.authors for r in readings) and not any(r.title and (r.way == "citation" or r.links) for r in readings)


def detail(reading: Reading) -> bool:
    if reading.title is None:
        return True
    if not reading.links:
        return True
    return reading.way in ("text", "bold") and (roles.label(reading.title) is not None or reading.title.casefold() in DETAIL_KEYS)


def topic(own: Sequence[Part]) -> str | None:
    """Small print on a line of its own below the head of a group names the group's topic."""
    for line in hard_lines([BREAK if p.kind == "soft" else p for p in own]):
        filled = [p for p in line if p.text.strip()]
        if filled and all(p.small and p.kind == "text" for p in filled) and any(c.isalpha() for c in plain(filled)):
            return clean(plain(filled))
    return None


def prose(some: Sequence[Part]) -> bool:
    """Running text: a sentence that begins with plain words and mentions links on its way."""
    first = next((p for p in some if p.text.strip() and p.kind != "image"), None)
    if first is None or first.kind == "link":
        return first is not None and _after_sentence(some, first)
    if first.bold or first.italic or _keyed_line(some):
        return False
    text = plain(some)
    return len(text.split()) > 25 or (
        bool(
            re.match(
                r"^(?:this|we|the|please|if|for|in|a|an|our|it|see|you|here|thanks|feel|note|welcome|inspired|more|as|to|all|click"
                r"|check|by|contributed|also)\b.*",
                text,
                re.IGNORECASE,
            )
        )
        and len(text.split()) > 6
    )


def _keyed_line(some: Sequence[Part]) -> bool:
    """A second line that begins with a key and its link, `PDF: <…>`: the first line is no sentence but a title."""
    at = next((i for i, p in enumerate(some) if p.kind in ("soft", "hard") and i), len(some))
    ahead = [p for p in some[at:] if p.kind != "soft" and (p.text.strip() or p.kind == "link")]
    return (
        not any(p.kind == "link" for p in some[:at])
        and len(ahead) > 1
        and ahead[0].kind == "text"
        and ahead[1].kind == "link"
        and ahead[1].label is not None
        and len(ahead[0].text.split()) <= 3
    )


def _after_sentence(some: Sequence[Part], first: Part) -> bool:
    """A link at the head that a sentence goes on from: `[Foo](…) is a …`."""
    behind = plain(some[list(some).index(first) + 1 :])
    return bool(re.match(r"^(?:is|are|was|has|have|provides?|contains?|can|for|to|of)\b", behind)) and len(first.text.split()) < 4


def begins_in_words(some: Sequence[Part], reading: Reading) -> bool:
    """Prose whose first link or bold words are not at its head."""
    first = next((p for p in some if p.text.strip() and p.kind != "image"), None)
    if reading.way == "quotes" and not reading.authors:
        return True
    return first is not None and first.kind == "text" and not first.bold and reading.way in ("link", "bold")


def split_lines(some: list[Part]) -> list[list[Part]]:
    """A paragraph of several entries, one per line, cut into them; every other paragraph whole."""
    lines: list[list[Part]] = [[]]
    for p in some:
        if p.kind in ("hard", "soft"):
            lines.append([p])
        else:
            lines[-1].append(p)
    heads = [i for i, line in enumerate(lines) if _opens(line)]
    if len(heads) < 2:
        return [some]
    cuts = [0, *heads[1:], len(lines)]
    return [[p for line in lines[a:b] for p in line if p.kind not in ("hard", "soft") or line is not lines[a]] for a, b in pairwise(cuts)]


def _opens(line: Sequence[Part]) -> bool:
    """A line that begins with a title which links to a published work, or with one in bold."""
    first = next((p for p in line if p.kind in ("link", "text") and p.text.strip(" *•-–\t")), None)
    if first is None:
        return False
    if first.kind == "link":
        return first.worded and len(first.text.split()) >= 3 and (hosts.scholarly(first.url) or hosts.document(first.url))
    return first.bold and len(first.text.split()) >= 4 and any(p.points and p.label == "paper" for p in line)


def worth(reading: Reading) -> bool:
    """A title that is not a label, a venue, a number or a link to another place of the list."""
    title = reading.title or ""
    if not titled(title) or venue_only(title):
        return False
    link = reading.title_link
    if link is not None and (link.url.startswith("#") or re.search(r"\.(?:md|rst|org|txt)(?:#.*)?$", link.url, re.IGNORECASE)):
        return False
    return not re.fullmatch(r"(?:here|link|more|click here|website|home ?page|github|code|paper|pdf|back to top|top)", title, re.IGNORECASE)


def ruled(row: Row) -> bool:
    """A row of dashes."""
    return all(not re.search(r"[^\W_]", words(c)) for c in row.cells)


def headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Listing):
            for item in block.items:
                yield from headings(item.blocks)
        elif isinstance(block, Quote):
            yield from headings(block.blocks)


def items(blocks: Iterable[Block]) -> Iterator[Item]:
    """Items of all lists, nested ones too."""
    for block in blocks:
        if isinstance(block, Listing):
            for item in block.items:
                yield item
                yield from items(item.blocks)
        elif isinstance(block, Quote):
            yield from items(block.blocks)


def title_headings(blocks: Sequence[Block]) -> set[int]:
    """Headings that are titles: several of one level, each with nothing but labelled links and remarks until the next heading."""
    found: dict[int, list[Heading]] = {}
    first = True
    for i, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        if first:
            first = False
            continue
        until = next((j for j in range(i + 1, len(blocks)) if isinstance(blocks[j], Heading)), len(blocks))
        inner = blocks[i + 1 : until]
        if inner and len(words(block.text).split()) >= 3 and _carries_links(inner):
            found.setdefault(block.level, []).append(block)
    return {id(h) for level in found.values() if len(level) >= _HEADED for h in level}


def _carries_links(inner: Sequence[Block]) -> bool:
    at = next((i for i, block in enumerate(inner) if not _remark(block)), None)
    if at is None:
        return False
    block = inner[at]
    if isinstance(block, Paragraph):
        units = [parts(block.text)]
    elif isinstance(block, Listing) and len(block.items) <= 12:
        units = [own_parts(item) for item in block.items]
    else:
        return False
    if any(isinstance(b, Table) for b in inner):
        return False
    readings = []
    for unit in units:  # most headings are no titles: the first unit below tells
        readings.append(read(unit))
        if not detail(readings[-1]):
            return False
    return any(p.label == "paper" or (p.bare and hosts.scholarly(p.url)) for r in readings for p in r.links)


def _remark(block: Block) -> bool:
    """Authors, or venue and year, in a paragraph of their own."""
    if not isinstance(block, Paragraph):
        return False
    some = parts(block.text)
    text = plain(some)
    return not any(p.points for p in some) and (people(text) or venue_only(text))
