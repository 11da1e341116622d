"""Readings kept between runs, by response and reader version. Disposable: the file may be deleted at any time."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from pathlib import Path


class ReadingCache:
    """What readers made of responses, as JSON text. A cache that cannot be used (damaged, read-only) is started anew or left out."""

    def __init__(self, path: Path | None) -> None:
        """`path` None keeps readings in memory only."""
        try:
            self._db = self._open(path)
        except sqlite3.Error:
            if path:
                path.unlink(missing_ok=True)
            self._db = self._open(path)

    @staticmethod
    def _open(path: Path | None) -> sqlite3.Connection:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path or ":memory:", isolation_level=None)
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = off")
        db.execute(
            "create table if not exists readings (lookup text, response integer, reader text, verdict blob, primary key (lookup, response))"
            " without rowid"
        )
        return db

    def get(self, lookup: str, response: int, reader: str) -> str | None:
        """The verdict kept for a lookup, None when another reader made it or there is none."""
        row = self._db.execute(
            "select verdict from readings where lookup = ? and response = ? and reader = ?", [lookup, response, reader]
        ).fetchone()
        return zlib.decompress(row[0]).decode() if row else None

    def put(self, rows: Iterable[tuple[str, int, str, str]]) -> None:
        """Keep (lookup, response, reader, verdict) rows."""
        packed = [(lookup, response, reader, zlib.compress(verdict.encode(), 1)) for lookup, response, reader, verdict in rows]
        self._db.execute("begin")
        self._db.executemany("insert or replace into readings values (?, ?, ?, ?)", packed)
        self._db.execute("commit")

    def close(self) -> None:
        self._db.close()
