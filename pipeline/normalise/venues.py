"""Container titles to venues by the table `venues.toml`.

A title is stripped of what changes from year to year (year, ordinal, "Proceedings of the", volume, place) and must then stand in the
table whole: a name within a longer name is another venue. Workshops, findings and other tracks are venues of their own, never the main
conference.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from pipeline.models import Model
from pipeline.normalise import text
from pipeline.normalise.titles import fold

Kind = Literal["conference", "workshop", "journal", "preprint", "book_series"]


class Venue(Model):
    """A series of conferences, a journal, a preprint server; or a publisher's book series, which is no venue."""

    short: str
    """CVPR, NeurIPS, TPAMI; of journals without a customary short name the name."""
    full: str
    """Name of the series, without year and ordinal."""
    kind: Kind
    """`book_series` says only who prints: callers look further."""


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


def check_table() -> list[str]:
    """What is wrong with the table: names that mean two venues, names without letters."""
    wrong: list[str] = []
    owner: dict[str, str] = {}
    for one, name in rows():
        folded = fold(name)
        if not folded:
            wrong.append(f"{one.short}: {name!r} has no letters")
        if owner.setdefault(folded, one.short) != one.short:
            wrong.append(f"{name!r} means {owner[folded]} and {one.short}")
        core = _core(folded)
        if one.kind == "conference" and owner.setdefault(core, one.short) != one.short:
            wrong.append(f"{name!r} without its organisers means {owner[core]} and {one.short}")
    return wrong


# --- the table --------------------------------------------------------------------------------------------------------

_LONGEST = 600  # characters; a longer text is no container title

_ORGANISERS = re.compile(r"^(?:(?:ieee|acm|cvf|rsj|ras|ifip|iapr|computer society|annual|the)\s)+")


def rows() -> Iterator[tuple[Venue, str]]:
    """Every name in the table with its venue, the short name included."""
    table = tomllib.loads((Path(__file__).parent / "venues.toml").read_text(encoding="utf-8"))
    for kind, fields in table.items():
        for names in fields.values():
            for key, known in names.items():
                one = Venue(short=key, full=known[0], kind=kind)
                for name in dict.fromkeys([key, *known]):
                    yield one, name


@cache
def _by_name() -> Mapping[str, Venue]:
    return {fold(name): one for one, name in rows()}


@cache
def _by_core() -> Mapping[str, Venue]:
    """Conferences by their names without organisers: IEEE/CVF, ACM, Annual."""
    return {core: one for one, name in rows() if one.kind == "conference" and len((core := _core(fold(name))).split()) > 1}


def _core(folded: str) -> str:
    return _ORGANISERS.sub("", folded)


# --- reading a container title ----------------------------------------------------------------------------------------

_NOT_ACCEPTED = re.compile(
    r"\b(?:submitted|under review|reject(?:ed)?|withdrawn|withdrawal|desk|submissions?|in review|retracted|unpublished)\b",
    re.I,
)
_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-]?)?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|"
    r"nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth))"
)
_YEAR = r"(?:19|20)\d\d"
_BEGINNING = re.compile(
    rf"^(?:in\s*:?\s+(?=proc)|(?:the\s+)?(?:conference\s+)?proceedings?\s+(?:of|from|in)\s+|(?:the\s+)?proceedings?\s*[,:.-]?\s+|proc\.?\s+(?:of\s+)?|the\s+"
    rf"|{_ORDINAL}\s+|{_YEAR}\s+|'\d\d\s+|(?:on|of)\s+the\s+"
    r"|(?:accepted|published|to\s+appear)\s+(?:by|at|to|for|in)\s+)",
    re.I,
)
_INNER_ORDINAL = re.compile(
    rf"\b{_ORDINAL}\s+(?=(?:annual|international|ieee|acm|aaai|european|asian|joint|conference|usenix|symposium|meeting|workshop|siam|british|national|"
    r"winter)\b)",
    re.I,
)
_DECISION = (
    r"main\s+(?:conference|track|volume)|research\s+track|(?:long|short)\s+papers|conference\s+track|regular|posters?|orals?|spotlight|highlight|award|"
    r"accept(?:ed)?|notable[\s-]top[\s-]\d+\s?%|top[\s-]\d+\s?%|best\s+paper.{0,40}"
)
"""What a programme says of a paper that is in it."""

