"""Is this record about this work? A wrong yes puts a wrong paper into the database, so every doubt is a no.

The verdict and its parts are kept with the match.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue, TypeAdapter

from pipeline.models import Identifier, Match, Person, Record
from pipeline.normalise.names import key, same_family
from pipeline.normalise.titles import Likeness, compare, fold, words
from pipeline.resolve.merge import PREPRINT_VENUES, is_preprint, kind_of
from pipeline.resolve.told import PREPRINT_LEAD

YEAR_SLACK = 1
"""An index takes the online date, a journal the issue's: a year apart is the same work; lookalikes are further off."""
INFORMATIVE_WORDS = 5
"""A title alone identifies from five informative words on ("Deep Learning" names hundreds of works)."""
DECISIVE = frozenset({"openreview", "openreview-pdf", "ieee", "pmid"})
"""Schemes that a source prints about its own page only: sharing one says more than any title."""
_PEOPLE = TypeAdapter(tuple[Person, ...])
_RETITLED = ("score below", "words of one only")
"""How `compare` begins its reason where only words differ; numbers, signs and notices tell a sequel or an erratum, not a new title."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What is known of a work before a record is compared with it. Plain and slotted: a walk makes one after every record."""

    titles: tuple[str, ...]
    """Best first: of its own page, then as listed."""
    authors: tuple[Person, ...]
    """In order; empty when nobody has told yet."""
    year: int | None
    venue: str | None
    certain: frozenset[Identifier]
    """Identifiers of the link and of the work's own page."""


def people_in(authors: JsonValue) -> tuple[Person, ...]:
    """The authors of a cleaned claim, in order; empty where nobody is named."""
    return tuple(p for p in _PEOPLE.validate_python(authors) if key(p)) if isinstance(authors, list) else ()


def people_of(record: Record) -> tuple[Person, ...]:
    return people_in(record.clean("authors"))


def title_of(record: Record) -> str | None:
    title = record.clean("title")
    return title if isinstance(title, str) else None


def year_of(record: Record) -> int | None:
    year = record.clean("year")
    return year if isinstance(year, int) else None


def judge_id(record: Record, witness: Witness, *, asked: Identifier) -> Match:
    """A record that an identifier led to: the identifier may be mapped wrongly, so title or people must agree.

    By the work's own link or page the people suffice (a preprint is often retitled), but an index must name nearly all of them;
    by an index's identifier the title must agree too, because the same people's sequel is just what a wrong mapping leads to.
    """
    likeness, people = _likeness(record, witness), _people(people_of(record), witness.authors)
    own = asked in witness.certain
    if likeness.same or not witness.titles:
        accepted = own or people != "differ"
    else:
        accepted = own and people in {"agree", "reordered"} and (kind_of(record) != "index" or _retitled(record, witness, likeness))
    return _match(record, accepted, likeness, people, "by identifier of its own" if own else "by identifier of an index")


def judge_title(record: Record, witness: Witness) -> Match:
    """A hit of a title search: the title must agree, and the people where they are known, else the year."""
    likeness, people, year = _likeness(record, witness), _people(people_of(record), witness.authors), _year(record, witness)
    if _is_decisive(record, witness):
        return _match(record, True, likeness, people, "shares the identifier of the link")
    if witness.authors:
        elsewhere = _published_elsewhere(record, witness)
        by_people = people in {"agree", "reordered"} and year != "differ"
        accepted = likeness.same and not elsewhere and (by_people or (people == "unknown" and _same_place(record, witness)))
        return _match(record, accepted, likeness, people, f"title and people; year {year}" + ("; published elsewhere" if elsewhere else ""))
    accepted = likeness.same and year == "agree" and tells_enough(title_of(record))
    return _match(record, accepted, likeness, people, f"title and listed year; year {year}")


def judge_hits(records: Sequence[Record], witness: Witness) -> list[tuple[Match, Record]]:
    """The verdicts on the hits of one search. Where only title and year speak, hits by different people dispute each other."""
    verdicts = [(judge_title(r, witness), r) for r in records]
    by_year = [r for m, r in verdicts if m.accepted and not witness.authors and not _is_decisive(r, witness)]
    if not _has_twins(by_year):
        return verdicts
    refused = {"accepted": False}
    return [(m.model_copy(update=refused) if any(r is twin for twin in by_year) else m, r) for m, r in verdicts]


def agree(records: Sequence[Record], witness: Witness) -> tuple[Record, ...]:
    """Where nothing is known but the title: the records of two independent indexes that agree on title, first author and year.

    Empty when the title tells too little, when a source offers a twin (same title, other people), when no two agree,
    or when the year is known and is another.
    """
    exact = [r for r in records if _exact(r, witness) and tells_enough(title_of(r)) and people_of(r)]
    if _has_twins(exact):
        return ()
    possible = [r for r in exact if _year(r, witness) != "differ"]
    for one in possible:
        partners = [r for r in possible if r.lookup.source != one.lookup.source and _same_year(one, r)]
        if partners:
            return (one, *partners)
    return ()


