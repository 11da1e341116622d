"""Reads the lists from where they lie: a conditional request upstream, the project's file until the first good one."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from pipeline.evidence import Evidence, Snapshot
from pipeline.extract import companions, decode, extract
from pipeline.lists import ListSource
from pipeline.models import Ask, Entry, ListState, Model, Outcome
from pipeline.web.lanes import Lanes

log = logging.getLogger(__name__)

MOST_PAGES = 200
"""Pages of one list; the largest list of several files on record has 90. Each is a conditional request a run."""
KEPT_SHARE = 0.5
"""A sync that gives fewer than half of the entries known before is a captive page or a renamed branch, not an edit."""


class SyncedList:
    """A list as it is read in this run."""

    def __init__(self, source: ListSource, state: ListState, entries: tuple[Entry, ...]) -> None:
        self.source = source
        self.state = state
        self.entries = entries


class Page(Model):
    """One file of a list. Most lists have only one; some are a README that links to the pages which hold the papers."""

    key: str
    """Name of its snapshots: the list's, with `#` and the path for a further page."""
    path: str
    """From the root of its repository or folder; tells the format."""
    urls: tuple[str, ...] = ()
    file: Path | None = None


def sync(source: ListSource, evidence: Evidence, lanes: Lanes, now: datetime, run: str) -> None:
    """Ask upstream for a newer list, keep it as a snapshot, its further pages too; whatever happens, the old snapshots stay."""
    main = _main(source)
    _sync_page(source, main, evidence, lanes, now, run)
    snapshot = evidence.snapshot(main.key)
    for page in _pages(source, main, snapshot) if snapshot else ():
        _sync_page(source, page, evidence, lanes, now, run)


def _main(source: ListSource) -> Page:
    path = _path_in_repository(source.urls[0]) if source.urls else (source.path.name if source.path else "README.md")
    return Page(key=source.name, path=path, urls=source.urls, file=source.path)


def _pages(source: ListSource, main: Page, snapshot: Snapshot) -> tuple[Page, ...]:
    """The further pages: where lists.toml says so, or where the list itself holds nothing but links to them."""
    if not source.pages and (snapshot.entries or _extracted(snapshot.body, source.name, main.path)):
        return ()
    return tuple(p for path in companions(decode(snapshot.body), main.path)[:MOST_PAGES] if (p := _page(source, main, path)))


def _page(source: ListSource, main: Page, path: str) -> Page | None:
    key = f"{source.name}#{path}"
    if source.urls:
        root = source.urls[0].removesuffix(main.path)
        return Page(key=key, path=path, urls=(root + quote(path),)) if root.endswith("/") else None
    file = main.file.parent / path if main.file else None
    return Page(key=key, path=path, file=file) if file and file.is_file() else None


def _path_in_repository(url: str) -> str:
    """The path of a raw address of GitHub below owner, repository and branch; elsewhere the last piece."""
    parts = urlsplit(url)
    pieces = unquote(parts.path).strip("/").split("/")
    return "/".join(pieces[3:]) if parts.hostname == "raw.githubusercontent.com" and len(pieces) > 3 else pieces[-1]


def _sync_page(source: ListSource, page: Page, evidence: Evidence, lanes: Lanes, now: datetime, run: str) -> None:
    if not page.urls:
        _sync_file(source, page, evidence, now, run)
        return
    before = evidence.snapshot(page.key)
    for url in page.urls:
        delivery = lanes.fetch_now(Ask(lookups=(), url=url, expects="text"), _conditions(before))
        if delivery.outcome is Outcome.NOT_FOUND:
            continue
        if delivery.response is None or delivery.outcome is not None:
            reason = delivery.reason or "no answer"
            log.warning("list %s: %s; %s", page.key, reason, _left(page, before))
            evidence.note_check(page.key, now, "broken", reason)
            return
        if delivery.response.status == 304:
            evidence.note_check(page.key, now, "unchanged", "")
            return
        headers = delivery.response.headers
        _keep(source, page, evidence, delivery.response.body, headers.get("etag"), headers.get("last-modified"), now, run)
        return
    log.warning("list %s: not found at %s; %s", page.key, page.urls[0], _left(page, before))
    evidence.note_check(page.key, now, "not_found", f"404 at {page.urls[0]}")


