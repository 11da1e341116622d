"""All that is published, put together; and what changed since it was published before."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from pydantic import JsonValue

from pipeline.evidence import Evidence, Shown, Standing
from pipeline.gather import key_of, repaired
from pipeline.identify import named
from pipeline.models import Answer, Catalogue, Change, Entry, Finding, Identifier, Listed, Lookup, Work
from pipeline.resolve import Draft, Reading
from pipeline.sync import SyncedList

_LONG = 300
"""Characters from which a value is remembered by its digest: abstracts, long author lists."""

RowKey = tuple[str, str, int]


class Publication:
    """A catalogue, with what has to be remembered when it is published."""

    def __init__(self, catalogue: Catalogue, shown: Mapping[RowKey, Shown], gone: Sequence[RowKey], minted: Mapping[str, str]) -> None:
        self.catalogue = catalogue
        self.shown = shown
        self.gone = gone
        self.minted = minted


def compose(
    lists: Sequence[SyncedList],
    reading: Reading,
    drafts: Iterable[Draft],
    standings: Mapping[Lookup, Standing],
    evidence: Evidence,
    digest: str,
    now: datetime,
    run: str,
) -> Publication:
    """Catalogue of everything known, with the changes against what was shown last."""
    works = {work.id: work for work in reading.works}
    listed = [_listed(entry, reading) for one in lists for entry in one.entries]
    before = evidence.shown()
    shown = _shown(listed, works, before, now.date())
    changes = tuple(_changes(before, shown, now.date(), run))
    catalogue = Catalogue(
        lists=tuple(one.state for one in lists),
        entries=tuple(listed),
        works=reading.works,
        answers=tuple(_answers(drafts, standings)),
        findings=(*reading.findings, *_link_findings(listed)),
        changes=(*evidence.changes(), *changes),
        runs=evidence.runs(),
        since=_since(shown),
        digest=digest,
    )
    gone = [key for key in before if key not in shown]
    return Publication(catalogue, {k: s for k, s in shown.items() if before.get(k) != s}, gone, reading.minted)


def new_changes(publication: Publication, run: str) -> tuple[Change, ...]:
    """The changes that this run brought."""
    return tuple(c for c in publication.catalogue.changes if c.run == run)


def _listed(entry: Entry, reading: Reading) -> Listed:
    key = key_of(entry)
    mended = repaired(entry)
    return Listed(
        entry=entry,
        work_id=reading.work_of[key],
        identifiers=frozenset({key}) if key.scheme != "title" else frozenset(),
        repaired_url=mended,
        named=tuple(named(link.url) for link in entry.links),
    )


def _answers(drafts: Iterable[Draft], standings: Mapping[Lookup, Standing]) -> Iterable[Answer]:
    wanted = {lookup: None for draft in drafts for lookup in draft.consulted}
    for lookup in sorted(wanted, key=lambda x: (x.source, x.by, x.value)):
        standing = standings.get(lookup)
        if standing:
            yield Answer(
                lookup=lookup,
                outcome=standing.outcome,
                reason=standing.reason,
                response=standing.found if standing.found is not None else standing.response,
                at=standing.at,
                run=standing.run,
            )


def _link_findings(listed: Iterable[Listed]) -> Iterable[Finding]:
    for one in listed:
        entry = one.entry
        if one.repaired_url != entry.paper_url:
            yield Finding(
                kind="damaged_link",
                list=entry.list,
                line=entry.line,
                work_id=one.work_id,
                message=f"the link {entry.paper_url} is damaged",
                suggestion=one.repaired_url,
            )


# --- what was shown before --------------------------------------------------------------------------------------------


def _shown(listed: Sequence[Listed], works: Mapping[Identifier, Work], before: Mapping[RowKey, Shown], today: date) -> dict[RowKey, Shown]:
    """Every entry's values with the day on which each was first published: kept from before where the value is the same."""
    known: dict[str, dict[str, tuple[JsonValue, str]]] = {}
    for row in before.values():
        fields = known.setdefault(row.work_id, {})
        for name, (value, day) in row.fields.items():
            if name not in fields or fields[name][0] != value or day < fields[name][1]:
                fields[name] = (value, day)
    seen: Counter[tuple[str, str]] = Counter()
    shown: dict[RowKey, Shown] = {}
    for one in listed:
        work = works[one.work_id]
        place = (one.entry.list, str(work.id))
        fields = known.get(str(work.id), {})
        values = {name: _remembered(choice.value) for name, choice in sorted(work.chosen.items())}
        dated = {name: (v, fields[name][1] if name in fields and fields[name][0] == v else today.isoformat()) for name, v in values.items()}
        row = Shown(
            list=one.entry.list,
            work_id=str(work.id),
            n=seen[place],
            line=one.entry.line,
            section=" / ".join(one.entry.section_path),
            fields=dated,
        )
        shown[*place, seen[place]] = row
        seen[place] += 1
    return shown


def _remembered(value: JsonValue) -> JsonValue:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value if len(text) <= _LONG else "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _since(shown: Mapping[RowKey, Shown]) -> dict[str, dict[str, date]]:
    return {row.work_id: {name: date.fromisoformat(day) for name, (_, day) in row.fields.items()} for row in shown.values()}


# --- what changed -----------------------------------------------------------------------------------------------------


def _changes(before: Mapping[RowKey, Shown], shown: Mapping[RowKey, Shown], today: date, run: str) -> Iterable[Change]:
    """Differences entry by entry. A list shown for the first time is no change."""
    lists = {row.list for row in before.values()}
    for key in sorted({*before, *shown}, key=lambda k: (k[0], (shown.get(k) or before[k]).line, k)):
        if key[0] not in lists:
            continue
        old, new = before.get(key), shown.get(key)
        if new is None:
            yield _change("removed", before[key], None, _title(before[key]), None, today, run)
        elif old is None:
            yield _change("added", new, None, None, _title(new), today, run)
        else:
            if old.section != new.section:
                yield _change("moved", new, "section", old.section, new.section, today, run)
            for name in sorted({*old.fields, *new.fields}):
                was, now = old.fields.get(name, (None, ""))[0], new.fields.get(name, (None, ""))[0]
                if was != now:
                    yield _change("changed", new, name, was, now, today, run)


def _change(kind: str, row: Shown, field: str | None, was: JsonValue, now: JsonValue, today: date, run: str) -> Change:
    return Change.model_validate(
        {
            "list": row.list,
            "line": row.line,
            "work_id": row.work_id,
            "kind": kind,
            "field": field,
            "before": _said(was),
            "after": _said(now),
            "run": run,
            "on": today,
        }
    )


def _title(row: Shown) -> JsonValue:
    return row.fields.get("title", (None, ""))[0]


def _said(value: JsonValue) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
