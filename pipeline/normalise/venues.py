"""Container titles to venues by the table `venues.toml`.

A title is stripped of what changes from year to year (year, ordinal, "Proceedings of the", volume, place) and must then stand in the
table whole: a name within a longer name is another venue. Workshops, findings and other tracks are venues of their own, never the main
conference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.normalise import text
from pipeline.normalise.venue_parts import FINDINGS, PARTS, WORKSHOP, Part, parents_of_findings, parents_of_workshop, without_part
from pipeline.normalise.venue_table import Kind, Venue, abbreviated, named

__all__ = ["Kind", "Venue", "short", "venue"]


def venue(container_title: str) -> Venue | None:
    """The venue that a container title, an index or a list names; None when the table does not know it or nothing was accepted.

    >>> venue("2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)").short
    'CVPR'
    >>> venue("Computer Vision – ECCV 2022 Workshops").short, venue("Submitted to ICLR 2024")
    ('ECCV Workshops', None)
    """
    return _venue(container_title[:_LONGEST])


def short(container_title: str) -> str | None:
    """Short name of the venue; None also for a book series.

    >>> short("Advances in Neural Information Processing Systems 35"), short("Lecture Notes in Computer Science")
    ('NeurIPS', None)
    """
    found = venue(container_title)
    return found.short if found and found.kind != "book_series" else None


_LONGEST = 600  # characters; a longer text is no container title

_NOT_ACCEPTED = re.compile(
    r"\b(?:submitted|under review|reject(?:ed)?|withdrawn|withdrawal|desk|submissions?|in review|retracted|unpublished)\b",
    re.I,
)
_ARXIV = re.compile(
    r"^(?:arxiv(?:\s+preprint)?(?:\s+arxiv)?|corr)[\s:,-]*(?:abs/)?(?:\d{4}[.]\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})?(?:v\d+)?"
    r"(?:\s*\[[\w.-]+\])?(?:[\s,(]*(?:19|20)\d\d\)?)?$",
    re.I,
)


@lru_cache(maxsize=4096)
def _venue(raw: str) -> Venue | None:
    name = text.plain(raw.replace("{", "").replace("}", "")).strip(" .,;:\"'“”")
    name = name[1:-1].strip() if name.startswith("(") and name.endswith(")") else name
    if not name or _NOT_ACCEPTED.search(name):
        return None
    if _ARXIV.match(name):
        return named("arXiv")
    return named(name) or _part(name) or _main(name)


# --- parts of conferences ---------------------------------------------------------------------------------------------


def _part(name: str) -> Venue | None:
    """A part of a conference that is not the main one."""
    if FINDINGS.search(name):
        parent = _conference(parents_of_findings(name))
        return Venue(short=f"Findings of {parent.short}", full=f"Findings of {parent.full}", kind="conference") if parent else None
    for part in PARTS:
        if part.pattern.search(name):
            return _part_of(without_part(part, name), part)
    if WORKSHOP.pattern.search(name):
        return _listed(name) or next((found for parent in parents_of_workshop(name) if (found := _part_of(parent, WORKSHOP))), None)
    return None


def _part_of(parent_name: str, part: Part) -> Venue | None:
    parent = _conference(parent_name)
    return Venue(short=f"{parent.short} {part.name}", full=f"{parent.full} {part.name}", kind=part.kind) if parent else None


def _conference(name: str) -> Venue | None:
    name = name.strip(" ,:-–—@(")
    found = named(name) or _main(name)
    return found if found and found.kind == "conference" else None


def _is_apart(name: str) -> bool:
    """Whether the title speaks of a part that no rule could read: then it is not the main conference either."""
    return WORKSHOP.pattern.search(name) is not None or any(part.pattern.search(name) for part in PARTS)


# --- what changes from year to year -----------------------------------------------------------------------------------

_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-]?)?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|"
    r"nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth))"
)
_YEAR = r"(?:19|20)\d\d"
_BEGINNING = re.compile(
    rf"^(?:in\s*:?\s+|(?:the\s+)?(?:conference\s+)?proce+dings?\s+(?:of|from|in)\s+|(?:the\s+)?proce+dings?\s*[,:.-]?\s+|proc\.?\s+(?:of\s+)?|the\s+"
    rf"|{_ORDINAL}\s+|{_YEAR}\s+|'\d\d\s+|(?:on|of)\s+the\s+"
    r"|(?:accepted|published|presented|to\s+appear)\s+(?:by|at|to|for|in)\s+)",
    re.I,
)
_PROCEEDINGS = re.compile(r"^(?:the\s+)?proc(?:e+dings?)?\b|\bproc(?:e+dings|\.)?\s*$", re.I)
_INNER_ORDINAL = re.compile(
    rf"\b{_ORDINAL}\s+(?=(?:annual|international|ieee|acm|aaai|european|asian|joint|conference|usenix|symposium|meeting|workshop|siam|british|national|"
    r"winter)\b)",
    re.I,
)
_INNER_YEAR = re.compile(rf"(?<=\w)\s+{_YEAR}(?=:?\s+\w)")
_DECISION = (
    r"main\s+(?:conference|track|volume)|(?:research|applied\s+data\s+science)\s+track|(?:long|short|technical|research|full)\s+papers|conference\s+track"
    r"|regular|poster|oral(?:s|\s+presentation)?|spotlight|highlight|award|accept(?:ed)?|notable[\s-]top[\s-]\d+\s?%|top[\s-]\d+\s?%|best\s+paper.{0,40}"
)
"""What a programme says of a paper that is in it."""

_ENDING = re.compile(
    rf"(?:[\s,.;:/-]*\([^()]{{0,40}}\)|[\s,.;:-]+(?:{_YEAR}|'\d\d)(?:\s*[-–]\s*(?:{_YEAR}|\d\d))?|['’]\s?\d\d|[\s,;:-]+v(?:ol(?:ume)?s?)?\.?\s*\d+.*"
    r"|[\s.,;:]+pmlr[\s,]*\d.*|[\s,;]+(?:pp?|pages)\.?\s*\d.*|[\s,;:.-]+(?:conference\s+)?proce+dings|[\s,;:-]+\d{1,4}(?:\s*\(\d{1,3}\))?"
    rf"|[\s,]+(?:part\s+)?(?-i:[IVXL]{{2,6}})|[\s,;:-]+(?:{_DECISION})|[\s,.;:]+)$",
    re.I,
)
"""Roman numbers have two letters at least: X and D are names of journals."""
_GLUED_YEAR = re.compile(r"^([A-Za-z][A-Za-z-]*[A-Za-z])[\s-]?['’]?(?:(?:19|20)\d\d|\d\d)$")
_CALLED_CONFERENCE = re.compile(rf"^(.+?)\s+(?:conference|symposium)(?:\s+{_YEAR})?$", re.I)

_BESIDE = re.compile(r"\b(?:challenges?|competitions?|satellite|conjunction|held)\b", re.I)
"""Words of volumes that appear beside a conference and bear its acronym."""

_ACRONYM_TAIL = re.compile(rf"^.{{3,200}}?(?:\s(?:[–—−-]|--)\s|:\s)([A-Za-z][\w&*/-]{{1,20}}(?:\sAsia)?)\s*(?:{_YEAR}|'\d\d)$")
_ACRONYM_HEAD = re.compile(
    rf"^(?:IEEE\s|ACM\s)?([A-Za-z][A-Za-z&/-]{{1,30}}?(?:\sAsia)?)[\s-]*(?:{_YEAR}|['’]?\s?\d\d)\s*(?::|,|\s[–—-])\s+(.+)$"
)


def _main(name: str) -> Venue | None:
    """Each form with one more thing taken off, until one stands in the table."""
    found = _listed(name) or _by_acronym(name) or _before_comma(name) or _before_numbers(name) or abbreviated(name)
    if found is None and (called := _CALLED_CONFERENCE.match(name)):
        found = _conference(called[1])
    return None if found and found.kind == "conference" and _is_apart(name) and not _is_apart(found.full) else found


def _listed(name: str) -> Venue | None:
    """A journal has no proceedings: those of science are another thing than Science."""
    printed = _PROCEEDINGS.search(name)
    found = (one for form in _forms(name) if (one := named(form)))
    return next((one for one in found if one.kind != "journal" or not printed), None)


def _by_acronym(name: str) -> Venue | None:
    """`Computer Vision – ECCV 2022`, `MM '23: The 31st ACM ...`: an acronym with its year; before a full name it must agree with that."""
    if _BESIDE.search(name):
        return None
    if (tail := _ACRONYM_TAIL.match(name)) and (found := named(tail[1])) and found.kind == "conference":
        return found
    for form in (name, *_forms(name)):
        head = _ACRONYM_HEAD.match(form)
        found = named(head[1]) if head else None
        if head and found and found.kind == "conference" and (named(head[2]) or _listed(head[2])) == found:
            return found
    return None


def _forms(name: str) -> Iterator[str]:
    seen = {name}
    for _ in range(12):  # year, proceedings, ordinal, publisher, acronym, volume, pages: no title carries more
        before = name
        for shorter in (_BEGINNING.sub("", name), _INNER_ORDINAL.sub("", name)):
            if shorter not in seen:
                seen.add(shorter)
                yield shorter
            name = _INNER_ORDINAL.sub("", _BEGINNING.sub("", name))
        if glued := _GLUED_YEAR.match(name):
            yield glued[1]
        if (undated := _INNER_YEAR.sub("", name)) not in seen:
            yield undated
        shorter = _ENDING.sub("", name)
        if shorter not in seen:
            seen.add(shorter)
            yield shorter
        name = shorter
        if name == before:
            return


_AFTER_COMMA = re.compile(rf"(?:{_YEAR}\b|[Vv]ol|v\.\s?\d|\d|[Ii]ss|[Nn]o\.|[Pp]ages|pp\.|[A-Za-z/&-]{{2,20}}\s*['’]?(?:{_YEAR}|\d\d)\b)")
_DATED = re.compile(rf"{_YEAR}\)?$")


def _before_comma(name: str) -> Venue | None:
    """`ECCV, 2024, Milan, Italy` and `Remote Sensing, Vol 14, Iss 22`: the name, then its acronym, year or volume; after a year a place."""
    commas = [m.start() for m in re.finditer("[,;]", name)]
    for at in reversed(commas[:8]):
        before, rest = name[:at], name[at + 1 :].strip()
        if not _AFTER_COMMA.match(rest) and (not _DATED.search(before) or _BESIDE.search(rest)):
            continue
        if found := named(before) or _listed(before):
            return found
    return None


_NUMBERED = re.compile(
    r"^([^\d()]{2,120}?)[\s,.;:]*(?:\b(?:vol(?:ume)?s?|v|no)\b\.?)?[\s(]*"  # the name
    r"(?:\d+|[\s.,;:()\[\]/–—−-]|\b(?:pp?|vol|no|iss(?:ue)?|pages?|art(?:icle)?|id)\b|\b[A-Z]?\d+[A-Za-z]?\b){2,60}$",
    re.I,
)
"""A reference to a journal as arXiv keeps it: `Phys.Rev.D 98 (2018) 7, 076017`, `Nature 518.7540 (2015): 529-533`."""


def _before_numbers(name: str) -> Venue | None:
    match = _NUMBERED.match(name)
    if match is None:
        return None
    spaced = re.sub(r"\.(?=\w)", ". ", match[1]).strip()
    found = named(spaced) or abbreviated(spaced)
    return found if found and found.kind == "journal" else None
