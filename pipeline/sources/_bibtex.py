"""One field of the BibTeX that a page shows; no parser, for these entries are written by one program each."""

from __future__ import annotations

import re
from functools import cache

_LONGEST = 100_000
"""Characters of a field: three thousand authors need no more, and a brace that is never closed must not cost time."""


def field(bibtex: str, name: str) -> str | None:
    """The value of a field without its braces or quotes.

    >>> field('@InProceedings{X, author = {Jiang, Chiyu "Max" and Li, Yi}, month = {June}}', "author")
    'Jiang, Chiyu "Max" and Li, Yi'
    """
    hit = _start(name).search(bibtex)
    if hit is None:
        return None
    deep, start = 1, hit.end()
    for at in range(start, min(len(bibtex), start + _LONGEST)):
        deep += {"{": 1, "}": -1}.get(bibtex[at], 0)
        if deep == 0:
            return " ".join(bibtex[start:at].split()) or None
    return None


@cache
def _start(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}\s*=\s*\{{", re.IGNORECASE)
