"""The values that stages pass to each other: frozen, typed, with no behaviour beyond their own form.

What a source said (Record, Claim) stays apart from what we make of it (Work, Choice).
None means that nothing is known; there are no placeholders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, JsonValue
from pydantic_core import core_schema


class Model(BaseModel):
    """A frozen value; an unknown field is a bug."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


# --- identifiers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """Scheme and value in normal form; written `scheme:value`, as in `arxiv:2106.08254` or `doi:10.1109/tpami.2023.1`.

    A plain slotted value, like Lookup: a large list has hundreds of thousands of them, most of them keys.
    """

    scheme: str
    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        >>> Identifier.parse("doi:10.1000/a:b").value
        '10.1000/a:b'
        """
        scheme, _, value = text.partition(":")
        return cls(scheme, value)

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Within models: read from its text, written as its text."""
        text = core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())
        return core_schema.json_or_python_schema(
            json_schema=text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), text]),
            serialization=core_schema.to_string_ser_schema(when_used="always"),
        )


# --- the reading list -------------------------------------------------------------------------------------------------

Role = Literal["paper", "pdf", "code", "project", "video", "data", "slides", "blog", "other"]


class Link(Model):
    """An address in an entry."""

    role: Role
    url: str
    """Verbatim target as the list writes it, typos kept, white space at the ends dropped."""
    text: str
    """Link text without markup; empty for a bare address."""


class Entry(Model):
    """One item of a reading list, as listed."""

    list: str
    """Name of the list."""
    page: str | None = None
    """The file in which the line counts, for a list of several files; None for its main file."""
    line: int
    """First source line of the entry, 1-based."""
    position: int
    """Place among the entries of the list, 1-based."""
    section_path: tuple[str, ...]
    """Enclosing headings, outermost first, without the document title."""
    title: str | None
    """Title as listed, markup removed."""
    alias: str | None = None
    """Nickname that stands before the title (`SAM`, `BEiT`)."""
    paper_url: str | None
    """The link that the list offers as the paper, verbatim."""
    links: tuple[Link, ...] = ()
    """Every link of the entry in source order, the paper's own included."""
    year: int | None = None
    """Year as listed in the entry or its heading, never taken from an address."""
    venue: str | None = None
    """Venue as listed, without the year."""
    mentions: tuple[str, ...] = ()
    """Identifiers that stand in the text without a link, as in `arXiv:1904.06577`."""


# --- asking -----------------------------------------------------------------------------------------------------------

By = Literal["id", "title", "listing"]
Expects = Literal["html", "json", "xml", "text"]


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question to one source; the key of everything kept.

    `value` is, by `id`, an identifier as `scheme:value`; by `title`, the title as known; by `listing`, the listing's own name.
    """

    source: str
    by: By
    value: str

    def __str__(self) -> str:
        return f"{self.source} by {self.by}: {self.value}"


class Ask(Model):
    """One HTTP request that answers one or more lookups of one source."""

    lookups: tuple[Lookup, ...]
    url: str
    method: Literal["GET", "POST"] = "GET"
    body: bytes | None = None
    """JSON for POST."""
    expects: Expects = "html"
    accept: str | None = None
    """Accept header, where a site tells formats apart by it."""


class Response(Model):
    """What came back, as it came."""

    ask: Ask
    final_url: str
    """Address after redirects."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """After content encoding is undone, before any decoding of text."""
    at: datetime
    """When it had arrived, UTC."""


class Outcome(StrEnum):
    """The verdict on a lookup."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    """429, 403, a challenge page, a spent budget: asked too much or not wanted; the record is untouched."""
    BROKEN = "broken"
    """Time-out, 5xx, a cut body, something that is not the page."""
    SKIPPED = "skipped"
    """Not asked: robots, terms of use, an address that the guard refuses."""
    MISMATCH = "mismatch"
    """Answered, but about another work: a page that names another one, or a record that is refused when records are compared."""


SETTLED = frozenset({Outcome.FOUND, Outcome.NOT_FOUND, Outcome.SKIPPED})
"""Outcomes after which a source has spoken; the others leave it wanted."""


BUDGET_SPENT = "budget spent"
"""Stands in the reason of a refusal where a site's budget was used up before its turn: nobody was asked and nothing is wrong."""


class Answer(Model):
    """The verdict on one lookup at one time; answers are only ever appended."""

    lookup: Lookup
    outcome: Outcome
    reason: str = ""
    """Why, for a person: `429 from api.crossref.org`, `robots.txt forbids /pdf`."""
    response: int | None = None
    """Number of the stored response that is read: the newest good one, however the lookup went since; None when there is none."""
    at: datetime
    """UTC."""
    run: str


# --- what sources say -------------------------------------------------------------------------------------------------


