"""What changed, to read (changes.md) and to follow (an Atom feed per list)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from pipeline.export.markdown import text
from pipeline.export.plain import plain
from pipeline.models import Model
from pipeline.published import open_published
from pipeline.report.events import Event, events
from pipeline.report.files import file_names, put

CHANGES = "changes.md"
MOST = 200
"""Entries of a feed, newest first: readers ask daily, and no list gains this many in a day but on its first."""

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
"""What XML may not hold beyond the control characters that plain() removes."""
_URL_SAFE = ":/?#@!$&'*+,;=%~-._"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://github.com/reading-list-pipeline")
_LISTS = "SELECT name, address, strftime(coalesce(synced_at, TIMESTAMP '1970-01-01'), '%Y-%m-%d') FROM lists ORDER BY name"


class FeedOf(Model):
    """A list as its feed names it."""

    name: str
    address: str
    read: date
    """Day on which it was last read; a feed without entries was last changed then."""


def write_changes(database: Path, folder: Path) -> tuple[Path, ...]:
    """changes.md of all lists and changes-NAME.atom of each, in `folder`; equal content gives equal bytes.

    changes.md is empty, and the feeds are without entries, where nothing has happened since the lists were first published.
    Raises UsageError when `database` is no published file or a file cannot be written.
    """
    found = events(database)
    with open_published(database) as con:
        lists = [FeedOf(name=name, address=address, read=read) for name, address, read in con.execute(_LISTS).fetchall()]
    files = {folder / CHANGES: markdown(found)}
    names = file_names((one.name for one in lists), "changes-", ".atom")
    for one in lists:
        files[folder / names[one.name]] = atom(one, [event for event in found if event.list == one.name])
    put(files)
    for path in folder.glob("changes-*.atom"):
        if path not in files:
            path.unlink()
    return tuple(files)


def markdown(found: Sequence[Event]) -> str:
    """By day and list, newest first; empty where there is nothing."""
    return "\n".join(_lines(found)) + "\n" if found else ""


def atom(feed: FeedOf, found: Sequence[Event]) -> str:
    """RFC 4287. Identifiers are made of list, work, kind and day, so that a feed reader shows every event once."""
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", _urn(feed.address, feed.name))
    _add(root, "title", feed.name)
    _add(root, "updated", _midnight(found[0].day if found else feed.read))
    _add(_add(root, "author"), "name", feed.name)
    for event in found[:MOST]:
        entry = _add(root, "entry")
        lost = event.before or "" if event.kind == "link died" else ""  # a work may lose two links on one day
        _add(entry, "id", _urn(feed.address, feed.name, event.kind, event.work_id, event.day.isoformat(), lost))
        _add(entry, "title", f"{event.kind.capitalize()}: {event.title}")
        _add(entry, "updated", _midnight(event.day))
        if event.url:
            _add(entry, "link").set("href", quote(event.url, safe=_URL_SAFE))
        _add(entry, "content", event.note or event.title)  # RFC 4287 wants content where there is no link
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _lines(found: Sequence[Event]) -> Iterator[str]:
    yield "# What changed"
    for day, of_day in groupby(found, key=lambda e: e.day):
        yield from ("", f"## {day.isoformat()}")
        for name, group in groupby(of_day, key=lambda e: e.list):
            yield from ("", f"### {text(name)}", "")
            for event in group:
                title = f"[{text(event.title)}]({quote(event.url, safe=_URL_SAFE)})" if event.url else text(event.title)
                yield f"- {event.kind.capitalize()}: {title}" + (f" ({text(event.note)})" if event.note else "")


def _add(parent: ElementTree.Element, name: str, content: str | None = None) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    made.text = None if content is None else _NO_XML.sub("\ufffd", plain(content))
    return made


def _urn(*parts: str) -> str:
    return uuid.uuid5(_NAMESPACE, "\n".join(parts).encode("utf-8", "replace").decode()).urn


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
