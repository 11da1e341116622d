"""The rows of every table, from a catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from itertools import chain, repeat

from pydantic import JsonValue

from pipeline import __version__
from pipeline.models import (
    Answer,
    Catalogue,
    Change,
    Choice,
    Claim,
    Finding,
    Identifier,
    Listed,
    ListState,
    Lookup,
    Person,
    Record,
    RunRecord,
    Work,
)
from pipeline.store.wellformed import json_bytes

SCHEMA_VERSION = 1
"""Rises when a column is renamed, removed or given another meaning; not for a new one."""

Row = Mapping[str, object]


def rows(catalogue: Catalogue) -> Iterator[tuple[str, Row]]:
    """Pairs of table name and row; one pass over the catalogue, nothing held back, so that memory does not grow with it."""
    yield "meta", {"schema_version": SCHEMA_VERSION, "digest": catalogue.digest, "pipeline_version": __version__}
    for one in catalogue.contents:
        match one:
            case Work():
                yield from _work(one)
            case Listed():
                yield from _entry(one)
            case Answer():
                yield "answers", {**_lookup(one.lookup), "outcome": one.outcome, "reason": one.reason, "response": one.response,
                                  "answered_at": _utc(one.at), "run": one.run}  # fmt: skip
            case Finding():
                yield "findings", {**one.model_dump(), "work_id": _text(one.work_id)}
            case Change():
                yield "changes", {**one.model_dump(exclude={"on"}), "work_id": str(one.work_id), "day": one.on}
            case ListState():
                yield "lists", {**one.model_dump(), "synced_at": _utc(one.synced_at)}
            case RunRecord():
                yield "runs", {**one.model_dump(), "started": _utc(one.started), "ended": _utc(one.ended)}


def _entry(listed: Listed) -> Iterator[tuple[str, Row]]:
    entry = listed.entry
    yield (
        "entries",
        {
            **entry.model_dump(exclude={"links"}),
            "section": entry.section_path[-1] if entry.section_path else None,
            "repaired_url": listed.repaired_url,
            "work_id": str(listed.work_id),
            "identifiers": _texts(listed.identifiers),
        },
    )
    for number, (link, named) in enumerate(zip(entry.links, chain(listed.named, repeat(None)), strict=False), 1):
        place = {"list": entry.list, "position": entry.position, "number": number}
        yield "links", {**place, **link.model_dump(), "identifier": _text(named)}


def _work(work: Work) -> Iterator[tuple[str, Row]]:
    work_id = str(work.id)
    people = [Person.model_validate(p) for p in _list(_value(work, "authors"))]
    yield (
        "works",
        {
            **{field: choice.value for field, choice in work.chosen.items()},
            "id": work_id,
            "authors": [p.name for p in people] or None,
            "first_author": people[0].name if people else None,
            "status": work.status,
            "missing": work.missing,
            "sources": sorted({choice.lookup.source for choice in work.chosen.values()}),
            "updated_at": datetime.combine(max(work.since.values()), time.min) if work.since else None,
        },
    )
    for position, person in enumerate(people, 1):
        yield "authors", {
            "work_id": work_id, "position": position, "name": person.name, "given": person.given or None, "family": person.family,
            "suffix": person.suffix or None, "orcid": person.orcid,
        }  # fmt: skip
    for identifier in sorted({work.id, *work.identifiers, *work.aliases}):
        yield "identifiers", {"id": str(identifier), "scheme": identifier.scheme, "value": identifier.value, "work_id": work_id,
                              "former": identifier in work.aliases and identifier != work.id}  # fmt: skip
    for number, version in enumerate(work.versions, 1):
        yield "versions", {**version.model_dump(exclude={"lookup"}), "identifiers": _texts(version.identifiers), "work_id": work_id,
                           "number": number, "source": version.lookup.source, "lookup": str(version.lookup)}  # fmt: skip
    yield from _said(work)


def _said(work: Work) -> Iterator[tuple[str, Row]]:
    """Records and their claims, then what was chosen and stands in no record under that name."""
    work_id = str(work.id)
    unseen = dict(work.chosen)
    holders: dict[Lookup, str] = {}
    matches = {(m.lookup, m.identifiers): m for m in work.matches if m.accepted}
    records = {_record_id(work_id, record): record for record in work.records}
    for rank, (record_id, record) in enumerate(records.items(), 1):
        holders.setdefault(record.lookup, record_id)
        match = matches.get((record.lookup, record.identifiers))
        yield "records", {"id": record_id, "work_id": work_id, **_lookup(record.lookup), "rank": rank, "url": record.clean("url"),
                          "identifiers": _texts(record.identifiers),
                          "match_score": match.score if match else None,
                          "match_reason": "; ".join(f"{part}: {why}" for part, why in match.parts.items()) if match else None}  # fmt: skip
        for claim in record.claims:
            choice = unseen.get(claim.field)
            if choice and _is_choice(choice, record.lookup, claim):
                del unseen[claim.field]
            else:
                choice = None
            yield "claims", _claim(claim.field, claim, record.lookup, record_id, work, choice)
    for field, choice in sorted(unseen.items()):
        yield "claims", _claim(field, choice.claim, choice.lookup, holders.get(choice.lookup), work, choice)


def _is_choice(choice: Choice, lookup: Lookup, claim: Claim) -> bool:
    return (choice.claim.raw, choice.claim.way) == (claim.raw, claim.way) and choice.lookup == lookup and choice.claim.field == claim.field


def _claim(field: str, claim: Claim, lookup: Lookup, record_id: str | None, work: Work, choice: Choice | None) -> Row:
    return {
        "id": _hash(str(lookup), field, claim.raw),
        "record": record_id,
        "work_id": str(work.id),
        "source": lookup.source,
        "field": field,
        "raw": claim.raw,
        "clean": json_bytes(choice.value if choice else claim.clean).decode(),
        "way": claim.way,
        "chosen": choice is not None,
        "rule": choice.rule if choice else None,
        "since": work.since.get(field) if choice else None,
    }


def _record_id(work_id: str, record: Record) -> str:
    """The work belongs to it: a listing or a search describes several works under one lookup."""
    return _hash(work_id, str(record.lookup), *_texts(record.identifiers), *(f"{c.field} {c.way} {c.raw}" for c in record.claims))


def _lookup(lookup: Lookup) -> Row:
    return {"source": lookup.source, "by": lookup.by, "value": lookup.value, "lookup": str(lookup)}


def _value(work: Work, field: str) -> JsonValue:
    choice = work.chosen.get(field)
    return choice.value if choice else None


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _text(identifier: Identifier | None) -> str | None:
    return None if identifier is None else str(identifier)


def _texts(identifiers: frozenset[Identifier]) -> list[str]:
    return sorted(map(str, identifiers))


def _utc(at: datetime | None) -> datetime | None:
    """Without a zone: the columns are UTC by contract."""
    return None if at is None else at.astimezone(UTC).replace(tzinfo=None)


def _hash(*parts: str) -> str:
    """64 bits: among ten million claims two of one hash are as likely as one in 300,000."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]
