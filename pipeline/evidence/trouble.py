"""What SQLite's errors mean for a person."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import EvidenceDamaged, EvidenceUnusable

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full: make room and run again; what had arrived before is kept",
    sqlite3.SQLITE_IOERR: "the disk does not take or give it: make room or mend it, and run again; what had arrived before is kept",
    sqlite3.SQLITE_READONLY: "it cannot be written: make it and its folder writable, or set PIPELINE_DATA_DIR",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: make it and its folder readable and writable, or set PIPELINE_DATA_DIR",
    sqlite3.SQLITE_BUSY: "another program holds it: end that program and run again",
    sqlite3.SQLITE_LOCKED: "another program holds it: end that program and run again",
}
"""By SQLite's primary result code (https://sqlite.org/rescode.html)."""


@contextmanager
def sound(path: Path) -> Iterator[None]:
    """What was written is read back; what cannot be read any more is damage, not a bug."""
    try:
        yield
    except (ValueError, zlib.error) as e:
        raise explained(path, e) from e


def explained(path: Path, error: Exception) -> EvidenceUnusable:
    """The error that tells the run what to do: EvidenceDamaged where the file itself is spoilt, else EvidenceUnusable."""
    if not isinstance(error, sqlite3.Error | OSError):
        return EvidenceDamaged(f"the evidence {path} is damaged: {error}")
    # Python itself raises an OperationalError without a code, for text that is no text.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else 0) & 0xFF
    if code in _DAMAGED:
        return EvidenceDamaged(f"the evidence {path} is damaged: {error}")
    advice = _ADVICE.get(code)
    return EvidenceUnusable(f"the evidence {path}: {advice} ({error})" if advice else f"cannot use the evidence {path}: {error}")
