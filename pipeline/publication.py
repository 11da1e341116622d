"""All that is published, put together work by work; and what changed since it was published before."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pydantic import JsonValue

from pipeline.evidence import Ledger, Shown, Standing
from pipeline.gather import repaired
from pipeline.identify import named
from pipeline.models import Answer, Change, Entry, Identifier, Listed, Lookup, Publishable, Work
from pipeline.resolve import Draft, ReadWork, Works

_LONG = 300
"""Characters from which a value is remembered by its digest: abstracts, long author lists."""


class Publication:
    """The works with their entries, answers and findings. As they are gone through, the ledger is told what is shown and what changed."""

    def __init__(self, works: Works, standings: Mapping[Lookup, Standing], ledger: Ledger, today: date, run: str) -> None:
        self._works = works
        self._standings = standings
        self._ledger = ledger
        self._today = today
        self._run = run
        self.changes: list[Change] = []
        """What this publication brings. A list shown for the first time is no change."""

    def contents(self, works: Iterable[ReadWork]) -> Iterator[Publishable]:
        """All of it, of works that are handed on as they come; to be gone through once."""
        self._ledger.mint(self._works.minted)
        yield from self._works.unused
        for one in works:
            yield from self._work(one)
        self._forget_others()
        yield from self.changes

    def _work(self, one: ReadWork) -> Iterator[Publishable]:
        listed = [_listed(entry, draft.seed.key, one.work.id) for draft in one.drafts for entry in draft.seed.entries]
        yield from listed
        yield from one.findings
        yield from _answers(one.drafts, self._standings)
        before = self._ledger.shown(str(one.work.id))
        fields = _dated(one.work, before, self._today)
        self._note(before, tuple(_shown(listed, str(one.work.id), fields)))
        yield one.work.model_copy(update={"since": {name: date.fromisoformat(day) for name, (_, day) in fields.items()}})

    def _note(self, before: Iterable[Shown], now: Iterable[Shown]) -> None:
        """Bring the ledger up to date on one work."""
        old, new = ({(row.list, row.n): row for row in rows} for rows in (before, now))
        for key in sorted({*old, *new}):
            was, shown = old.get(key), new.get(key)
            if was == shown:
                continue
            if shown:
                self._ledger.show(shown)
            elif was:
                self._ledger.hide(was)
            if key[0] in self._ledger.lists:
                self._change(_changes(was, shown, self._today, self._run))

    def _change(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self._ledger.change(change)
            self.changes.append(change)

    def _forget_others(self) -> None:
        """What is shown of works that are listed no more."""
        present = frozenset(map(str, self._works.ids))
        for work_id in self._ledger.works():
            if work_id not in present:
                self._note(self._ledger.shown(work_id), ())
        self.changes.sort(key=lambda c: (c.list, c.line, str(c.work_id)))


def _listed(entry: Entry, key: Identifier, work_id: Identifier) -> Listed:
    return Listed(
        entry=entry,
        work_id=work_id,
        identifiers=frozenset({key}) if key.scheme != "title" else frozenset(),
        repaired_url=repaired(entry),
        named=tuple(named(link.url) for link in entry.links),
    )


def _answers(drafts: Iterable[Draft], standings: Mapping[Lookup, Standing]) -> Iterator[Answer]:
    """The last answer to every lookup that is wanted."""
    for lookup in dict.fromkeys(lookup for draft in drafts for lookup in draft.consulted):
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


# --- what is shown ----------------------------------------------------------------------------------------------------

Dated = Mapping[str, tuple[JsonValue, str]]
"""Field → its value, as remembered, and the day on which that value was first published."""


def _dated(work: Work, before: Iterable[Shown], today: date) -> dict[str, tuple[JsonValue, str]]:
    """The day is kept from before where the value is the same."""
    known: dict[str, tuple[JsonValue, str]] = {}
    for row in before:
        for name, (value, day) in row.fields.items():
            if name not in known or known[name][0] != value or day < known[name][1]:
                known[name] = (value, day)
    values = {name: _remembered(choice.value) for name, choice in sorted(work.chosen.items())}
    first = today.isoformat()
    return {name: known[name] if name in known and known[name][0] == value else (value, first) for name, value in values.items()}


def _shown(listed: Iterable[Listed], work_id: str, fields: Dated) -> Iterator[Shown]:
    """Entry by entry; a list may name the work several times."""
    seen: Counter[str] = Counter()
    for entry in sorted((one.entry for one in listed), key=lambda e: (e.list, e.position)):
        section = " / ".join(entry.section_path)
        yield Shown(list=entry.list, work_id=work_id, n=seen[entry.list], line=entry.line, section=section, fields=dict(fields))
        seen[entry.list] += 1


def _remembered(value: JsonValue) -> JsonValue:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value if len(text) <= _LONG else "sha256:" + hashlib.sha256(text.encode()).hexdigest()


# --- what changed -----------------------------------------------------------------------------------------------------


def _changes(was: Shown | None, now: Shown | None, today: date, run: str) -> Iterator[Change]:
    """Differences between what was shown of an entry and what is shown now; None where it was or is not listed."""
    if now is None:
        if was is not None:
            yield _change("removed", was, None, _title(was), None, today, run)
    elif was is None:
        yield _change("added", now, None, None, _title(now), today, run)
    else:
        if was.section != now.section:
            yield _change("moved", now, "section", was.section, now.section, today, run)
        for name in sorted({*was.fields, *now.fields}):
            before, after = was.fields.get(name, (None, ""))[0], now.fields.get(name, (None, ""))[0]
            if before != after:
                yield _change("changed", now, name, before, after, today, run)


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
