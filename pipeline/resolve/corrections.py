"""What a person knows better than any source. It has the last word, and it survives rebuilds, new lists and new readers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, get_args

from pydantic import JsonValue, ValidationError

from pipeline.errors import UsageError
from pipeline.models import Claim, Field, Finding, Identifier, Lookup, Model, Record
from pipeline.normalise import clean

Kind = Literal["set", "drop", "same", "different", "ignore"]

SHAPES: Mapping[Kind, str] = {
    "set": 'work = "arxiv:2106.08254", field = "venue", value = "ICLR"',
    "drop": 'work = "arxiv:2106.08254", identifier = "doi:10.1000/x"  (or source = "crossref", field = "year")',
    "same": 'work = "arxiv:2106.08254", other = "openreview:p-BhZSz59o4"  (another link of the lists, or an identifier of the work)',
    "different": 'work = "arxiv:2106.08254", other = "doi:10.1000/x"',
    "ignore": 'work = "arxiv:2106.08254", finding = "title_differs"',
}
"""What each kind says beside `reason` and `on`; shown when one cannot be read."""


class Correction(Model):
    """One line of corrections.toml."""

    kind: Kind
    work: Identifier
    """The work_id, or another identifier of a link under which the work is listed."""
    reason: str
    on: date
    field: Field | None = None
    value: str | int | tuple[str, ...] | None = None
    """As a source would write it; authors as a list of names."""
    source: str | None = None
    identifier: Identifier | None = None
    other: Identifier | None = None
    finding: str | None = None

    def __str__(self) -> str:
        return f"[[{self.kind}]] of {self.work} ({self.on}: {self.reason})"


Corrections = tuple[Correction, ...]


def parse(text: str, name: str) -> Corrections:
    """The corrections of a TOML text, in an order of their own so that the order of lines does not matter.

    Raises UsageError that names the line's kind and shows one that would have worked.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        raise UsageError(f"{name} is not TOML: {e}") from e
    found: list[Correction] = []
    for kind, rows in tables.items():
        if kind not in get_args(Kind) or not isinstance(rows, list):
            raise UsageError(f"{name}: [[{kind}]] is no correction; there are {', '.join(f'[[{k}]]' for k in SHAPES)}")
        for row in rows:
            found.append(_correction(kind, row, name))
    return tuple(sorted(found, key=lambda c: c.model_dump_json()))


def _correction(kind: str, row: object, name: str) -> Correction:
    needs = {"set": ("field", "value"), "same": ("other",), "different": ("other",), "ignore": ("finding",)}.get(kind, ())
    shape = f'[[{kind}]] with {SHAPES[kind]}, reason = "...", on = 2026-11-22'  # type: ignore[index]  # checked by the caller
    try:
        one = Correction.model_validate({"kind": kind, **(row if isinstance(row, dict) else {})})
    except ValidationError as e:
        first = e.errors()[0]
        raise UsageError(f"{name}: a [[{kind}]] cannot be read ({'.'.join(map(str, first['loc']))}: {first['msg']}); write {shape}") from e
    dropped = kind != "drop" or one.identifier is not None or (one.source is not None and one.field is not None)
    if not dropped or any(getattr(one, need) is None for need in needs):
        raise UsageError(f"{name}: {one} says too little; write {shape}")
    return one


def corrected(corrections: Iterable[Correction], names: frozenset[Identifier]) -> Record | None:
    """What a person sets of the work that has one of these identifiers, as a record of its own."""
    claims: list[Claim] = []
    work: Identifier | None = None
    for one in corrections:
        if one.kind == "set" and one.work in names and one.field is not None:
            work = one.work
            raw = "\n".join(one.value) if isinstance(one.value, tuple) else str(one.value)
            value: JsonValue = clean(one.field, raw)
            claims.append(Claim(field=one.field, raw=raw, clean=raw if value is None else value, way=one.reason))
    if work is None:
        return None
    return Record(lookup=Lookup(source="corrections", by="id", value=str(work)), identifiers=frozenset(), claims=tuple(claims))


def dropped(corrections: Iterable[Correction], names: frozenset[Identifier]) -> frozenset[Identifier]:
    """Identifiers that do not belong to the work."""
    return frozenset(c.identifier for c in corrections if c.kind == "drop" and c.work in names and c.identifier is not None)


def muted(corrections: Iterable[Correction], names: frozenset[Identifier]) -> frozenset[tuple[str, Field]]:
    """(source, field) pairs that are not believed about the work."""
    return frozenset((c.source, c.field) for c in corrections if c.kind == "drop" and c.work in names and c.source and c.field)


def vouched(corrections: Iterable[Correction], names: frozenset[Identifier]) -> frozenset[Identifier]:
    """Identifiers that a person says are the work's, whatever a comparison makes of what they lead to."""
    named = ((c.work, c.other) for c in corrections if c.kind == "same" and c.other is not None)
    return frozenset(there for one, other in named for here, there in ((one, other), (other, one)) if here in names)


def pairs(corrections: Iterable[Correction], kind: Literal["same", "different"]) -> frozenset[frozenset[Identifier]]:
    return frozenset(frozenset((c.work, c.other)) for c in corrections if c.kind == kind and c.other is not None)


def without_ignored(corrections: Corrections, findings: Iterable[Finding], names: frozenset[Identifier]) -> tuple[Finding, ...]:
    """The findings about a work that nobody has set aside; `names`: all that the work is called."""
    ignored = {c.finding for c in corrections if c.kind == "ignore" and c.work in names}
    return tuple(f for f in findings if f.kind not in ignored)


def named(corrections: Iterable[Correction]) -> frozenset[Identifier]:
    """What corrections call the works that they are about."""
    return frozenset(c.work for c in corrections)


def unused(corrections: Iterable[Correction], names: frozenset[Identifier]) -> Iterable[Finding]:
    """Corrections of works that no list names any more; `names`: those of `named` that some work bears."""
    for one in corrections:
        if one.work not in names:
            yield Finding(
                kind="correction_unused",
                list=None,
                line=None,
                work_id=None,
                message=f"{one}: no entry is listed as {one.work}",
                suggestion="take the line out, or name the work by its work_id",
            )
