"""All that is published, put together work by work; and what changed since it was published before."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pydantic import JsonValue

from pipeline.comparison import DEAD_LINKS, LISTED_URL, Comparison
from pipeline.evidence import Ledger, Shown, Standing
from pipeline.gather import repaired
from pipeline.gone import dead, gone
from pipeline.identify import named
from pipeline.models import Answer, Change, Entry, Identifier, Listed, Lookup, Outcome, Publishable, Work
from pipeline.outlook import verdict_on
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
        self._gone = gone(standings)
        self._comparison = Comparison(today, run)
        self.changes: tuple[Change, ...] = ()
        """What this publication brings. A list shown for the first time is no change."""

    def contents(self, works: Iterable[ReadWork]) -> Iterator[Publishable]:
        """All of it, of works that are handed on as they come; to be gone through once."""
        self._ledger.mint(self._works.minted)
        yield from self._works.unused
        for one in works:
            yield from self._work(one)
        self._forget_others()
        self.changes = self._comparison.changes()
        self._ledger.change(self.changes)
        yield from self.changes

    def _work(self, one: ReadWork) -> Iterator[Publishable]:
        listed = [_listed(entry, draft.seed.key, one.work.id) for draft in one.drafts for entry in draft.seed.entries]
        yield from listed
        yield from one.findings
        yield from _answers(one.drafts, self._standings)
        before = self._ledger.shown(str(one.work.id))
        fields = _dated(one.work, before, self._today)
        self._note(before, tuple(_shown(listed, str(one.work.id), fields, self._gone)))
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
                self._comparison.add(was, shown)

    def _forget_others(self) -> None:
        """What is shown of works that are listed no more."""
        present = frozenset(map(str, self._works.ids))
        for work_id in self._ledger.works():
            if work_id not in present:
                self._note(self._ledger.shown(work_id), ())


def _listed(entry: Entry, key: Identifier, work_id: Identifier) -> Listed:
    return Listed(
        entry=entry,
        work_id=work_id,
        identifiers=frozenset({key}) if key.scheme != "title" else frozenset(),
        repaired_url=repaired(entry),
        named=tuple(named(link.url) for link in entry.links),
    )


def _answers(drafts: Iterable[Draft], standings: Mapping[Lookup, Standing]) -> Iterator[Answer]:
    """The last answer to every lookup that is wanted; one that no draft can use, because it is about another work, as such."""
    wanting: dict[Lookup, list[Draft]] = {}
    for draft in drafts:
        for lookup in draft.consulted:
            wanting.setdefault(lookup, []).append(draft)
    for lookup, those in wanting.items():
        standing = standings.get(lookup)
        if standing:
            outcome, reason = min((verdict_on(draft, lookup, standing) for draft in those), key=lambda x: x[0] is Outcome.MISMATCH)
            yield Answer(
                lookup=lookup,
                outcome=outcome,
                reason=reason,
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


def _shown(listed: Iterable[Listed], work_id: str, fields: Dated, gone: Mapping[str, str]) -> Iterator[Shown]:
    """Entry by entry; a list may name the work several times."""
    seen: Counter[str] = Counter()
    for one in sorted(listed, key=lambda e: (e.entry.list, e.entry.position)):
        entry = one.entry
        section = " / ".join(entry.section_path)
        own = {**fields, **_of_the_entry(one, gone)}
        yield Shown(list=entry.list, work_id=work_id, n=seen[entry.list], line=entry.line, section=section, fields=own)
        seen[entry.list] += 1


def _of_the_entry(one: Listed, gone: Mapping[str, str]) -> Dated:
    """Its address, and those of its addresses that are dead where there are any; nobody asks since when."""
    url = one.entry.paper_url
    died: dict[str, JsonValue] = dict(dead(url, map(str, one.identifiers), (link.url for link in one.entry.links), gone))
    return {LISTED_URL: (url, "")} | ({DEAD_LINKS: (died, "")} if died else {})


def _remembered(value: JsonValue) -> JsonValue:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value if len(text) <= _LONG else "sha256:" + hashlib.sha256(text.encode()).hexdigest()
