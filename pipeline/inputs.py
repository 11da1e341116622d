"""What the published files are a function of, and whether they still are what was written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipeline.evidence import Evidence, Published
from pipeline.lists import ListSource
from pipeline.settings import Settings
from pipeline.sync import quarantined

_PACKAGE = Path(__file__).parent


def inputs_digest(settings: Settings, evidence: Evidence, lists: Iterable[tuple[ListSource, str]]) -> str:
    """Of everything that the published files are a function of: lists, evidence, corrections, code, and which version is shown."""
    digest = hashlib.sha256(settings.show.encode())
    for source, sha in lists:
        digest.update(f"{source.name}\0{source.address}\0{sha}\0{quarantined(source, evidence) or ''}\0".encode())
    digest.update(str(evidence.last_answer()).encode())
    if settings.corrections_file.is_file():
        digest.update(settings.corrections_file.read_bytes())
    digest.update(_code_digest())
    return digest.hexdigest()


@cache
def _code_digest() -> bytes:
    """Of the program's own files, once for a process: what it runs does not change under it."""
    digest = hashlib.sha256()
    for path in sorted(p for p in _PACKAGE.rglob("*") if p.suffix in {".py", ".sql", ".toml"}):
        digest.update(path.read_bytes())
    return digest.digest()


def intact(settings: Settings, before: Published) -> bool:
    """Whether the published files are still those that were written."""
    return bool(before.files) and all(look(settings.enriched_dir / name) == tuple(seen) for name, seen in before.files.items())


def look(path: Path) -> tuple[int, int] | None:
    """Bytes and modification time (ns) of a file, None where there is none."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
