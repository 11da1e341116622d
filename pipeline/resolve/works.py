"""Drafts become works: the same work under two addresses is one; ids are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.models import Choice, Claim, Field, Finding, Identifier, Lookup, Record, Status, Version, VersionKind, Work
from pipeline.resolve.corrections import Corrections, corrected, dropped, muted, unused, without_ignored
from pipeline.resolve.draft import WANTED, Draft
from pipeline.resolve.findings import findings_of
from pipeline.resolve.joining import Bearing, Group, join
from pipeline.resolve.merge import PREPRINT_VENUES, choose, kind_of, text
from pipeline.resolve.shown import as_preprint
from pipeline.resolve.spent import spent
from pipeline.resolve.told import told
from pipeline.resolve.versions import versions
from pipeline.settings import Show
from pipeline.sources import registry


class ReadWork(NamedTuple):
    """A work with what it was read from and what is worth a word about it."""

    work: Work
    drafts: tuple[Draft, ...]
    """In the order of lists and lines."""
    findings: tuple[Finding, ...]


class Works:
    """What is made of all drafts. Who is one work and under which id is known at once; each work is made when its turn comes."""

    def __init__(
        self,
        drafts: Mapping[Identifier, Draft],
        bearings: Mapping[Identifier, Bearing],
        minted: Mapping[str, str],
        settled: Callable[[Lookup], bool],
        corrections: Corrections = (),
        show: Show = "published",
    ) -> None:
        """`drafts` stand in the order of lists and lines, with what each bears; `show`: which version.

        `minted`: identifier of a link → the id of the work first listed under it, from all runs before.
        `settled` tells whether a lookup's source has spoken.
        """
        self._drafts = drafts
        self._settled = settled
        self._corrections = corrections
        self._show = show
        self._joined = join(drafts, bearings, corrections)
        self._group = _named(self._joined.groups, minted)
        self.unused = tuple(unused(corrections, self._joined.corrected.union(*self._group)))
        """Corrections that are about no work."""
        self.minted = {str(k): str(names[0]) for names, group in self._group.items() for k in group if str(k) not in minted}
        """Link identifiers that are new to the history, with the id of their work."""

    @property
    def ids(self) -> frozenset[Identifier]:
        """Of all works."""
        return frozenset(own for own, *_ in self._group)

    def __iter__(self) -> Iterator[ReadWork]:
        """In the order in which the works are first listed."""
        for (own, *aliases), group in self._group.items():
            drafts = tuple(self._drafts[key] for key in group)
            work = _work(own, tuple(aliases), drafts, self._settled, self._show, self._corrections)
            found = (*(f for key in group for f in self._joined.clashes.get(key, ())), *findings_of(work, drafts))
            names = work.identifiers | {work.id, *work.aliases, *group}
            mine = tuple(c for c in self._corrections if c.work in names)
            idle = spent(mine, work, drafts, found, self._joined.together, self._settled)
            yield ReadWork(work, drafts, without_ignored(mine, (*found, *idle), names))


_Names = tuple[Identifier, ...]
"""The id of a work, then its former ones."""


def _named(groups: Sequence[Group], minted: Mapping[str, str]) -> dict[_Names, Group]:
    """An id is minted once for each link; where works were joined the others become former ids."""
    holders = _holders(groups, minted)
    return {_names(group, minted, holders): group for group in groups}


def _holders(groups: Sequence[Group], minted: Mapping[str, str]) -> Mapping[Identifier, Identifier]:
    """For each id in use the first key of the work that bears it.

    Of a work that was one and is now two, the part that holds the link itself keeps the id; where no part does, the first.
    """
    holders = {key: group[0] for group in groups for key in group}
    for group in groups:
        for key in group:
            if str(key) in minted:
                holders.setdefault(Identifier.parse(minted[str(key)]), group[0])
    return holders


def _names(keys: Group, minted: Mapping[str, str], holders: Mapping[Identifier, Identifier]) -> _Names:
    """Those minted for its links, then the links themselves, unless they belong to another work."""
    known = (Identifier.parse(minted[str(k)]) for k in keys if str(k) in minted)
    return tuple(i for i in dict.fromkeys([*known, *keys]) if holders[i] == keys[0])


def _work(
    own: Identifier,
    aliases: tuple[Identifier, ...],
    group: Sequence[Draft],
    settled: Callable[[Lookup], bool],
    show: Show,
    corrections: Corrections,
) -> Work:
    witnesses = tuple(w for d in group for w in d.seed.witnesses)
    links = frozenset[Identifier]().union(*(d.seed.identifiers for d in group))
    certain = frozenset[Identifier]().union(*(d.certain for d in group))
    claimed = frozenset[Identifier]().union(*(d.claimed for d in group))
    names = claimed.union((own, *aliases), (d.seed.key for d in group))
    records = _corrected(group, corrections, names)
    claimed -= dropped(corrections, names)
    chosen = choose(records, witnesses, links)
    known = versions((*records, *told(records)), claimed)
    _choose_identifiers(chosen, records, links, certain, claimed - _of_another_publication(known, text(chosen.get("venue"))))
    _choose_addresses(chosen, links)
    missing = tuple(f for f in WANTED if f not in chosen and not (f == "venue" and "container_title" in chosen))
    return Work(
        id=own,
        identifiers=(claimed - _by_the_way(claimed, records)) | (certain & claimed),
        chosen=as_preprint(chosen, records) if show == "preprint" else chosen,
        versions=known,
        records=records,
        matches=tuple(m for d in group for m in d.matches),
        status=_status(missing, chosen, (x for d in group for x in d.consulted), settled),
        missing=missing,
        aliases=aliases,
    )


_INCIDENTAL = frozenset({"dblp", "ieee", "openalex"})
"""Schemes of sources that are asked only where others leave a gap."""
_INCIDENTAL_BY_TITLE = frozenset({"corpusid", "s2"})
"""Those of a source that is always asked by id, and by title only where there is a gap."""


def _by_the_way(claimed: frozenset[Identifier], records: Iterable[Record]) -> frozenset[Identifier]:
    """Numbers that a work has or has not by who failed on the way: what was found in one run must not be missing in the next."""
    by_id = frozenset[Identifier]().union(*(r.identifiers for r in records if r.lookup.by != "title"))
    return frozenset(i for i in claimed if i.scheme in _INCIDENTAL or (i.scheme in _INCIDENTAL_BY_TITLE and i not in by_id))


def _corrected(group: Sequence[Draft], corrections: Corrections, names: frozenset[Identifier]) -> tuple[Record, ...]:
    """The records of a group with a person's word first: under whatever name the work was listed when it was said."""
    by_hand = corrected(corrections, names) or next((d.seed.corrected for d in group if d.seed.corrected), None)
    silent = muted(corrections, names)
    others = {r.lookup: r for d in group for r in d.records if r.lookup.source != "corrections"}.values()
    heard = (r.model_copy(update={"claims": tuple(c for c in r.claims if (r.lookup.source, c.field) not in silent)}) for r in others)
    return (*((by_hand,) if by_hand else ()), *heard)


