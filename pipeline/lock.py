"""One run at a time in a data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from pipeline.errors import AnotherRun, EvidenceUnusable
from pipeline.settings import Settings


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Hold the data folder for one run; the lock is free again when the process ends, however it ends."""
    lock = FileLock(settings.raw_dir / ".lock", timeout=0)
    try:
        settings.raw_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as e:
        raise AnotherRun(f"another run is using {settings.data_dir}: wait for it, or set PIPELINE_DATA_DIR to a folder of your own") from e
    except OSError as e:
        raise EvidenceUnusable(f"cannot write to {settings.raw_dir}: {e.strerror or e}. Make it writable, or set PIPELINE_DATA_DIR") from e
    try:
        yield
    finally:
        lock.release()
