"""What every source is made of: one small file that names its addresses and reads its answers.

A source knows no network, no clock and no other source. `read` is pure: response in, verdict for every asked lookup out.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from pipeline.models import Ask, By, Claim, Field, Identifier, Known, Lookup, Record, Response, Verdict
from pipeline.normalise import clean

Kind = Literal["publisher", "preprint", "index", "general"]

FILE = "file:"
"""Scheme of the address of a file of this machine that was read where a site would have been asked."""


class Source(ABC):
    """A place where works are described. Subclasses say only what is special; an instance named `source` is what the registry takes."""

    name: ClassVar[str]
    kind: ClassVar[Kind]
    schemes: ClassVar[tuple[str, ...]] = ()
    """Identifier schemes that it answers by id."""
    by_title: ClassVar[bool] = False
    """Whether it can be searched by title."""
    twin_of: ClassVar[str | None] = None
    """The source that speaks for the same site through another API: what the one has told of a work, the other need not tell again."""
    chunks: ClassVar[Mapping[By, int]] = {}
    """How many lookups of a kind one ask may carry; 1 where nothing is said."""

    def identify(self, url: str) -> Identifier | None:
        """The identifier that an address of this site names, None for every other address. Never guesses."""
        return None

    def landing(self, identifier: Identifier) -> str | None:
        """Address of the page that describes the work."""
        return None

    def pdf(self, identifier: Identifier) -> str | None:
        """Address of the full text, where a rule can tell it."""
        return None

    def lookups(self, known: Known) -> Iterable[Lookup]:
        """What this source could answer about a work, best first; by id before by title."""
        for scheme in self.schemes:
            for value in known.values(scheme):
                yield Lookup(source=self.name, by="id", value=f"{scheme}:{value}")
        if self.by_title and known.title:
            yield Lookup(source=self.name, by="title", value=known.title)

    def chunk(self, by: By) -> int:
        return self.chunks.get(by, 1)

    @abstractmethod
    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        """The request that answers these lookups, all of one kind, at most `chunk(by)` of them."""

    @abstractmethod
    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        """A verdict for every lookup of the ask. Never raises for what a site may send."""


def is_from_file(response: Response) -> bool:
    """Whether parts of a file were read and no site was asked."""
    return response.ask.url.startswith(FILE)


def asked_id(lookup: Lookup) -> Identifier:
    """The identifier that a lookup by id asks about."""
    return Identifier.parse(lookup.value)


def claim(field: Field, raw: str | None, way: str) -> Iterable[Claim]:
    """One claim, or none when the raw text holds nothing: `[*claim("title", text, "citation_title")]`."""
    if raw is None:
        return
    value = clean(field, raw)
    if value is not None and value != "" and value != []:
        yield Claim(field=field, raw=raw, clean=value, way=way)


def told(field: Field, value: str | None, raw: str | None, way: str) -> Iterable[Claim]:
    """A claim that a rule reads off other words: the kind of a work from its site's address (`raw`) or from a site's own word for it."""
    if value and raw:
        yield Claim(field=field, raw=raw, clean=value, way=way)


def names(people: Iterable[tuple[str, str]]) -> str:
    """Raw text of structured authors, (family, given) each: `Family, Given`, one per line.

    A family of several words stands in braces, for nothing but the source knows where it ends; so does a name without given.

    >>> names([("He", "Kaiming"), ("Pérez García", "Juan"), ("ATLAS Collaboration", "")])
    'He, Kaiming\\n{Pérez García}, Juan\\n{ATLAS Collaboration}'
    """
    return "\n".join(_braced(family, bool(given)) + (f", {given}" if given else "") for family, given in people)


def _braced(family: str, has_given: bool) -> str:
    return family if has_given and len(family.split()) < 2 else f"{{{family}}}"


def record(lookup: Lookup, identifiers: Iterable[Identifier | None], *claims: Iterable[Claim]) -> Record:
    """A record from groups of claims; the first claim for a field is the source's main one, further ones of equal value are dropped."""
    kept: list[Claim] = []
    for one in (c for group in claims for c in group):
        if not any(k.field == one.field and k.clean == one.clean for k in kept):
            kept.append(one)
    return Record(lookup=lookup, identifiers=frozenset(i for i in identifiers if i is not None), claims=tuple(kept))
