"""What the columns of a table hold, by their heads, else by their content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.extract import roles
from pipeline.extract.roles import Label
from pipeline.extract.tree import Inline, Table, anchors, words

Column = Literal["title", "authors", "venue", "year", "alias", "links", "other"]

# Heads of columns, folded and whole; the first row that fits wins.
_HEADS: tuple[tuple[Column, str], ...] = (
    ("authors", r"(?:first |main )?authors?(?:\(s\)|s)?(?: list)?|作者|by|affiliations?|institutions?|team"),
    (
        "title",
        r"(?:paper |article |work |publication |survey |full )?(?:titles?|papers?(?: names?)?)(?: (?:&|and|/) (?:authors?"
        r"|links?|papers?))*|papers? titles?|title authors|articles?|works?|publications?|references?|论文(?:标题|题目|名称|名)?|标题"
        r"|题目|文章|title .*",
    ),
    (
        "venue",
        r"(?:publication )?venues?|conf(?:erences?)?(?:/journal| journal)?|journals?(?: conferences?| or conferences?)?"
        r"|pub(?:lish(?:ed|er)?|lication)?(?: in| at| venue)?|where|source venue|proceedings|j c|outlet|会议(?: 期刊)?|期刊|出处|来源|发表",
    ),
    ("year", r"(?:publication |release |published |submission )?(?:years?|dates?|time)|when|年份|时间|日期|发表时间"),
    (
        "alias",
        r"(?:model|method|short|algorithm|acronym|nick|system|approach|architecture|dataset|benchmark)?s?(?: names?)?"
        r"|abbr(?:eviation)?s?|简称|模型|方法|名称",
    ),
    ("links", r"links?|materials?|resources?|urls?|arxiv links?|sources?|access|arxiv|doi|链接|materials .*|paper links?|bib"),
)
_NUMBER = re.compile(r"^[\s|*_`~±+<>≈-]*\d[\d.,%±+/()\s kKmMbBGxX×-]*$")
_DECIMAL = re.compile(r"^\W*(?!(?:19|20)\d{2}\.)\d{1,3}\.\d+\s*%?\W*$")
_SCORE = re.compile(
    r"\b(?:acc(?:uracy)?|m?ap(?:@\S+)?|f1|bleu|rouge|wer|top[- ]?[15]|em|score|rank|params?|flops|fps|miou|psnr|ssim"
    r"|fid|ppl|perplexity|auc|recall|precision|map50|elo|win ?rate|error|voc ?\d*|coco)\b",
    re.IGNORECASE,
)


def columns(table: Table) -> list[Column]:
    """The kind of every column; at most one is the title."""
    width = max([len(table.header), *(len(r.cells) for r in table.rows)], default=0)
    kinds: list[Column] = []
    for i in range(width):
        head = _folded(table.header[i]) if i < len(table.header) else ""
        kind: Column = next((k for k, pattern in _HEADS if head and re.fullmatch(pattern, head)), "other")
        if kind == "title" and _only_labels(table, i):
            kind = "links"
        if kind == "title" and "title" in kinds:
            # Both `Title` and `Paper`: the one with more words holds titles.
            other = kinds.index("title")
            if _length(table, i) > _length(table, other) * 1.5:
                kinds[other] = "links" if _linked(table, other) else "other"
            else:
                kind = "links" if _linked(table, i) else "other"
        kinds.append(kind)
    if "title" not in kinds and kinds:
        lengths = [_length(table, i) if kinds[i] in ("other", "alias", "links") else 0.0 for i in range(width)]
        titles = [i for i in range(width) if lengths[i] and _worded(table, i)]
        best = max(titles or range(width), key=lambda i: lengths[i])
        if kinds[best] in ("other", "alias", "links"):
            kinds[best] = "title"
    return kinds


def column_label(header: Sequence[Inline], i: int) -> Label | None:
    """What the head of a column says about the links in it."""
    if i >= len(header):
        return None
    head = words(header[i])
    return (
        roles.label(head)
        if _folded(header[i]) not in ("title", "paper title", "publication", "article", "venue", "conference", "journal", "source")
        else None
    )


def scores(table: Table) -> bool:
    """Whether a table compares results: a leaderboard names papers only in passing."""
    heads = [words(h) for h in table.header]
    measured = sum(bool(_SCORE.search(h)) for h in heads)
    cells = [words(c) for r in table.rows[:200] for c in r.cells]
    numbers = sum(bool(_NUMBER.match(c)) and not re.fullmatch(r"\W*(?:19|20)\d{2}\W*", c) for c in cells)
    # Half of all filled cells are numbers, or several heads are names of measures and a quarter of the cells are numbers.
    filled = max(1, sum(bool(c.strip()) for c in cells))
    decimal = [i for i in range(len(heads)) if _mostly(table, i, _DECIMAL)]
    compares = any(re.search(r"(?i)\b(?:model|method|system|rank|team|approach)s?\b", h) for h in heads)
    return numbers / filled > 0.5 or (measured >= 2 and numbers / filled > 0.25) or len(decimal) >= (1 if compares else 2)


def _mostly(table: Table, i: int, pattern: re.Pattern[str]) -> bool:
    cells = [words(c) for c in _cells(table, i)]
    return len(cells) > 0 and sum(bool(pattern.match(c)) for c in cells) > 0.6 * len(cells)


def _folded(text: Inline) -> str:
    return " ".join(re.sub(r":[a-z0-9_+-]+:|[^\w\s&]+", " ", words(text).casefold()).split())


def _cells(table: Table, i: int) -> list[Inline]:
    return [r.cells[i] for r in table.rows[:200] if i < len(r.cells) and words(r.cells[i])]


def _length(table: Table, i: int) -> float:
    cells = _cells(table, i)
    return sum(min(40, len(words(c).split())) for c in cells) / max(1, len(cells)) if len(cells) * 3 >= len(table.rows[:200]) else 0.0


def _linked(table: Table, i: int) -> bool:
    return any(anchors(c) for c in _cells(table, i))


def _worded(table: Table, i: int) -> bool:
    """Most cells hold words that are neither labels nor addresses."""
    cells = _cells(table, i)
    good = sum(bool(words(c)) and roles.label(words(c)) is None and "://" not in words(c) for c in cells)
    return good * 2 >= len(cells)


def _only_labels(table: Table, i: int) -> bool:
    """A `Paper` column whose cells say `[PDF]` or `Link`."""
    cells = [c for c in _cells(table, i) if words(c) != "-"]
    labels = sum((roles.label(words(c)) is not None or "://" in words(c)[:12]) for c in cells)
    return bool(cells) and labels * 2 > len(cells)