_ENDING = re.compile(
    rf"(?:[\s,.;:/-]*\([^()]{{0,40}}\)|[\s,.;:-]+(?:{_YEAR}|'\d\d)(?:\s*[-–]\s*(?:{_YEAR}|\d\d))?|['’]\s?\d\d|[\s,;:-]+vol(?:ume)?s?\.?\s*\d+.*"
    r"|[\s,;:]+pmlr\s*\d.*|[\s,;]+(?:pp?|pages)\.?\s*\d.*|[\s,;:.-]+(?:conference\s+)?proceedings|[\s,;:-]+\d{1,4}(?:\s*\(\d{1,3}\))?"
    rf"|[\s,;:-]+(?:{_DECISION})|[\s,.;:]+)$",
    re.I,
)
_GLUED_YEAR = re.compile(r"^([A-Za-z][A-Za-z-]*[A-Za-z])[\s-]?['’]?(?:(?:19|20)\d\d|\d\d)$")

TRACKS: tuple[tuple[re.Pattern[str], str, Kind], ...] = (
    (re.compile(r"\bstudent research workshop\b|\bsrw\b", re.I), "Student Research Workshop", "workshop"),
    (re.compile(r"\bdatasets? (?:and|&) benchmarks?(?: track)?\b", re.I), "Datasets and Benchmarks", "conference"),
    (re.compile(r"\b(?:companion|adjunct)(?: proceedings| publication| volume| of| to)?\b", re.I), "Companion", "conference"),
    (re.compile(r"\bextended abstracts?(?: of)?\b", re.I), "Extended Abstracts", "conference"),
    (re.compile(r"\b(?:system )?demonstrations?(?: track)?\b|\bdemos?(?: track)?\b", re.I), "Demonstrations", "conference"),
    (re.compile(r"\btutorials?(?: abstracts?)?\b", re.I), "Tutorials", "conference"),
    (re.compile(r"\bindustr(?:y|ial)(?: track| papers)?\b", re.I), "Industry Track", "conference"),
    (re.compile(r"\b(?:blog ?posts?|blogposts)(?: track)?\b", re.I), "Blogposts", "conference"),
    (re.compile(r"\btiny ?papers?(?: track)?\b", re.I), "Tiny Papers", "workshop"),
    (re.compile(r"\bposition papers?(?: track)?\b", re.I), "Position Papers", "conference"),
    (re.compile(r"\bdoctoral consortium\b", re.I), "Doctoral Consortium", "workshop"),
)  # fmt: skip
"""What stands apart from the main conference: pattern, name of the part, kind."""

_FINDINGS = re.compile(
    r"^findings\s+of\s+(?:the\s+)?(?:association\s+for\s+computational\s+linguistics\s*:?\s*)?|[\s,(:-]+findings\)?(?:[\s,'’]+\d{2,4})?\s*$",
    re.I,
)
_WORKSHOP = re.compile(r"\bworkshops?\b", re.I)
_WORKSHOP_OF = re.compile(r"^(.*?)[\s,:(@-]*\bworkshops?\b(?:\W.*)?$", re.I)
_AT_PARENT = re.compile(r"\bworkshops?\b.*\s(?:at|@|in conjunction with)\s+(?:the\s+)?(.+)$", re.I)
_BESIDE = re.compile(r"\b(?:challenges?|competitions?|satellite|conjunction|held)\b", re.I)
"""Words of volumes that appear beside a conference and bear its acronym."""

_ACRONYM_TAIL = re.compile(rf"^.{{3,200}}?(?:\s[–—-]\s|:\s)([A-Za-z][\w&*/-]{{1,20}}(?:\sAsia)?)\s*(?:{_YEAR}|'\d\d)$")
_ACRONYM_HEAD = re.compile(rf"^([A-Za-z][\w&/-]{{1,30}}(?:\sAsia)?)\s*(?:{_YEAR}|['’]\s?\d\d)\s*(?::|\s[–—-])\s+(.+)$")
_ARXIV = re.compile(
    r"^(?:arxiv(?:\s+preprint)?(?:\s+arxiv)?|corr)[\s:,-]*(?:abs/)?(?:\d{4}[.]\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})?(?:v\d+)?"
    r"(?:\s*\[[\w.-]+\])?(?:[\s,(]*(?:19|20)\d\d\)?)?$",
    re.I,
)


