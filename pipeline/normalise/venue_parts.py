"""What stands apart from a main conference: findings, workshops, tracks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.normalise.venue_table import Kind


class Part(NamedTuple):
    """A part of a conference with proceedings, or at least a name, of its own."""

    pattern: re.Pattern[str]
    name: str
    kind: Kind


WORKSHOP = Part(re.compile(r"\b(?:workshops?|wkshps)\b", re.I), "Workshops", "workshop")

PARTS = (
    Part(re.compile(r"\bstudent research workshop\b|\bsrw\b", re.I), "Student Research Workshop", "workshop"),
    Part(
        re.compile(r"\b(?:track on )?datasets? (?:and|&) benchmarks?(?: track)?(?:,? \(?round \d\)?)?", re.I),
        "Datasets and Benchmarks",
        "conference",
    ),
    Part(re.compile(r"\b(?:companion|adjunct)(?: proceedings| publication| volume)?(?: of| to)?\b", re.I), "Companion", "conference"),
    Part(re.compile(r"\bextended abstracts?(?: of)?\b", re.I), "Extended Abstracts", "conference"),
    Part(re.compile(r"(?<!and )\b(?:system )?demonstrations?(?: track)?\b|\bdemos?(?: track)?\b", re.I), "Demonstrations", "conference"),
    Part(re.compile(r"\btutorials?(?: abstracts?)?\b", re.I), "Tutorials", "conference"),
    Part(re.compile(r"\bindustr(?:y|ial)(?: track| papers)?\b", re.I), "Industry Track", "conference"),
    Part(re.compile(r"\bsoftware engineering in practice\b|\bseip\b", re.I), "SEIP", "conference"),
    Part(re.compile(r"\bnew ideas and emerging results\b|\bnier\b", re.I), "NIER", "conference"),
    Part(re.compile(r"\b(?:blog ?posts?|blogposts)(?: track)?\b", re.I), "Blogposts", "conference"),
    Part(re.compile(r"\btiny ?papers?(?: track)?\b", re.I), "Tiny Papers", "workshop"),
    Part(re.compile(r"\bposition papers?(?: track)?\b", re.I), "Position Papers", "conference"),
    Part(re.compile(r"\bdoctoral consortium\b", re.I), "Doctoral Consortium", "workshop"),
    Part(re.compile(r"\bcompetitions? track\b|\b(?:challenge|competition)s? track\b", re.I), "Competition Track", "workshop"),
    Part(re.compile(r"\bsession(?:s)? of posters\b|\bposters\b", re.I), "Posters", "workshop"),  # "poster" is OpenReview's decision
    Part(re.compile(r"\btalks\b", re.I), "Talks", "workshop"),
    Part(re.compile(r"\bstudent abstracts?(?: and poster program)?\b", re.I), "Student Abstracts", "workshop"),
    Part(re.compile(r"\btechnical (?:communications|briefs)\b", re.I), "Technical Communications", "conference"),
    Part(re.compile(r"\bemerging technologies\b", re.I), "Emerging Technologies", "workshop"),
)
"""The first that a title names counts: a demonstration within a companion volume is in the companion."""


def without_part(part: Part, name: str) -> str:
    """The title without what names the part: first the brackets that hold it, else the words themselves."""
    bare = re.sub(r"\([^()]{0,60}\)", lambda m: "" if part.pattern.search(m[0]) else m[0], name)
    return " ".join(re.sub(r"\(\s*\)|[,:(@-]+\s*$", " ", part.pattern.sub(" ", bare)).split()).strip(" ,:-@()")


FINDINGS = re.compile(
    r"^findings\s+of\s+(?:the\s+)?(?:association\s+for\s+computational\s+linguistics\s*:?\s*)?|[\s,(:-]+findings\)?(?:[\s,'’]+\d{2,4})?\s*$",
    re.I,
)


def parents_of_findings(name: str) -> str:
    """The conference whose findings they are; those of the association alone are ACL's."""
    return FINDINGS.sub("", name) or "ACL"


_BEFORE = re.compile(r"^(.*?)[\s,:(@-]*\b(?:workshops?|wkshps)\b(?:\W.*)?$", re.I)
_AT = re.compile(r"\bworkshops?\b.*\s(?:at|@|in conjunction with|co-?located with)\s+(?:the\s+)?(.+)$", re.I)
_HEADED = re.compile(r"^[A-Za-z][\w &/-]{1,30}?\s?(?:19|20)\d\d\s[–—-]\s(.+?)(?:\s+abstracts and)?\s+\b(?:workshops?|wkshps)\b", re.I)
_FIRST = re.compile(r"^([A-Z][\w/&-]{1,15})\s(?!\s*workshop)", re.I)
_DATED = re.compile(r"(?:^|[\s(,@])([A-Z][\w/&-]{1,15})[\s-]?(?:(?:19|20)\d\d|['’]\d\d)(?=$|[\s),.:])")


def parents_of_workshop(name: str) -> Iterator[str]:
    """What may name the conference of a workshop: before the word, after `at`, an acronym with its year anywhere, the first word.

    >>> list(parents_of_workshop("Second Workshop on Physics (NeurIPS 2019), Vancouver"))
    ['Second', 'NeurIPS']
    """
    for form in (_BEFORE, _AT, _HEADED):
        if (match := form.search(name)) and match[1].strip():
            yield re.sub(r"\s+abstracts and$", "", match[1].rpartition(" @ ")[2], flags=re.I)
    yield from _DATED.findall(name)
    if first := _FIRST.match(name):
        yield first[1]