class Person(Model):
    """A name as written on a work, not the person behind it."""

    family: str
    """Family name with its particles; the whole name of a single-named person or a group."""
    given: str = ""
    suffix: str = ""
    orcid: str | None = None

    @property
    def name(self) -> str:
        """`Given Family Suffix`."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)


Field = Literal[
    "title", "authors", "container_title", "venue", "year", "issued", "abstract", "type", "url", "pdf_url", "pages",
    "journal_ref", "comment", "withdrawn", "accepted", "doi", "arxiv_id", "preprint_url", "published_url",
]  # fmt: skip


class Claim(Model):
    """One field of what a source said."""

    field: Field
    raw: str
    """As the source wrote it, entities decoded; several values stand one per line."""
    clean: JsonValue
    """Normalised: authors as a list of Person objects, year as a number, issued as `YYYY[-MM[-DD]]`, the rest as text."""
    way: str
    """Which way of the reader hit: `citation_title`, `div#abstract`."""


class Record(Model):
    """What one source said about one work, in its own words."""

    lookup: Lookup
    identifiers: frozenset[Identifier]
    """Every identifier that the source gives this very work, those of its address included."""
    claims: tuple[Claim, ...]

    def claim(self, field: Field) -> Claim | None:
        """The first claim for a field."""
        for claim in self.claims:
            if claim.field == field:
                return claim
        return None

    def clean(self, field: Field) -> JsonValue:
        claim = self.claim(field)
        return claim.clean if claim else None

    def identifier(self, scheme: str) -> Identifier | None:
        """The identifier of a scheme; the smallest where there are several."""
        return min((i for i in self.identifiers if i.scheme == scheme), default=None)


class NotFound(Model):
    """The source answered and does not know the work."""

    reason: str


class NotAPage(Model):
    """The answer is not what was asked for (a shell page, a generic title, a changed layout)."""

    reason: str


class AnotherWork(NotAPage):
    """The answer says itself that it is about another work than the asked one: a wrong redirect, a number given twice."""


Verdict = tuple[Record, ...] | NotFound | NotAPage
"""What a reader makes of one lookup: by id one record; by title the hits, best first; by listing all that it lists."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a work when a source is asked what it could add. Plain and slotted: a walk makes one at every rung."""

    identifiers: frozenset[Identifier]
    title: str | None
    """The best title so far, else the listed one; None also where a title is not what is asked by."""

    def values(self, scheme: str) -> tuple[str, ...]:
        """Values of the identifiers of one scheme, sorted."""
        return tuple(sorted(i.value for i in self.identifiers if i.scheme == scheme))


# --- what we make of it -----------------------------------------------------------------------------------------------


class Status(StrEnum):
    COMPLETE = "complete"
    """Title, authors, venue, year and abstract are chosen."""
    PENDING = "pending"
    """Something is missing and a wanted lookup is still due."""
    PARTIAL = "partial"
    """Something is missing and nothing is left to ask."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The claim chosen for a field, and why it won. Plain and slotted: a walk makes a dozen after every record, of what was checked."""

    value: JsonValue
    claim: Claim
    lookup: Lookup
    rule: str
    """The rank and reason of the rule that chose it."""


VersionKind = Literal["preprint", "proceedings", "journal", "other"]


class Version(Model):
    """A manifestation of a work."""

    kind: VersionKind
    identifiers: frozenset[Identifier]
    title: str | None
    venue: str | None
    year: int | None
    url: str | None
    lookup: Lookup
    """Who says so."""


class Match(Model):
    """How a title hit or an index record was compared with a work."""

    lookup: Lookup
    accepted: bool
    score: float
    """Title similarity, 0 to 100."""
    parts: Mapping[str, str]
    """The parts of the verdict: title, first_author, year, guards."""
    title: str
    """Title of the hit."""
    identifiers: frozenset[Identifier]


class Work(Model):
    """Our reading of all claims about one work."""

    id: Identifier
    """The identifier of the link under which it was first listed."""
    identifiers: frozenset[Identifier]
    chosen: Mapping[str, Choice]
    versions: tuple[Version, ...]
    records: tuple[Record, ...]
    """The records that were read, best first."""
    matches: tuple[Match, ...]
    status: Status
    missing: tuple[str, ...]
    aliases: tuple[Identifier, ...] = ()
    """Former work ids that now lead here."""
    since: Mapping[str, date] = {}
    """Field → day (UTC) on which its present value was first published; empty before anything was."""


class Finding(Model):
    """A word about what is wrong or worth knowing, for a maintainer."""

    kind: str
    list: str | None
    line: int | None
    work_id: Identifier | None
    message: str
    suggestion: str | None = None


class ListState(Model):
    """Where a list comes from and what was last read of it."""

    name: str
    address: str
    """URL, or path as given."""
    path: str | None
    synced_at: datetime | None
    """UTC; None where only the file of the project was read."""
    sha256: str
    entries: int
    quarantined: str | None = None
    """Why the newest sync was not taken, if it was not."""


class Listed(Model):
    """An entry with the work it names."""

    entry: Entry
    work_id: Identifier
    identifiers: frozenset[Identifier]
    """Of its link, mentions included."""
    repaired_url: str | None
    """Paper link as repaired and followed; the same as listed where nothing had to be mended."""
    named: tuple[Identifier | None, ...] = ()
    """Per link of the entry what its address names, a work or a repository; None where no rule tells."""


ChangeKind = Literal["added", "removed", "moved section", "link changed", "link died", "now published", "title changed", "changed"]
"""Everything that can happen to an entry, in the words of table, feed and changes.md; `changed` is any other value of its work."""


class Change(Model):
    """One difference between what was published before and now."""

    list: str
    line: int
    work_id: Identifier
    kind: ChangeKind
    field: str | None
    """Name of the column of `papers`; None where the entry as a whole came or went."""
    before: str | None
    after: str | None
    run: str
    on: date


class RunRecord(Model):
    """What one run did."""

    id: str
    started: datetime
    ended: datetime | None
    requests: int
    found: int
    not_found: int
    refused: int
    broken: int
    note: str = ""
    """`offline`, `interrupted`, `time limit`; empty when nothing was unusual."""


Publishable = ListState | Listed | Work | Answer | Finding | Change | RunRecord
"""What the published file is made of."""


@dataclass(frozen=True)
class Catalogue:
    """All that is published, gone through once: a large one is never held as a whole."""

    contents: Iterable[Publishable]
    """In any order. The last answer to a lookup may come with every work that wants it."""
    digest: str
    """Of everything that went in."""
