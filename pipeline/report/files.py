"""Files for people: named after lists whatever these are called, replaced whole."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.errors import UsageError

LONGEST = 80
"""Characters of a list's name that a file bears; names of files end at 255 bytes."""


def file_names(lists: Iterable[str], prefix: str, suffix: str) -> dict[str, str]:
    """A file name for every list: safe whatever the list is called, and each its own.

    >>> file_names(["mim-survey", "a/b", "a b"], "report-", ".html")
    {'mim-survey': 'report-mim-survey.html', 'a/b': 'report-a-b.html', 'a b': 'report-a-b-2.html'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for name in lists:
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:LONGEST] or "list"
        candidates = (f"{prefix}{stem}{f'-{n}' if n > 1 else ''}{suffix}" for n in range(1, len(taken) + 2))
        names[name] = next(c for c in candidates if c.lower() not in taken)  # some file systems do not know capitals
        taken.add(names[name].lower())
    return names


def put(texts: Mapping[Path, str]) -> None:
    """Each file is written beside its place and renamed, so that a reader never sees half of it.

    Raises UsageError when one cannot be written.
    """
    for path, text in texts.items():
        new = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(text, encoding="utf-8", errors="replace", newline="\n")
            os.replace(new, path)
        except OSError as e:
            raise UsageError(f"{path} cannot be written: {e.strerror or e}") from e
