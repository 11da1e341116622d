"""What changed of a list between two publications, in the words of the table `changes`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pydantic import JsonValue

from pipeline.evidence import Shown
from pipeline.models import Change, ChangeKind, Identifier
from pipeline.normalise.titles import fold
from pipeline.normalise.venue_table import preprint_servers

LISTED_URL = "listed_url"
DEAD_LINKS = "dead_links"
"""What is remembered of an entry beside the values of its work: its address, and those of its addresses that are dead, each with
what its site said."""


class Comparison:
    """Takes pairs of what was shown of an entry and what is shown now."""

    def __init__(self, today: date, run: str) -> None:
        self._today = today
        self._run = run
        self._within: list[Change] = []
        self._went: list[_Item] = []
        self._came: list[_Item] = []

    def add(self, was: Shown | None, now: Shown | None) -> None:
        """None where it was not listed, or is listed no more."""
        if was and now:
            self._within.extend(self._changes(was, now))
        elif now:
            self._came.append(_item(now))
        elif was:
            self._went.append(_item(was))

    def changes(self) -> tuple[Change, ...]:
        """Of all pairs, by list and line. An entry that went and came under one title got another link, which is one change."""
        went: dict[tuple[str, str], list[_Item]] = {}
        for item in self._went:
            went.setdefault(item.name, []).append(item)
        found = list(self._within)
        for item in self._came:
            before = went[item.name].pop() if went.get(item.name) else None
            told = ("link changed", LISTED_URL, before.url, item.url) if before else ("added", None, None, item.title)
            found.append(self._change(item, *told))
        found += (self._change(item, "removed", None, item.title, None) for items in went.values() for item in items)
        return tuple(sorted(found, key=lambda c: (c.list, c.line, str(c.work_id), c.kind, c.field or "")))

    def _changes(self, was: Shown, now: Shown) -> Iterator[Change]:
        item = _item(now)
        if was.section != now.section:
            yield self._change(item, "moved section", "section", was.section, now.section)
        for name in sorted({*was.fields, *now.fields} - {LISTED_URL, DEAD_LINKS}):
            before, after = _value(was, name), _value(now, name)
            if before != after:
                yield self._change(item, _kind(name, before, after), name, before, after)
        if LISTED_URL in was.fields and _value(was, LISTED_URL) != item.url:  # older evidence does not tell
            yield self._change(item, "link changed", LISTED_URL, _value(was, LISTED_URL), item.url)
        dead = _dead(now)
        for url in sorted(dead.keys() - _dead(was).keys()):
            yield self._change(item, "link died", LISTED_URL if url == item.url else "code_url", url, dead[url])

    def _change(self, item: _Item, kind: ChangeKind, field: str | None, before: JsonValue, after: JsonValue) -> Change:
        return Change(
            list=item.list,
            line=item.line,
            work_id=Identifier.parse(item.work_id),
            kind=kind,
            field=field,
            before=_said(before),
            after=_said(after),
            run=self._run,
            on=self._today,
        )


class _Item(NamedTuple):
    """An entry, as far as its coming and going is told; what is shown of 100,000 new ones would be too much to keep."""

    list: str
    line: int
    work_id: str
    title: JsonValue
    url: JsonValue

    @property
    def name(self) -> tuple[str, str]:
        """By which an entry is known again under another link; without a title by nothing but itself."""
        return self.list, fold(str(self.title)) if self.title else self.work_id


def _kind(field: str, before: JsonValue, after: JsonValue) -> ChangeKind:
    """A value that becomes known is no event of the work, nor are other capitals and signs in its title.

    >>> _kind("venue", "arXiv", "ICLR"), _kind("venue", None, "ICLR"), _kind("title", "A net", "A Net"), _kind("title", "A Net", "The Net")
    ('now published', 'changed', 'changed', 'title changed')
    """
    if before is None or after is None:
        return "changed"
    if field == "venue" and before in preprint_servers() and after not in preprint_servers():
        return "now published"
    return "title changed" if field == "title" and fold(str(before)) != fold(str(after)) else "changed"


def _item(row: Shown) -> _Item:
    return _Item(row.list, row.line, row.work_id, _value(row, "title"), _value(row, LISTED_URL))


def _value(row: Shown, field: str) -> JsonValue:
    return row.fields[field][0] if field in row.fields else None


def _dead(row: Shown) -> dict[str, JsonValue]:
    dead = _value(row, DEAD_LINKS)
    return dead if isinstance(dead, dict) else {}


def _said(value: JsonValue) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