def compatible(one: Witness, other: Witness, shared: Identifier) -> bool:
    """Whether two works that share an identifier are one: the rules of `judge_id`, where it is of the own link or page of both."""
    own = shared in one.certain and shared in other.certain
    people = _people(one.authors, other.authors)
    if any(compare(a, b).same for a in one.titles for b in other.titles):
        return own or people != "differ"
    return own and people in {"agree", "reordered"}


def _is_decisive(record: Record, witness: Witness) -> bool:
    return any(i.scheme in DECISIVE and i in witness.certain for i in record.identifiers)


def _has_twins(records: Sequence[Record]) -> bool:
    """Whether records of one title name different first authors."""
    firsts = [people[0] for r in records if (people := people_of(r))]
    return any(not _same_person(firsts[0], other) for other in firsts[1:])


def _same_year(one: Record, other: Record) -> bool:
    years = (year_of(one), year_of(other))
    return years[0] is not None and years[1] is not None and abs(years[0] - years[1]) <= YEAR_SLACK


def _exact(record: Record, witness: Witness) -> bool:
    title = title_of(record)
    return title is not None and any(fold(title) == fold(t) for t in witness.titles)


def tells_enough(title: str | None) -> bool:
    """Whether a title can identify a work by itself.

    >>> tells_enough("Close calls"), tells_enough("Masked Autoencoders Are Scalable Vision Learners")
    (False, True)
    """
    return len(words(title or "")) >= INFORMATIVE_WORDS


def _likeness(record: Record, witness: Witness) -> Likeness:
    """The best likeness to any title of the work."""
    title = title_of(record)
    if title is None or not witness.titles:
        return Likeness(score=0.0, same=False, why="no title to compare")
    return max((compare(title, t) for t in witness.titles), key=lambda x: (x.same, x.score))


def _people(theirs: tuple[Person, ...], ours: tuple[Person, ...]) -> str:
    """agree (same first author), reordered (half of all names shared), differ, or unknown."""
    if not theirs or not ours:
        return "unknown"
    if _same_person(theirs[0], ours[0]):
        return "agree"
    if _is_one_name(theirs) or _is_one_name(ours):
        return "unknown"
    return "reordered" if _shared(theirs, ours) >= 1 / 2 else "differ"


def _same_person(one: Person, other: Person) -> bool:
    """The same family name, or the same name written without telling its parts (`何恺明`)."""
    whole = [key(Person(family=p.family + p.given)) for p in (one, other)]
    return same_family(one, other) or whole[0] == whole[1]


def _is_one_name(people: tuple[Person, ...]) -> bool:
    """A group, or somebody named by one word: says nothing about who else took part."""
    return len(people) == 1 and not people[0].given


def _shared(theirs: tuple[Person, ...], ours: tuple[Person, ...]) -> float:
    """Share of family names, of the longer list, that stand in both."""
    a, b = {key(p) for p in theirs}, {key(p) for p in ours}
    return len(a & b) / max(len(a), len(b))


def _retitled(record: Record, witness: Witness, likeness: Likeness) -> bool:
    """Whether a record may be the same paper under a new title: nobody but a newcomer differs, and no number tells a sequel.

    First authors alone would not do: the next paper of the same group is what an index takes for this one.
    """
    return likeness.why.startswith(_RETITLED) and _shared(people_of(record), witness.authors) >= 3 / 4


def _year(record: Record, witness: Witness) -> str:
    theirs = year_of(record)
    if theirs is None or witness.year is None:
        return "unknown"
    lead = PREPRINT_LEAD if is_preprint(record) else YEAR_SLACK
    lag = PREPRINT_LEAD if witness.venue in PREPRINT_VENUES else YEAR_SLACK
    return "agree" if witness.year - lead <= theirs <= witness.year + lag else "differ"


def _same_place(record: Record, witness: Witness) -> bool:
    """Venue and year are known on both sides and the same: enough where a record names no people."""
    venue, year = record.clean("venue"), year_of(record)
    return venue is not None and venue == witness.venue and venue not in PREPRINT_VENUES and year is not None and year == witness.year


def _published_elsewhere(record: Record, witness: Witness) -> bool:
    """Both venues are known and differ: the journal version of a conference paper has the same title and people, but another DOI."""
    venue = record.clean("venue")
    both = isinstance(venue, str) and witness.venue is not None
    return both and venue != witness.venue and venue not in PREPRINT_VENUES and witness.venue not in PREPRINT_VENUES


def _match(record: Record, accepted: bool, likeness: Likeness, people: str, rule: str) -> Match:
    return Match(
        lookup=record.lookup,
        accepted=accepted,
        score=round(likeness.score, 1),
        parts={"title": likeness.why, "people": people, "rule": rule},
        title=title_of(record) or "",
        identifiers=record.identifiers,
    )
