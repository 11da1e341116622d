"""What is done with damaged evidence: it is set aside under another name, and what can be read of it goes into a new file, row by row."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.evidence.schema import prepare
from pipeline.evidence.trouble import explained
from pipeline.models import Ask, Change, Outcome, RunRecord

COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside a file; a log of another file would be played into it."""
_BLIND = 10_000
"""Row numbers tried beyond the last one read, where the end of a table cannot be seen."""

_PAGE = 4096
"""Bytes, SQLite's default since 2016."""
_HEAD = b"SQLite format 3\0" + _PAGE.to_bytes(2) + b"\2\2\0\x40\x20\x20"
"""https://sqlite.org/fileformat2.html#the_database_header, with 2 and 2 for the write-ahead log."""
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""The second where SQLite's own message quotes what it met."""

_Row = Mapping[str, Any]


class Salvaged(NamedTuple):
    """What became of a damaged file."""

    aside: Path
    """Where it lies now."""
    rows: int
    """Saved."""
    unreadable: int
    """Found and left behind, since what they held was spoilt; of lost pages nobody knows how many rows they had."""

    def __str__(self) -> str:
        lost = f"{self.unreadable} were spoilt" if self.unreadable else "pages may be lost"
        return f"damaged evidence is set aside as {self.aside}; {self.rows} rows are saved, {lost}; what is missing is asked again"


def salvage(path: Path, now: datetime) -> Salvaged:
    """Set a damaged evidence file aside and put a sound one in its place with all that can be read.

    A find whose page is lost is forgotten, so that it is asked again. Killed anywhere, the damaged file is still under one of its names.
    Raises EvidenceUnusable when nothing can be written.
    """
    aside = _free_name(path, now)
    new, copy = path.with_name(f".{path.name}.saving"), path.with_name(f".{path.name}.reading")
    try:
        _set_aside(path, aside)
        remove(new)
        remove(copy)
        for name in ("", "-wal"):
            if path.with_name(path.name + name).exists():
                shutil.copyfile(path.with_name(path.name + name), copy.with_name(copy.name + name))
        _mend_head(copy)
        rows, unreadable = _copy(copy, new)
        remove(path)
        os.replace(new, path)
    except (sqlite3.Error, OSError) as e:
        raise explained(path, e) from e
    finally:
        with suppress(OSError):
            remove(new)
            remove(copy)
    return Salvaged(aside, rows, unreadable)


def remove(path: Path) -> None:
    """Delete a database with what SQLite keeps beside it."""
    for name in ("", *COMPANIONS):
        path.with_name(path.name + name).unlink(missing_ok=True)


def _free_name(path: Path, now: datetime) -> Path:
    name = f"{path.name}.damaged-{now:%Y%m%dT%H%M%SZ}"
    numbers = (path.with_name(name if n == 1 else f"{name}-{n}") for n in range(1, 1000))
    return next(p for p in numbers if not p.exists())


def _set_aside(path: Path, aside: Path) -> None:
    """It has both names until the new file is there; the log goes along, since it holds the newest answers."""
    for name in ("", "-wal"):
        old, new = path.with_name(path.name + name), aside.with_name(aside.name + name)
        if old.exists():
            try:
                os.link(old, new)
            except OSError:  # a file system without hard links
                shutil.copy2(old, new)


