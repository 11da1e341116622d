"""`accept` and `reject`: a person's word about a match or a finding becomes a line of corrections.toml."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pipeline.errors import UsageError
from pipeline.identify import identify
from pipeline.models import Identifier
from pipeline.named import work_named
from pipeline.published import DATABASE
from pipeline.resolve.corrections import parse
from pipeline.settings import Settings
from pipeline.store.query import query

Decision = Literal["accept", "reject"]


def decide(settings: Settings, decision: Decision, work: str, what: str | None, reason: str, on: date) -> str:
    """Write the line; a sentence that says which. `what` is an identifier, a link, or the kind of a finding about the work.

    Nothing that stands in the file is touched: comments and order stay. Raises UsageError when there is nothing to decide,
    and names what there is.
    """
    database = settings.enriched_dir / DATABASE
    own = work_named(database, work)
    kinds = _kinds(database, own)
    if what is not None and what in kinds:
        kind, key, value = "ignore", "finding", what
    else:
        value = _decidable(database, decision, own, what, kinds)
        kind, key = ("same", "other") if decision == "accept" else ("drop", "identifier")
    text = f'[[{kind}]]\nwork = "{own}"\n{key} = {json.dumps(value)}\nreason = {json.dumps(reason, ensure_ascii=False)}\non = {on}\n'
    return _write(settings.corrections_file, text)


def _decidable(database: Path, decision: Decision, work: str, what: str | None, kinds: Sequence[str]) -> str:
    """The identifier that is to be taken or dropped. Raises UsageError where that would change nothing."""
    identifier = _identifier(what) if what is not None else None
    if what is None:
        why = f"say what to {decision}"
    elif identifier is None:
        why = f"{what!r} is neither an identifier nor a finding about {work}"
    elif identifier in _of(database, work, "entries"):
        why = f"{identifier} is the link of {work} itself"
    elif decision == "accept" and identifier in _of(database, work, "records"):
        why = f"{identifier} is believed to be {work}'s already"
    else:
        return identifier
    raise UsageError(f"{why}: {_choices(database, work, kinds)}")


def _write(file: Path, text: str) -> str:
    """Append, after a look at what would stand there then: a file that cannot be read any more is worse than no line."""
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    (new,) = parse(text, str(file))
    for old in parse(before, str(file)):
        if (old.work, old.identifier or old.other, old.finding) != (new.work, new.identifier or new.other, new.finding):
            continue
        if old.kind == new.kind:
            return f"{file} says so already: {old}"
        if {old.kind, new.kind} in ({"same", "drop"}, {"same", "different"}):
            raise UsageError(f"{file} says the contrary: {old}; take that line out first")
    after = f"{before.rstrip()}\n\n{text}" if before.strip() else text
    parse(after, str(file))
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(after, encoding="utf-8")
    os.replace(beside, file)
    return f"Wrote to {file}: {new}. `make rebuild` shows what it does; the next run of `make enrich` applies it too."


# --- what there is to decide ------------------------------------------------------------------------------------------


def _identifier(what: str) -> str | None:
    """An identifier written as such, or the one that a link names."""
    if (found := identify(what)) is not None:
        return str(found)
    scheme, colon, value = what.partition(":")
    return str(Identifier.parse(what)) if colon and value and scheme.replace("-", "").isalnum() and "//" not in value else None


def _kinds(database: Path, work: str) -> list[str]:
    """Kinds of the findings about a work; corrections that are told spent are mended in the file itself."""
    _, rows = query(database, "SELECT DISTINCT kind FROM findings WHERE work_id = ? AND kind NOT LIKE 'correction_%' ORDER BY kind", [work])
    return [str(kind) for (kind,) in rows]


def _of(database: Path, work: str, table: Literal["entries", "records"]) -> frozenset[str]:
    """Identifiers of a work's links, or of the records that are believed about it."""
    _, rows = query(database, f"SELECT DISTINCT unnest(identifiers) FROM {table} WHERE work_id = ?", [work])
    return frozenset(str(i) for (i,) in rows)


def _choices(database: Path, work: str, kinds: Iterable[str]) -> str:
    _, offered = query(database, "SELECT suggestion FROM findings WHERE work_id = ? AND kind = 'refused_match' ORDER BY 1", [work])
    refused = sorted({str(s).rpartition(" ")[2] for (s,) in offered if s})
    believed = sorted(_of(database, work, "records") - _of(database, work, "entries"))
    parts = (("refused matches", refused), ("identifiers that are believed", believed), ("findings", list(kinds)))
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in parts if values) or "there is nothing to decide"