def _status(missing: Sequence[str], chosen: Mapping[str, Choice], wanted: Iterable[Lookup], settled: Callable[[Lookup], bool]) -> Status:
    """Complete when all five fields are chosen from a source that describes the work; a listed title alone completes nothing."""
    described = chosen["title"].lookup.source not in {"list", "link"} if "title" in chosen else False
    if not missing and described:
        return Status.COMPLETE
    return Status.PENDING if any(not settled(x) for x in wanted) else Status.PARTIAL


_PUBLICATIONS: frozenset[VersionKind] = frozenset({"journal", "proceedings"})
_DOI_WORD = ("pubmed", "crossref", "crossref_pii", "dblp", "openalex", "semantic_scholar", "arxiv", "datacite")
"""Who is believed about a DOI that the work's own page does not print: registries and curators first; arXiv's is typed by authors."""
_ARXIV_WORD = ("arxiv", "datacite", "openreview", "semantic_scholar", "openalex", "dblp", "crossref", "pubmed")
"""Who is believed about an arXiv number: arXiv and its deposits first, then those whose records are linked by it."""


def _of_another_publication(known: Sequence[Version], venue: str | None) -> frozenset[Identifier]:
    """Identifiers of the journal's version where the conference's is shown, and the reverse: indexes put the two into one record."""
    shown = [v for v in known if v.venue == venue]
    kinds = {v.kind for v in shown}
    if not kinds or not kinds <= _PUBLICATIONS:
        return frozenset()
    others = (v.identifiers for v in known if v.kind in _PUBLICATIONS - kinds)
    return frozenset[Identifier]().union(*others).difference(*(v.identifiers for v in shown))