def _mend_head(file: Path) -> None:
    """Make SQLite look at the rest: the first bytes are the same in every file, and it believes no file that is shorter than it says."""
    with file.open("r+b") as f:
        pages = -(-os.fstat(f.fileno()).st_size // _PAGE)
        head = bytearray(f.read(100).ljust(100, b"\0"))
        head[:24] = _HEAD
        head[28:32] = pages.to_bytes(4)
        head[92:96] = head[24:28]  # the page count is valid for this very change
        f.seek(0)
        f.write(head)
        f.truncate(pages * _PAGE)


def _copy(damaged: Path, new: Path) -> tuple[int, int]:
    """(rows saved, rows found spoilt)."""
    counts = [0, 0]
    with (
        closing(sqlite3.connect(new, isolation_level=None)) as target,
        closing(sqlite3.connect(damaged, isolation_level=None)) as source,
    ):
        prepare(target)
        source.row_factory = sqlite3.Row
        target.execute("begin")
        for table, check in _TABLES.items():
            columns = _columns(source, table) & _columns(target, table)
            for number, row in _rows(source, table, sorted(columns)) if columns else ():
                kept = _is_sound(check, row) and _insert(target, table, number, row)
                counts[not kept] += 1
        target.execute("delete from answers where outcome = 'found' and response not in (select id from responses)")
        target.execute("commit")
    return counts[0], counts[1]


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    """Empty where the table, or the word about it, is lost."""
    with suppress(*_UNREADABLE):
        return {str(row[1]) for row in db.execute(f"pragma table_info({table})")} - {"id"}
    return set()


def _rows(db: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[int, _Row]]:
    """Rows by number: from the first on as far as pages can be read, from the last back, then one by one between. No index is believed."""
    select = f"select rowid as number, {', '.join(columns)} from {table} not indexed"
    low = 0
    with suppress(*_UNREADABLE):
        for row in db.execute(f"{select} order by rowid"):
            low = row["number"]
            yield low, _as_mapping(row)
        return
    high = low + _BLIND
    with suppress(*_UNREADABLE):
        for row in db.execute(f"{select} where rowid > ? order by rowid desc", [low]):
            high = row["number"]
            yield high, _as_mapping(row)
    for number in range(low + 1, high):
        with suppress(*_UNREADABLE):
            if row := db.execute(f"{select} where rowid = ?", [number]).fetchone():
                yield number, _as_mapping(row)


def _as_mapping(row: sqlite3.Row) -> _Row:
    return {key: row[key] for key in row.keys() if key != "number"}  # noqa: SIM118 - iterating a Row gives its values


def _is_sound(check: Callable[[_Row], object], row: _Row) -> bool:
    try:
        return check(row) is not False
    except (ValueError, TypeError, zlib.error):
        return False


def _insert(db: sqlite3.Connection, table: str, number: int, row: _Row) -> bool:
    marks = ", ".join("?" * (len(row) + 1))
    try:
        found = db.execute(f"insert or ignore into {table} (rowid, {', '.join(row)}) values ({marks})", [number, *row.values()])
    except sqlite3.IntegrityError:  # a value is missing that must be there
        return False
    return found.rowcount == 1


# --- what each row must hold to be of use -----------------------------------------------------------------------------


def _body_is_whole(row: _Row) -> bool:
    return bool(hashlib.sha256(zlib.decompress(row["body"])).hexdigest() == row["sha256"])


def _response(row: _Row) -> bool:
    Ask.model_validate({**json.loads(row["ask"]), "body": row["ask_body"]})
    json.loads(row["headers"])
    return _is_dated(row) and _body_is_whole(row)


def _snapshot(row: _Row) -> bool:
    return _is_dated(row) and _body_is_whole(row)


def _answer(row: _Row) -> bool:
    Outcome(row["outcome"])
    return _is_dated(row) and row["by"] in {"id", "title", "listing"}


def _is_dated(row: _Row) -> bool:
    return datetime.fromisoformat(row["at"]).tzinfo is not None


def _shown(row: _Row) -> bool:
    return isinstance(json.loads(row["fields"]), dict)


def _is_text(row: _Row) -> bool:
    return all(isinstance(value, str) for value in row.values())


_TABLES: Mapping[str, Callable[[_Row], object]] = {
    "responses": _response,
    "answers": _answer,
    "requests": _is_dated,
    "lists": _is_text,
    "snapshots": _snapshot,
    "checks": _is_dated,
    "minted": _is_text,
    "shown": _shown,
    "changes": lambda row: Change.model_validate_json(row["change"]),
    "runs": lambda row: RunRecord.model_validate_json(row["record"]),
}
"""What is saved. `published` is not: it says that nothing has changed since, which is no longer so. `meta` belongs to the new file."""
