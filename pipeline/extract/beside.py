"""Text beside a title: cut into pieces, read for year and venue, told from the title that it follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.citation import citation
from pipeline.extract.names import people
from pipeline.extract.parts import KEY, Part
from pipeline.extract.venue_year import MENTION, YEAR, Said, badge, has_venue, said, venue_only

IDENTIFIER = re.compile(
    r"^\[?\s*(?:arxiv\s*:?\s*)?(?:\d{4}\.\d{4,5}(?:v\d+)?|10\.\d{4,9}/\S+|[a-z-]+/\d{7}|doi\s*:?.*)\s*\]?$", re.IGNORECASE
)
_AUTHOR_YEAR = re.compile(r"^(?P<names>[^\d]{2,80}?)[\s,(]*(?P<year>(?:19|20)\d{2})[a-z]?\)?$")
PROSE = 30  # words; a remark is shorter, a description of the work longer
_LONGEST_TITLE = 1_000  # characters; in a longer text nothing is looked for
_MOST_REMARKS = 6  # behind one title; real ones have up to three
PARENTHESIS = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)?|（([^（）()]*)[）)]?|\[([^\[\]]*)\]|【([^【】]*)】")

_AT_END = re.compile(r"\s*(?:\(([^()]*)\)?|（([^（）()]*)[）)]?|\[([^\[\]]*)\]?|【([^【】]*)】)$")
_TAIL = re.compile(r"(?:[.,;?!]|\s[-–—])\s*(?P<tail>[^.,;?!]{2,60})$")
_BARS = re.compile(r"\s*[|｜]\s*|\n")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")


def beside(rest: Iterable[str], badges: Iterable[tuple[str, str]] = ()) -> Said:
    """Year and venue in the text beside a title: a piece that says both goes first, then whoever comes first."""
    told: list[Said] = []
    for piece in rest:
        for chunk in _chunks(piece):
            if len(chunk.split()) <= PROSE:
                told.append(said(chunk))
    told += [badge(alternative, source) for alternative, source in badges]
    both = next((t for t in told if t.year and t.venue), None)
    if both is not None:
        return both
    result = Said()
    for t in told:
        result = result.or_else(t)
    return result


def pieces(some: Sequence[Part]) -> list[str]:
    """Text of parts, one piece per style and line; a link that is only a venue or a year counts as text."""
    found: list[str] = []
    piece: list[str] = []
    style: tuple[bool, bool, bool] | None = None
    for p in [*_keyless(some), Part("hard", "", 0)]:
        if p.kind == "text" and style in (None, (p.bold, p.italic, p.code)):
            piece.append(p.text)
            style = (p.bold, p.italic, p.code)
            continue
        if piece:
            found.append("".join(piece))
        piece, style = ([p.text], (p.bold, p.italic, p.code)) if p.kind == "text" else ([], None)
        if p.kind == "link" and p.text and wordless(p) and not p.bare and (p.label is None or YEAR.search(p.text)):
            found.append(_year_of(p.text))
    return found


def mention(found: re.Match[str]) -> str:
    """An identifier in text, in one spelling."""
    return f"arXiv:{found[1]}" if found[1] else f"doi:{found[2].rstrip('.)')}"


def wordless(part: Part) -> bool:
    """A link whose text names the paper without its title: a venue, an identifier, author and year, a number."""
    text = part.text.strip(" []().,")
    if IDENTIFIER.match(text) or venue_only(text) or not _TWO_LETTERS.search(text):
        return True
    author_year = _AUTHOR_YEAR.match(text)
    if author_year is None:
        return False
    names = author_year["names"]
    return people(names) or len(names.split()) <= 2 or _surnames(names)


def _year_of(text: str) -> str:
    """What a link text without title says of venue and year; the names in it say nothing."""
    author_year = _AUTHOR_YEAR.match(text.strip())
    return author_year["year"] if author_year and not has_venue(author_year["names"]) else "" if IDENTIFIER.match(text.strip()) else text


def without_venue(text: str) -> tuple[str, list[str]]:
    """Plain words cut where the title ends and venue or year follow: `Title (CVPR 2020)`, `Title. NeurIPS 2019`, `Title [oral]`.

    >>> without_venue("Deep Graph Infomax. ICLR 2019.")
    ('Deep Graph Infomax', ['ICLR 2019'])
    """
    rest: list[str] = []
    text = text.strip()
    before = ""
    while text != before and len(text) <= _LONGEST_TITLE and len(rest) < _MOST_REMARKS:
        before = text
        text = text.rstrip(" .,;:|-–—([（【")
        found = _AT_END.search(text)
        if found and found.start() > 0:
            inner = next((g for g in found.groups() if g is not None), "")
            if (
                not inner.strip()
                or (found[0].strip().startswith("[") and len(inner.split()) <= 3)
                or venue_only(inner)
                or (said(inner) != Said() and len(inner.split()) <= 8)
                or re.fullmatch(r"(?i)oral|spotlight|poster|highlight|new|code|survey|dataset", inner.strip())
            ):
                rest.append(inner)
                text = text[: found.start()]
                continue
        tail = _TAIL.search(text)
        if tail and tail.start() > 0 and (venue_only(tail["tail"]) or re.fullmatch(r"\(?(?:19|20)\d{2}\)?", tail["tail"].strip())):
            rest.append(tail["tail"].strip())
            text = text[: tail.start() + (1 if text[tail.start()] in "?!" else 0)]
    return (text if text else before), [" ".join(reversed(rest))] if rest else []


def _chunks(piece: str) -> list[str]:
    """Parentheses and brackets first, each for itself, then the text between them, cut at bars."""
    piece = MENTION.sub(lambda m: f" {m[0].split()[0]} ", piece) if len(piece) < 2 else piece
    inner = [next((g for g in m.groups() if g is not None), "") for m in PARENTHESIS.finditer(piece)]
    outer = _BARS.split(PARENTHESIS.sub(" | ", piece))
    chunks: list[str] = []
    for chunk in [*inner, *outer]:
        chunk = chunk.strip(" \t,;:-–—")
        if not chunk:
            continue
        if people(chunk) and not YEAR.search(chunk) and not has_venue(chunk):
            continue
        named = citation(chunk)
        if named is not None:
            chunk = named.rest if named.rest else chunk if named.title else ""
        # The head of a description may say venue and year; the description itself says them of something else.
        if len(chunk.split()) > PROSE:
            chunk = re.split(r"[:.]\s", chunk)[0]
        chunks.append(chunk)
    return chunks


def _keyless(some: Sequence[Part]) -> Iterable[Part]:
    """Parts without the keys in front of links: the `arxiv:` before an address says nothing of the venue."""
    for i, p in enumerate(some):
        after = some[i + 1] if i + 1 < len(some) else None
        if p.kind == "text" and after is not None and after.kind == "link" and after.label is not None:
            yield replace(p, text=KEY.sub("", p.text))
        else:
            yield p


def _surnames(text: str) -> bool:
    """`Ziv, Lempel`, `Corbató, Merwin Daggett, Daley`, `Driscoll et al`."""
    bare = re.sub(r"\s+et\.?\s+al\.?", "", text.strip(" (,"))
    return bool(bare) and all(len(p.split()) <= 2 and p[:1].isupper() for p in re.split(r"\s*(?:,|&|\band\b)\s*", bare) if p)
