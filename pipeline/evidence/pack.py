"""Moves evidence between machines and into the caches of CI: one compressed file, consistent and without gaps."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import zlib
from contextlib import closing, suppress
from pathlib import Path

from pipeline.errors import EvidenceDamaged, EvidenceUnusable, UsageError
from pipeline.evidence.file import Evidence
from pipeline.evidence.salvage import remove
from pipeline.evidence.schema import version
from pipeline.evidence.trouble import explained

_LEVEL = 6
"""gzip's own choice: bodies are compressed already, so more effort gains 5 %."""


def pack(path: Path, target: Path) -> int:
    """Write a compact copy of the evidence at `path` to `target`, which is replaced when all is written. Bytes of the copy.

    A run may be going on: the copy is of one moment. Raises UsageError when there is no evidence or `target` cannot be written.
    """
    if not path.is_file():
        raise UsageError(f"there is no evidence in {path.parent} yet: run `make enrich` first")
    plain, new = target.with_name(f".{target.name}.plain"), target.with_name(f".{target.name}.new")
    try:
        remove(plain)
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("vacuum into ?", [str(plain)])
        # Without name and time in its head, equal evidence gives equal bytes.
        with plain.open("rb") as source, new.open("wb") as file, gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as sink:
            shutil.copyfileobj(source, sink)
        os.replace(new, target)
    except sqlite3.Error as e:
        raise explained(path, e) from e
    except OSError as e:
        raise UsageError(f"{target} cannot be written: {e.strerror or e}") from e
    finally:
        with suppress(OSError):  # on a disk that nothing can be written to, not even what is not there can be removed
            remove(plain)
            new.unlink(missing_ok=True)
    return target.stat().st_size


def unpack(packed: Path, path: Path, *, force: bool = False) -> None:
    """Put packed evidence in the place of `path`, whole or not at all. The caller holds the lock of the data folder.

    Raises UsageError when `packed` is no sound packed evidence, or when what is there is newer and `force` is not given.
    """
    new = path.with_name(f".{path.name}.unpacked")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove(new)
        _decompress(packed, new)
        _check_and_rename(packed, new)
        if not force and path.exists() and _newest(path) > _newest(new):
            raise UsageError(f"the evidence in {path.parent} is newer than {packed}: give --force to lose what came since")
        remove(path)
        os.replace(new, path)
    except OSError as e:
        raise EvidenceUnusable(f"cannot write to {path.parent}: {e.strerror or e}") from e
    finally:
        with suppress(OSError):
            remove(new)


def _decompress(packed: Path, new: Path) -> None:
    try:
        source = gzip.open(packed)  # noqa: SIM115 - closed below; an OSError here is about `packed`, further on about the disk
    except OSError as e:
        raise UsageError(f"cannot read {packed}: {e.strerror or e}") from e
    with source, new.open("wb") as sink:
        try:
            shutil.copyfileobj(source, sink)
        except (gzip.BadGzipFile, EOFError, zlib.error) as e:
            raise UsageError(f"{packed} is not packed evidence, or is cut short: `evidence pack` writes one ({e})") from e


def _check_and_rename(packed: Path, new: Path) -> None:
    """A sound file of this release, under a name of its own: its numbers and those of the file it replaces mean different things."""
    try:
        with closing(sqlite3.connect(new)) as db:
            version(db)
        with Evidence(new) as evidence:
            evidence.rename()
    except (EvidenceDamaged, sqlite3.Error) as e:
        raise UsageError(f"{packed} is packed, but holds no sound evidence: {e}") from e


def _newest(path: Path) -> str:
    """When the newest answer came; damaged evidence is older than any."""
    try:
        with Evidence(path) as evidence:
            return evidence.newest()
    except EvidenceDamaged:
        return ""
