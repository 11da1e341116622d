"""Puts a new database in the place of the old one, whole or not at all.

Readers keep the file that they opened; who opens it afterwards sees the new one. It is never written to in place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import duckdb

from pipeline.errors import PublishFailed
from pipeline.store.check import check

READ_ONLY = 0o444


def publish(build: Callable[[Path], None], target: Path) -> None:
    """Lets `build` write a file beside `target`, checks it and renames it to `target`.

    Raises PublishFailed when the file cannot be written, is not sound or cannot be put in place; the old one is untouched then.
    What an earlier, killed run left behind is removed. The caller holds the lock of the data folder.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(target)
        folder = Path(mkdtemp(dir=target.parent, prefix=_prefix(target)))
    except OSError as e:
        raise PublishFailed(f"nothing can be written to {target.parent}: {e}") from e
    try:
        new = folder / target.name
        build(new)
        check(new)
        new.chmod(READ_ONLY)
        _sync(new)
        # DuckDB 1.5 replays a log that lies beside a file even if it is another file's: it goes before the new file comes.
        _log(target).unlink(missing_ok=True)
        os.replace(new, target)
        _sync(target.parent)
    except (OSError, duckdb.Error) as e:
        raise PublishFailed(f"{target.name} could not be written, the old one stays: {e}") from e
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prefix(target: Path) -> str:
    return f".{target.name}.new-"


def _remove_leftovers(target: Path) -> None:
    for folder in target.parent.glob(f"{_prefix(target)}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _log(target: Path) -> Path:
    return target.with_name(f"{target.name}.wal")


def _sync(path: Path) -> None:
    """Onto the disk, before a rename makes it count."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
