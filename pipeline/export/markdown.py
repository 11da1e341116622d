"""The list again as Markdown, in its own order and sections, with what is known about each work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from pipeline.export.papers import Paper
from pipeline.export.plain import flat, web_address
from pipeline.export.selection import Selection, papers, rows, select
from pipeline.published import MEMORY, open_published

AUTHORS = 4
"""Names shown; of longer lists the first three and `et al.`, so that an entry stays an entry."""
DEEPEST = 6
"""Markdown has no headings below this level."""

_PUNCTUATION = re.compile(r"[\\`*_\[\]#~$]|^[+=-]")
_NUMBERED = re.compile(r"^(\d+)(?=[.)])")
_URL_SAFE = "".join(c for c in map(chr, range(33, 127)) if c not in "<>()[]\\\"'`|*{}")

_LINKS = """
SELECT e.repaired_url, list((l.role, l.url) ORDER BY l.number) FILTER (WHERE l.role NOT IN ('paper', 'pdf'))
FROM entries AS e
SEMI JOIN part USING (list, position)
LEFT JOIN links AS l ON l.list = e.list AND l.position = e.position
GROUP BY e.list, e.position, e.repaired_url
ORDER BY e.list, e.position
"""

Links = tuple[str | None, Sequence[tuple[str, str]] | None]
"""Of an entry: the paper's address, mended, and role and address of every other link."""


def markdown(database: Path, selection: Selection, without: frozenset[str]) -> Iterator[bytes]:
    """Headings and one bullet per entry; abstracts are never in it, so that there is nothing to leave out."""
    entries = papers(open_published(database, memory=MEMORY), selection)
    con = open_published(database, memory=MEMORY)
    return _lines(zip(entries, rows(con, _LINKS, select(con, selection)), strict=True))


def text(content: str) -> str:
    r"""Text that Markdown and HTML show as it is, in one line.

    >>> text("SAM 2: <b>[Segment] *Anything*</b>")
    'SAM 2: &lt;b&gt;\\[Segment\\] \\*Anything\\*&lt;/b&gt;'
    >>> text("3. Results & more")
    '3\\. Results &amp; more'
    """
    return _NUMBERED.sub(r"\1\\", _PUNCTUATION.sub(r"\\\g<0>", escape(flat(content), quote=False)))


def _lines(entries: Iterable[tuple[Paper, Links]]) -> Iterator[bytes]:
    before: tuple[str, ...] = ()
    for paper, links in entries:
        here = (paper.list, *paper.section_path)
        yield _headings(before, here).encode()
        before = here
        yield (_bullet(paper, *links) + "\n").encode()


def _headings(before: tuple[str, ...], here: tuple[str, ...]) -> str:
    """Those of `here` from the first that differs from `before`."""
    if here == before:
        return ""
    same = next((n for n, (a, b) in enumerate(zip(before, here, strict=False)) if a != b), min(len(before), len(here)))
    level = min(same, len(here) - 1)
    blank = "\n" if before else ""
    return blank + "".join(f"{'#' * min(n, DEEPEST)} {text(name)}\n\n" for n, name in enumerate(here[level:], level + 1))


def _bullet(paper: Paper, repaired: str | None, others: Sequence[tuple[str, str]] | None) -> str:
    title = text(paper.title or paper.listed_title or "Untitled")
    target = next((t for t in (repaired, paper.url, paper.pdf_url) if web_address(t)), None)
    published = [("published", paper.published_url)] if paper.published_url != target else []
    extra = [f"[{text(name)}]({_target(url)})" for name, url in (*published, *(others or ())) if web_address(url)]
    # Where nothing is linked, bold type tells the title from what follows, for people and for whoever reads the list again.
    parts = [f"[{title}]({_target(target)})" if target else f"**{title}**", _authors(paper), _venue(paper), " ".join(extra)]
    return "- " + " · ".join(part for part in parts if part)


def _authors(paper: Paper) -> str:
    names = [text(author.name) for author in paper.authors or ()]
    return ", ".join(names) if len(names) <= AUTHORS else f"{', '.join(names[: AUTHORS - 1])} et al."


def _venue(paper: Paper) -> str:
    venue = paper.venue or paper.container_title
    year = "" if paper.year is None else str(paper.year)
    return " ".join(part for part in (f"*{text(venue)}*" if venue else "", year) if part)


def _target(url: str | None) -> str:
    return quote(web_address(url) or "", safe=_URL_SAFE)
