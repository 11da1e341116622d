"""The evidence file opened: its tables are there, and what SQLite says is told in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from pipeline.errors import EvidenceDamaged, EvidenceUnusable
from pipeline.evidence.schema import SCHEMA_VERSION, prepare, version
from pipeline.evidence.trouble import explained

_CHECKED = 256 << 20
"""Bytes up to which a file is looked through when it is opened: a quarter of a second. Damage in a larger one shows when it is read."""


class Connection:
    """To the file at `path`; what knows the tables of one noun is made of it."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Opens or creates the file, and brings one of an older release up to date.

        Raises EvidenceDamaged when it is spoilt, EvidenceUnusable when it cannot be opened or is newer than this program.
        So does leaving the `with` block for whatever SQLite says in it.
        """
        self.path = path
        try:
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._connect("mode=ro" if read_only else "mode=rwc")
        except (sqlite3.Error, OSError) as e:
            raise explained(path, e) from e
        try:
            self._open(read_only)
        except (sqlite3.Error, OSError, ValueError) as e:
            self._db.close()
            raise explained(path, e) from e
        except EvidenceUnusable:
            self._db.close()
            raise

    def _connect(self, mode: str) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(self.path))}?{mode}", uri=True, isolation_level=None)

    def _connect_where_nothing_can_be_written(self) -> None:
        """Even a reader writes beside a file with a write-ahead log; where it cannot, the file is read as if nobody ever changed it."""
        self._db.close()
        self._db = self._connect("immutable=1")

    def _open(self, read_only: bool) -> None:
        if read_only and not _takes_writing(self._db):
            self._connect_where_nothing_can_be_written()
        self._db.execute("pragma busy_timeout = 5000")
        if not read_only:
            # WAL with synchronous=NORMAL: a killed process loses nothing that was committed.
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = normal")
            prepare(self._db)
        found = version(self._db)
        if found > SCHEMA_VERSION:
            raise EvidenceUnusable(
                f"{self.path} was written by another release (schema {found}, this one knows {SCHEMA_VERSION}): use that release"
            )
        if found < SCHEMA_VERSION:
            raise EvidenceUnusable(f"{self.path} was written by an older release: `make rebuild` brings it up to date")
        if not read_only and self.path.stat().st_size <= _CHECKED:
            flaw = self._one("pragma quick_check(1)")
            if flaw != "ok":
                raise EvidenceDamaged(f"the evidence {self.path} is damaged: {' '.join(str(flaw).split())}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise explained(self.path, error) from error

    @property
    def identity(self) -> str:
        """A random name of this file, by which what was computed from it is told from what another one gave."""
        return str(self._one("select value from meta where key = 'identity'"))

    def rename(self) -> None:
        """Take another name: this is a copy, and goes its own way from here."""
        self._db.execute("update meta set value = lower(hex(randomblob(16))) where key = 'identity'")

    def close(self) -> None:
        self._db.close()

    def _one(self, sql: str, *values: object) -> object:
        row = self._db.execute(sql, values).fetchone()
        return row[0] if row else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk has rolled back already
                self._db.execute("rollback")
            raise
        self._db.execute("commit")


def _takes_writing(db: sqlite3.Connection) -> bool:
    """Whether a reader finds room and leave for what it must write beside the file."""
    try:
        db.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return False
    return True
