"""Readings kept between runs, by response and reader version. Disposable: the file may be deleted at any time."""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

_TABLES = """
create table if not exists readings (lookup text, response integer, reader text, verdict blob, primary key (lookup, response))
  without rowid;
create table if not exists evidence (identity text);
"""


class ReadingCache:
    """What readers made of responses, as JSON text.

    A cache that is damaged or belongs to other evidence is started anew; where it cannot be written, readings are kept in memory.
    """

    def __init__(self, path: Path | None, identity: str = "") -> None:
        """`path` None keeps readings in memory only; `identity`: of the evidence whose responses are numbered."""
        self._identity = identity
        self._path = path
        self._renewed = False
        try:
            self._db = self._open(path)
        except (sqlite3.Error, OSError):
            self._db = self._renew()

    def _open(self, path: Path | None) -> sqlite3.Connection:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path or ":memory:", isolation_level=None)
        try:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = off")
            db.executescript(_TABLES)
            if db.execute("select identity from evidence").fetchall() != [(self._identity,)]:
                db.executescript("delete from readings; delete from evidence")
                db.execute("insert into evidence values (?)", [self._identity])
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _renew(self) -> sqlite3.Connection:
        """A new file, or none where that is not to be had."""
        if self._path is None or self._renewed:
            return self._leave("it fails again and again")
        self._renewed = True
        try:
            for part in self._path.parent.glob(f"{self._path.name}*"):
                part.unlink()
            return self._open(self._path)
        except (sqlite3.Error, OSError) as e:
            return self._leave(str(e))

    def _leave(self, reason: str) -> sqlite3.Connection:
        log.warning("readings cannot be kept in %s (%s): going on without", self._path, reason)
        self._path = None
        return self._open(None)

    def get(self, lookup: str, response: int, reader: str) -> str | None:
        """The verdict kept for a lookup, None when another reader made it or there is none."""
        query = "select verdict from readings where lookup = ? and response = ? and reader = ?"
        try:
            row = self._db.execute(query, [lookup, response, reader]).fetchone()
            return zlib.decompress(row[0]).decode() if row else None
        except (sqlite3.Error, zlib.error, UnicodeDecodeError):
            self._fail()
            return None

    def put(self, rows: Iterable[tuple[str, int, str, str]]) -> None:
        """Keep (lookup, response, reader, verdict) rows, if there is room."""
        packed = [(lookup, response, reader, zlib.compress(verdict.encode(), 1)) for lookup, response, reader, verdict in rows]
        try:
            self._db.execute("begin")
            self._db.executemany("insert or replace into readings values (?, ?, ?, ?)", packed)
            self._db.execute("commit")
        except sqlite3.Error:
            self._fail()

    def _fail(self) -> None:
        with suppress(sqlite3.Error):
            self._db.close()
        self._db = self._renew()

    def close(self) -> None:
        with suppress(sqlite3.Error):  # its log does not fit on the disk
            self._db.close()