def _left(page: Page, before: Snapshot | None) -> str:
    """What a list that cannot be read today is read from."""
    if before:
        return "the last good copy stays"
    return f"{page.file} is read" if page.file and page.file.is_file() else "there is no copy of an earlier day: is the address right?"


def _conditions(before: Snapshot | None) -> dict[str, str]:
    headers = {}
    if before and before.etag:
        headers["If-None-Match"] = before.etag
    if before and before.last_modified:
        headers["If-Modified-Since"] = before.last_modified
    return headers


def _sync_file(source: ListSource, page: Page, evidence: Evidence, now: datetime, run: str) -> None:
    try:
        body = page.file.read_bytes() if page.file else b""
    except OSError as e:
        log.warning("list %s: %s; %s", page.key, e, _left(page, evidence.snapshot(page.key)))
        evidence.note_check(page.key, now, "broken", str(e))
        return
    _keep(source, page, evidence, body, None, None, now, run)


def _keep(
    source: ListSource, page: Page, evidence: Evidence, body: bytes, etag: str | None, modified: str | None, now: datetime, run: str
) -> None:
    digest = hashlib.sha256(body).hexdigest()
    before = evidence.snapshot(page.key)
    same = before is not None and before.sha256 == digest
    entries = before.entries if before and same else len(_extracted(body, source.name, page.path))
    snapshot = Snapshot(list=page.key, sha256=digest, body=body, etag=etag, last_modified=modified, entries=entries, at=now)
    known = before.entries if before else len(_entries_of_file(source, page))
    if page.urls and entries < known * KEPT_SHARE:
        reason = f"{entries} entries where {known} were known: not taken, the old list stays until it has half of them again"
        log.error("list %s: %s", page.key, reason)
        evidence.add_snapshot(snapshot, taken=False, reason=reason, run=run)
        evidence.note_check(page.key, now, "quarantined", reason)
        return
    evidence.add_snapshot(snapshot, taken=True, reason="", run=run)
    evidence.note_check(page.key, now, "read", "")


def read(source: ListSource, evidence: Evidence) -> SyncedList:
    """A list with all its pages from the newest good snapshots, else from the project's file; empty where there is neither."""
    main = _main(source)
    snapshot = evidence.snapshot(main.key)
    if snapshot:
        entries = [*_entries(snapshot.body, source.name, main.path)]
        for page in _pages(source, main, snapshot):
            further = evidence.snapshot(page.key)
            if further:
                found = _entries(further.body, source.name, page.path)
                entries.extend(e.model_copy(update={"page": page.path}) for e in found)
    else:
        entries = [*_entries_of_file(source, main)]
    state = ListState(
        name=source.name,
        address=source.address,
        path=str(source.path) if source.path else None,
        synced_at=snapshot.at if snapshot else None,
        sha256=text_digest(source, evidence),
        entries=len(entries),
        quarantined=quarantined(source, evidence),
    )
    return SyncedList(source, state, tuple(e.model_copy(update={"position": n}) for n, e in enumerate(entries, start=1)))


def forget() -> None:
    """Let go of what was extracted: once all lists are read nobody asks for it again in this run."""
    _extracted.cache_clear()


def text_digest(source: ListSource, evidence: Evidence) -> str:
    """Of the text that `read` reads: of all snapshots, else of the project's file."""
    kept = evidence.snapshot_digest(source.name)
    if kept:
        return kept
    return hashlib.sha256(source.path.read_bytes() if source.path and source.path.is_file() else b"").hexdigest()


def quarantined(source: ListSource, evidence: Evidence) -> str | None:
    """Why the newest text of a list, or of one of its pages, was not taken; None where all was."""
    return evidence.quarantine(source.name)


def _entries_of_file(source: ListSource, page: Page) -> tuple[Entry, ...]:
    if page.file is None or not page.file.is_file():
        return ()
    return _entries(page.file.read_bytes(), source.name, page.path)


def _entries(body: bytes, name: str, path: str) -> tuple[Entry, ...]:
    return tuple(map(Entry.model_validate_json, _extracted(body, name, path)))


_HELD_LISTS = 200
"""Texts with their entries, about 400 bytes each: a list is counted when it comes and read when the works are, all lists later."""


@lru_cache(maxsize=_HELD_LISTS)
def _extracted(body: bytes, name: str, path: str) -> tuple[str, ...]:
    """The entries of a text as JSON, in a fifth of the memory that they take as values."""
    return tuple(entry.model_dump_json() for entry in extract(decode(body), name=name, path=path))