@lru_cache(maxsize=4096)
def _venue(raw: str) -> Venue | None:
    name = text.plain(raw).strip(" .,;:\"'“”")
    name = name[1:-1].strip() if name.startswith("(") and name.endswith(")") else name
    if not name or _NOT_ACCEPTED.search(name):
        return None
    if _ARXIV.match(name):
        return _by_name()["arxiv"]
    return _exact(name) or _track(name) or _main(name)


def _exact(name: str) -> Venue | None:
    folded = fold(name)
    return _by_name().get(folded) or _by_core().get(_core(folded))


def _main(name: str) -> Venue | None:
    """Each form with one more thing taken off, until one stands in the table."""
    return _listed(name) or _by_acronym(name) or _before_comma(name)


def _listed(name: str) -> Venue | None:
    return next((found for form in _forms(name) if (found := _exact(form))), None)


def _by_acronym(name: str) -> Venue | None:
    """`Computer Vision – ECCV 2022`, `MM '23: The 31st ACM ...`: an acronym with its year; before a full name it must agree with that."""
    if _BESIDE.search(name):
        return None
    if (tail := _ACRONYM_TAIL.match(name)) and (found := _by_name().get(fold(tail[1]))) and found.kind == "conference":
        return found
    head = _ACRONYM_HEAD.match(name)
    found = _by_name().get(fold(head[1])) if head else None
    if head and found and found.kind == "conference" and (_exact(head[2]) or _listed(head[2])) == found:
        return found
    return None


def _forms(name: str) -> Iterator[str]:
    seen = {name}
    for _ in range(12):  # year, proceedings, ordinal, publisher, acronym, volume, pages: no title carries more
        before = name
        name = _BEGINNING.sub("", name)
        if name != before and name not in seen:
            seen.add(name)
            yield name
        name = _INNER_ORDINAL.sub("", name)
        if name not in seen:
            seen.add(name)
            yield name
        if glued := _GLUED_YEAR.match(name):
            yield glued[1]
        shorter = _ENDING.sub("", name)
        if shorter not in seen:
            seen.add(shorter)
            yield shorter
        name = shorter
        if name == before:
            return


def _before_comma(name: str) -> Venue | None:
    """`ECCV, 2024, Milan, Italy` and `Remote Sensing, Vol 14, Iss 22`: the name, then its acronym, year or volume."""
    commas = [m.start() for m in re.finditer("[,;]", name)]
    for at in reversed(commas[:8]):
        rest = name[at + 1 :].strip()
        if not re.match(rf"(?:{_YEAR}\b|[Vv]ol|v\.\s?\d|\d|[Ii]ss|[Nn]o\.|[A-Za-z/&-]{{2,20}}\s*['’]?(?:{_YEAR}|\d\d)\b)", rest):
            continue
        for form in (name[:at], *_forms(name[:at])):
            if found := _exact(form):
                return found
    return None


def _track(name: str) -> Venue | None:
    """A part of a conference that is not the main one."""
    if _FINDINGS.search(name):
        parent = _conference(_FINDINGS.sub("", name) or "ACL")
        return Venue(short=f"Findings of {parent.short}", full=f"Findings of {parent.full}", kind="conference") if parent else None
    for pattern, part, kind in TRACKS:
        if pattern.search(name):
            rest = " ".join(re.sub(r"\(\s*\)|[,:(@-]+\s*$", " ", pattern.sub(" ", name)).split()).strip(" ,:-@()")
            return _part(rest, part, kind)
    return _workshop(name) if _WORKSHOP.search(name) else None


def _workshop(name: str) -> Venue | None:
    """`ICLR 2022 Workshop on X`, `Workshop on X at NeurIPS 2022`."""
    if found := _listed(name):
        return found
    for parent in (_WORKSHOP_OF.match(name), _AT_PARENT.search(name)):
        if parent and parent[1].strip() and (found := _part(parent[1], "Workshops", "workshop")):
            return found
    return None


def _part(parent_name: str, part: str, kind: Kind) -> Venue | None:
    parent = _conference(parent_name.strip(" ,:-@("))
    return Venue(short=f"{parent.short} {part}", full=f"{parent.full} {part}", kind=kind) if parent else None


def _conference(name: str) -> Venue | None:
    found = _exact(name) or _main(name)
    return found if found and found.kind == "conference" else None
