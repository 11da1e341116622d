"""A work while it is being read: what was accepted so far, what was refused, what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.models import Choice, Identifier, Lookup, Match, Record
from pipeline.resolve.match import DECISIVE, Witness, people_in, tells_enough
from pipeline.resolve.merge import choose, is_preprint, kind_of, number, text
from pipeline.resolve.seed import Seed
from pipeline.resolve.told import told

WANTED = ("title", "authors", "venue", "year", "abstract")
"""The fields of a complete entry."""
OWN_WORD = frozenset({"page", "openreview", "openreview-title"})
"""Rungs of the link's own site: while it may yet speak, two indexes that know another paper of that title must not."""
PATIENCE = 3
"""Failures in a row, the last a day after the first, after which others fill in for a site that mostly answers the next time."""
TRUSTED_KINDS = frozenset({"publisher", "general", "corrections"})
"""A page that speaks of itself: its identifiers are the work's own. Indexes and preprints name others' identifiers."""


@dataclass(frozen=True)
class Draft:
    """What is read of one seed. Every `with_...` gives a new value; order of acceptance is the order of the ladder, never of arrival."""

    seed: Seed
    records: tuple[Record, ...] = ()
    matches: tuple[Match, ...] = ()
    consulted: Mapping[Lookup, str] = field(default_factory=dict)
    """Every lookup that this reading rests on or would rest on, with the name of its rung, in the order of the ladder."""
    unheard: Mapping[str, int] = field(default_factory=dict)
    """Rungs on which a source was asked and has not spoken, with how often it failed in a row; the most where several were."""
    out_of_turn: frozenset[str] = frozenset()
    """Rungs on which a source was not asked, for the budget of its site was spent: its turn may come days later."""
    refused: frozenset[Identifier] = frozenset()
    """Identifiers that led to another work."""
    silenced: frozenset[tuple[str, str]] = frozenset()
    """(source, field) pairs that were said and are not believed, by a person's word."""
    hits: tuple[Record, ...] = ()
    """Title hits that nothing but the title speaks for; two independent ones may yet agree."""

    def with_lookup(self, lookup: Lookup, rung: str) -> Draft:
        return _noted(self, consulted={**self.consulted, lookup: rung})

    def with_unheard(self, rung: str, failures: int, *, in_time: bool = True) -> Draft:
        late = self.out_of_turn if in_time else self.out_of_turn | {rung}
        return _noted(self, unheard={**self.unheard, rung: max(failures, self.unheard.get(rung, 0))}, out_of_turn=late)

    def without_lookups(self, lookups: Iterable[Lookup]) -> Draft:
        needless = frozenset(lookups)
        return _noted(self, consulted={x: rung for x, rung in self.consulted.items() if x not in needless}) if needless else self

    @classmethod
    def of(cls, seed: Seed) -> Draft:
        """The draft before any source has spoken."""
        return cls(seed=seed, records=(seed.corrected,) if seed.corrected else (), refused=seed.dropped)

    def with_record(self, record: Record) -> Draft:
        source = record.lookup.source
        silenced = self.seed.muted.intersection((source, c.field) for c in record.claims)
        if silenced:
            record = record.model_copy(update={"claims": tuple(c for c in record.claims if (source, c.field) not in silenced)})
        return replace(self, records=(*self.records, record), silenced=self.silenced | silenced)

    def with_match(self, match: Match) -> Draft:
        return _noted(self, matches=(*self.matches, match))

    def with_hits(self, records: Iterable[Record]) -> Draft:
        return _noted(self, hits=(*self.hits, *records))

    def without(self, identifier: Identifier) -> Draft:
        return replace(self, refused=self.refused | {identifier})

    @cached_property
    def chosen(self) -> Mapping[str, Choice]:
        return choose(self.records, self.seed.witnesses, self.seed.identifiers)

    @cached_property
    def certain(self) -> frozenset[Identifier]:
        """Identifiers of the link and of the work's own pages, and those that a person vouches for."""
        own = (r.identifiers for r in self.records if kind_of(r) in TRUSTED_KINDS)
        return self.seed.identifiers.union(self.seed.vouched, *own) - self.refused

    @cached_property
    def claimed(self) -> frozenset[Identifier]:
        """All identifiers that anybody gives the work, those that led elsewhere left out."""
        return self.certain.union(self.seed.also, *(r.identifiers for r in self.records)) - self.refused

    @cached_property
    def missing(self) -> frozenset[str]:
        """Fields and identifier schemes still wanted: also a title that only the list gives, and a venue that nobody can name."""
        absent = {f for f in WANTED if f not in self.chosen}
        if "venue" in absent and "container_title" in self.chosen:
            absent.discard("venue")
        listed = {f for f in ("title", "venue", "year") if f in self.chosen and self.chosen[f].lookup.source in {"list", "link"}}
        return frozenset(absent | listed | ({"doi", "arxiv"} - self.schemes))

    @cached_property
    def witness(self) -> Witness:
        """What records are compared with: the work's own page and the list."""
        titles = [text(self.chosen.get("title")), self.seed.listed_title]
        authors = self.chosen.get("authors")
        return Witness(
            titles=tuple(dict.fromkeys(t for t in titles if t)),
            authors=people_in(authors.value) if authors else (),
            year=number(self.chosen.get("year")),
            venue=text(self.chosen.get("venue")),
            certain=self.certain,
        )

    @property
    def on_trust(self) -> frozenset[str]:
        """Identifiers that a person vouches for and no source has given yet."""
        if not self.seed.vouched:
            return frozenset()
        return frozenset(map(str, self.seed.vouched.difference(self.seed.identifiers, *(r.identifiers for r in self.records))))

    @property
    def title(self) -> str | None:
        """The best title so far, else the listed one."""
        return next(iter(self.witness.titles), None)

    @cached_property
    def published(self) -> bool:
        """Whether any accepted record speaks of a version that is not a preprint."""
        return any(not is_preprint(r) and r.clean("venue") for r in (*self.records, *told(self.records)))

    @cached_property
    def schemes(self) -> frozenset[str]:
        """Of the claimed identifiers."""
        return frozenset(i.scheme for i in self.claimed)

    def has(self, scheme: str) -> bool:
        return scheme in self.schemes

    @property
    def searchable(self) -> bool:
        """Whether a title search can help.

        With authors known it can. Without, a title of a few words can not, unless the hits carry the link's own identifier.
        While the link's own site may yet say who wrote the paper, only once it has failed `PATIENCE` times or has too many
        before this one, and only where the year is known to compare with: a site that failed once mostly answers the next
        time, and a title alone proves nothing.
        """
        if self.witness.authors:
            return True
        if not any(i.scheme in DECISIVE for i in self.certain) and not any(tells_enough(t) for t in self.witness.titles):
            return False
        own = [failures for rung, failures in self.unheard.items() if rung in OWN_WORD]
        return not own or (self.witness.year is not None and (min(own) >= PATIENCE or bool(OWN_WORD & self.out_of_turn)))

    @cached_property
    def confirmed(self) -> frozenset[str]:
        """Certain identifiers, and those that led to an accepted record."""
        return frozenset({*map(str, self.certain), *(r.lookup.value for r in self.records if r.lookup.by == "id")})

    @property
    def is_dead(self) -> bool:
        """The link's own page was asked for and is not there: only a title that also has the right year may stand for it then."""
        return any(rung in {"page", "openreview"} for rung in self.consulted.values()) and not self.records

    def mismatch(self, lookup: Lookup) -> Match | None:
        """How a record that an identifier led to was found to be about another work; None where a record of the lookup is believed."""
        if lookup.by != "id" or any(r.lookup == lookup for r in self.records):
            return None
        return next((m for m in self.matches if m.lookup == lookup and not m.accepted), None)

    def heard(self, sources: Iterable[str]) -> bool:
        """Whether one of these sources has given an accepted record."""
        names = set(sources)
        return any(r.lookup.source in names for r in self.records)


_READ_OFF_RECORDS = ("chosen", "certain", "claimed", "schemes", "missing", "witness", "confirmed", "published")


def _noted(draft: Draft, **changes: object) -> Draft:
    """A copy with another note and the same records: what was read off these is carried along, for it is dear."""
    new = replace(draft, **changes)  # type: ignore[arg-type]  # mypy cannot see that the names are fields
    vars(new).update({name: value for name, value in vars(draft).items() if name in _READ_OFF_RECORDS})
    return new
