"""Records and seeds for the tests of matching, merging and planning, and a world of sources that answers from a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, cast

from pipeline.models import By, Entry, Field, Finding, Identifier, Lookup, Record, Work
from pipeline.resolve import Draft, Heard, Seed, Works, bearing, walk
from pipeline.resolve.corrections import Corrections
from pipeline.resolve.match import Witness, people_of
from pipeline.settings import Show
from pipeline.sources._base import claim
from pipeline.sources._base import record as record_of

UNASKED = Heard(asked=False, settled=False, records=())


def lookup(text: str, by: By = "id") -> Lookup:
    """`arxiv arxiv:2111.06377` asks by id; a title follows its source in the same way."""
    source, _, value = text.partition(" ")
    return Lookup(source=source, by=by, value=value)


def record(question: str, *identifiers: str, **fields: str | int) -> Record:
    """What a source says about the identifier that it was asked by. Values are cleaned as readers clean them; authors after semicolons."""
    asked = lookup(question)
    return _said(asked, (asked.value, *identifiers), fields)


def hit(question: str, *identifiers: str, **fields: str | int) -> Record:
    """One hit of a search: the source, then the title that was searched for."""
    return _said(lookup(question, "title"), identifiers, fields)


def _said(asked: Lookup, identifiers: Iterable[str], fields: Mapping[str, str | int]) -> Record:
    claims = [
        claim(cast(Field, name), str(raw).replace("; ", "\n") if name == "authors" else str(raw), "test") for name, raw in fields.items()
    ]
    return record_of(asked, map(Identifier.parse, identifiers), *claims)


def witness(title: str = "", authors: str = "", year: int | None = None, venue: str | None = None, certain: Iterable[str] = ()) -> Witness:
    """What is known of a work."""
    people = people_of(record("list list:1", authors=authors))
    return Witness(
        titles=(title,) if title else (), authors=people, year=year, venue=venue, certain=frozenset(map(Identifier.parse, certain))
    )


def entry(title: str | None, *, line: int = 1, year: int | None = None, url: str | None = None) -> Entry:
    return Entry(list="list", line=line, position=line, section_path=(), title=title, paper_url=url, year=year)


def seed(key: str, title: str | None = None, *, line: int = 1, also: Iterable[str] = (), **listed: str | int) -> Seed:
    """A work as listed: the identifier of its link (none for `title:`), its title, what else the list says (venue, year)."""
    own = Identifier.parse(key)
    said = record(f"list list:{line}", **({"title": title} if title else {}), **listed)
    year = listed.get("year")
    return Seed(
        key=own,
        entries=(entry(title, line=line, year=year if isinstance(year, int) else None),),
        identifiers=frozenset({own} if own.scheme != "title" else ()),
        also=frozenset(map(Identifier.parse, also)),
        witnesses=(said.model_copy(update={"identifiers": frozenset()}),),
    )


class Library:
    """Sources that know some records, and nothing else."""

    def __init__(self, *records: Record, refused: Iterable[Lookup] = (), failures: int = 1) -> None:
        self._known: dict[Lookup, tuple[Record, ...]] = {}
        for one in records:
            self._known[one.lookup] = (*self._known.get(one.lookup, ()), one)
        self._refused = frozenset(refused)
        self._failures = failures
        self.asked: list[Lookup] = []

    def hear(self, question: Lookup, about: frozenset[Identifier]) -> Heard:
        self.asked.append(question)
        if question in self._refused:
            return Heard(asked=True, settled=False, records=(), failures=self._failures)
        return Heard(asked=True, settled=True, records=self._known.get(question, ()))


def read(work: Seed, *records: Record, refused: Iterable[Lookup] = (), failures: int = 1) -> Draft:
    """The draft once every source has spoken: with a record, or that it knows nothing."""
    return walk(work, Library(*records, refused=refused, failures=failures).hear)


def accepted(draft: Draft) -> list[str]:
    """The lookups whose records were taken."""
    return [str(r.lookup) for r in draft.records]


def shown(draft: Draft) -> dict[str, object]:
    """Field to chosen value."""
    return {field: choice.value for field, choice in draft.chosen.items()}


class Reading(NamedTuple):
    """All that is made of some drafts."""

    works: tuple[Work, ...]
    work_of: Mapping[Identifier, Identifier]
    """Seed key to work id."""
    findings: tuple[Finding, ...]
    minted: Mapping[str, str]


def read_works(
    drafts: Iterable[Draft],
    minted: Mapping[str, str],
    settled: Callable[[Lookup], bool],
    corrections: Corrections = (),
    show: Show = "published",
) -> Reading:
    known = {d.seed.key: d for d in drafts}
    works = Works(known, {key: bearing(draft) for key, draft in known.items()}, minted, settled, corrections, show)
    read = tuple(works)
    return Reading(
        works=tuple(one.work for one in read),
        work_of={draft.seed.key: one.work.id for one in read for draft in one.drafts},
        findings=(*(f for one in read for f in one.findings), *works.unused),
        minted=works.minted,
    )
