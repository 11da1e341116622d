"""Is the set-up sound? Each check looks at one thing and says in a sentence what it found, and what would mend it."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import PipelineError
from pipeline.evidence import Evidence
from pipeline.extract import decode, extract
from pipeline.lists import BULK_FILES, ListSource, bulk, configured
from pipeline.published import DATABASE
from pipeline.settings import EVIDENCE, KEYS, Settings, ignored_settings
from pipeline.store.query import query

OLDEST_PYTHON = (3, 11)
"""As pyproject.toml says."""
ROOM = 50_000_000
"""Bytes that a first run of a list of some hundred entries needs, pages and database together."""
TIMES_WRITTEN = 2
"""A build writes the new database beside the old one, and packing writes the evidence anew."""

_LOCKED = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)\s*\\?")
"""A line of the lock file; packages for some systems only (with a `;`) are left out."""


class Mark(StrEnum):
    OK = "ok"
    NOTE = "note"
    """Works, but a person may want to know."""
    WRONG = "wrong"


class Check(NamedTuple):
    """What one look found."""

    mark: Mark
    what: str
    says: str


def checks(settings: Settings, env: Mapping[str, str]) -> Iterator[Check]:
    """Every check in turn; none asks anything of the network."""
    yield _python()
    yield _packages(settings.lists_file.parent / "requirements.lock")
    yield from (_writable(folder) for folder in (settings.raw_dir, settings.enriched_dir))
    yield _room(settings)
    yield from _lists(settings)
    yield from _bulk(settings.lists_file)
    yield _corrections(settings.corrections_file)
    yield _evidence(settings.raw_dir / EVIDENCE)
    yield _published(settings.enriched_dir / DATABASE)
    yield from _environment(settings, env)


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST_PYTHON:
        return Check(Mark.OK, "Python", found)
    return Check(Mark.WRONG, "Python", f"{found} is too old: make PYTHON=python{'.'.join(map(str, OLDEST_PYTHON))} setup")


def _packages(lock: Path) -> Check:
    """Whether what is installed is what the lock file names."""
    if not lock.exists():
        return Check(Mark.NOTE, "packages", f"there is no {lock.name} here, so nothing to compare with: run it in the project's folder")
    wanted = {hit["name"]: hit["version"] for line in lock.read_text(encoding="utf-8").splitlines() if (hit := _LOCKED.fullmatch(line))}
    found = {name: _installed(name) for name in wanted}
    missing = [name for name in wanted if found[name] is None]
    others = [f"{name} {found[name]} (locked: {wanted[name]})" for name in wanted if found[name] not in (None, wanted[name])]
    if missing:
        return Check(Mark.WRONG, "packages", f"not installed: {', '.join(missing)}. Run `make clean setup`")
    if others:
        return Check(Mark.NOTE, "packages", f"other versions than tested: {', '.join(others)}. `make clean setup` installs the tested ones")
    return Check(Mark.OK, "packages", f"{len(wanted)} as locked")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _writable(folder: Path) -> Check:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as e:
        return Check(Mark.WRONG, "folder", f"cannot write to {folder}: {e.strerror}. Make it writable, or set PIPELINE_DATA_DIR")
    return Check(Mark.OK, "folder", f"{folder} is writable")


def _room(settings: Settings) -> Check:
    files = (settings.raw_dir / EVIDENCE, settings.enriched_dir / DATABASE)
    needed = ROOM + TIMES_WRITTEN * sum(file.stat().st_size for file in files if file.exists())
    place = next(one for one in (settings.data_dir, *settings.data_dir.resolve().parents) if one.exists())
    free = shutil.disk_usage(place).free
    if free < needed:
        return Check(Mark.WRONG, "disk", f"{_megabytes(free)} free, a run may need {_megabytes(needed)}")
    return Check(Mark.OK, "disk", f"{_megabytes(free)} free")


def _counted(number: int, one: str, many: str) -> str:
    """
    >>> _counted(1, "entry", "entries"), _counted(2000, "entry", "entries")
    ('1 entry', '2,000 entries')
    """
    return f"{number:,} {one if number == 1 else many}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _lists(settings: Settings) -> Iterator[Check]:
    try:
        sources = configured(settings.lists_file)
    except PipelineError as e:
        yield Check(Mark.WRONG, "lists", str(e))
        return
    if not sources:
        yield Check(
            Mark.NOTE, "lists", f"{settings.lists_file} names none: add a [[list]], or name one as in `make enrich LISTS=owner/repo`"
        )
    yield from map(_list, sources)


def _bulk(file: Path) -> Iterator[Check]:
    try:
        named = bulk(file)
    except PipelineError as e:
        yield Check(Mark.WRONG, "bulk", str(e))
        return
    for source, path in named:
        if path and path.is_file():
            yield Check(Mark.OK, "bulk", f"{path}, {_megabytes(path.stat().st_size)}: asked before {source}'s site")
        elif path:
            says = f"{path} is no file: put {BULK_FILES[source]} there, or take it out of [bulk] in {file}"
            yield Check(Mark.WRONG, "bulk", says)


def _list(source: ListSource) -> Check:
    if source.path is None:
        return Check(Mark.OK, "list", f"{source.name} comes from {source.address}")
    try:
        body = source.path.read_bytes()
    except OSError as e:
        mark = Mark.NOTE if source.urls else Mark.WRONG  # the file only serves until the first sync
        return Check(mark, "list", f"{source.name}: cannot read {source.path}: {e.strerror}")
    entries = len(extract(decode(body), name=source.name, path=source.path.name))
    if not entries:
        return Check(Mark.NOTE, "list", f"{source.name}: {source.path} has no entries")
    return Check(Mark.OK, "list", f"{source.name}: {_counted(entries, 'entry', 'entries')} in {source.path}")


def _corrections(file: Path) -> Check:
    if not file.exists():
        return Check(Mark.OK, "corrections", f"none: there is no {file}")
    from pipeline.resolve.corrections import parse  # with all of matching and merging: who corrects nothing need not wait for it

    try:
        return Check(Mark.OK, "corrections", f"{len(parse(file.read_text(encoding='utf-8'), file.name))} in {file}")
    except (PipelineError, OSError, UnicodeDecodeError) as e:
        return Check(Mark.WRONG, "corrections", str(e))


def _evidence(file: Path) -> Check:
    if not file.exists():
        return Check(Mark.OK, "evidence", "none yet: the first `make enrich` begins it")
    try:
        with Evidence(file, read_only=True) as evidence:
            runs, lookups = len(evidence.runs()), len(evidence.standings())
    except PipelineError as e:
        return Check(Mark.WRONG, "evidence", str(e))
    return Check(
        Mark.OK,
        "evidence",
        f"{_counted(runs, 'run', 'runs')}, {_counted(lookups, 'lookup', 'lookups')} answered, {_megabytes(file.stat().st_size)}",
    )


def _published(database: Path) -> Check:
    if not database.exists():
        return Check(Mark.OK, "published", "nothing yet")
    try:
        _, [(entries,)] = query(database, "SELECT count(*) FROM papers")
    except PipelineError as e:
        return Check(Mark.WRONG, "published", f"{e}. `make rebuild` makes it anew from the evidence")
    return Check(Mark.OK, "published", f"{_counted(int(str(entries)), 'entry', 'entries')} in {database}")


def _environment(settings: Settings, env: Mapping[str, str]) -> Iterator[Check]:
    """What the environment sets. Keys are named, never shown."""
    if settings.contact:
        yield Check(Mark.OK, "contact", "given")
    else:
        yield Check(Mark.NOTE, "contact", "none: set PIPELINE_CONTACT to your e-mail, and Crossref answers faster")
    missing = [name for name in KEYS if name not in settings.keys]
    yield Check(Mark.OK, "keys", f"seen: {', '.join(settings.keys) or 'none'}; not set: {', '.join(missing) or 'none'}")
    if settings.proxied:
        yield Check(Mark.OK, "proxy", "one stands in front")
    if settings.offline:
        yield Check(Mark.NOTE, "offline", "PIPELINE_OFFLINE is set: nothing is asked")
    for name in ignored_settings(env):
        yield Check(Mark.NOTE, "setting", f"{name} is ignored: it counts only behind a proxy on loopback")