def _choose_identifiers(
    chosen: dict[str, Choice],
    records: Sequence[Record],
    links: frozenset[Identifier],
    certain: frozenset[Identifier],
    claimed: frozenset[Identifier],
) -> None:
    for field, scheme, order in (("doi", "doi", _DOI_WORD), ("arxiv_id", "arxiv", _ARXIV_WORD)):
        offers = [
            ((i not in links, i not in certain, _place(r, order), str(i), str(r.lookup)), i, r)
            for r in records
            for i in r.identifiers
            if i.scheme == scheme and i in claimed
        ]
        link = min((i for i in links if i.scheme == scheme), default=None)
        if link is not None:
            chosen[field] = _identifier_choice(
                field, link.value, link.value, Lookup(source="link", by="id", value=str(link)), "the link says so"
            )
        elif offers:
            rank, identifier, record = min(offers, key=lambda x: x[0])
            rule = "printed on the work's own page" if not rank[1] else f"{record.lookup.source} says so"
            chosen[field] = _identifier_choice(field, identifier.value, identifier.value, record.lookup, rule)


def _place(record: Record, order: Sequence[str]) -> int:
    return order.index(record.lookup.source) if record.lookup.source in order else len(order)


def _choose_addresses(chosen: dict[str, Choice], links: frozenset[Identifier]) -> None:
    """preprint_url, published_url, url, pdf_url: what a rule can tell from identifiers where no page gave an address."""
    doi, arxiv, venue = text(chosen.get("doi")), text(chosen.get("arxiv_id")), text(chosen.get("venue"))
    if arxiv:
        chosen["preprint_url"] = _by_rule(chosen["arxiv_id"], "preprint_url", f"https://arxiv.org/abs/{arxiv}")
    page = chosen.get("url")
    if page and venue not in PREPRINT_VENUES and _is_publisher(page.lookup):
        chosen["published_url"] = replace(page, claim=page.claim.model_copy(update={"field": "published_url"}))
    elif doi and venue not in PREPRINT_VENUES:
        chosen["published_url"] = _by_rule(chosen["doi"], "published_url", f"https://doi.org/{doi}")
    for field, rule in (("url", "landing"), ("pdf_url", "pdf")):
        if field in chosen:
            continue
        for identifier in sorted(links):
            address = _address(identifier, rule)
            if address:
                origin = Lookup(source="link", by="id", value=str(identifier))
                chosen[field] = _identifier_choice(field, address, identifier.value, origin, "by the rule of the link's site")
                break
    if "url" not in chosen and (other := chosen.get("published_url") or chosen.get("preprint_url")):
        chosen["url"] = replace(other, claim=other.claim.model_copy(update={"field": "url"}))


def _address(identifier: Identifier, rule: str) -> str | None:
    """What the source of an identifier's scheme makes of it; another source may take the value for one of its own."""
    for source in registry().values():
        address = source.landing(identifier) if rule == "landing" else source.pdf(identifier)
        if address and (identifier.scheme in source.schemes or source.identify(address) == identifier):
            return address
    return None


def _is_publisher(lookup: Lookup) -> bool:
    return kind_of(Record(lookup=lookup, identifiers=frozenset(), claims=())) == "publisher"


def _by_rule(origin: Choice, field: Field, address: str) -> Choice:
    return _identifier_choice(field, address, origin.claim.raw, origin.lookup, "by rule from the identifier")


def _identifier_choice(field: str, value: str, raw: str, lookup: Lookup, rule: str) -> Choice:
    claim = Claim.model_validate({"field": field, "raw": raw, "clean": value, "way": "identifier"})
    return Choice(value=value, claim=claim, lookup=lookup, rule=rule)
