"""What the BibTeX that a page shows holds; no parser, for these entries are written by one program each."""

from __future__ import annotations

import html
import re
from functools import cache

_LONGEST = 100_000
"""Characters of a field: three thousand authors need no more, and a brace that is never closed must not cost time."""
_AUTHORS = re.compile(r"author\s{0,20}=\s{0,20}(?=[{\"]|&quot;|&#34;)")  # begins with a word, so that a page is searched fast
_MARKUP = re.compile(r"<[^<>]*>")
_AND = re.compile(r"\s+and\s+")


def field(bibtex: str, name: str) -> str | None:
    """The value of a field without its braces or quotes.

    >>> field('@InProceedings{X, author = {Jiang, Chiyu "Max" and Li, Yi}, month = "June"}', "author")
    'Jiang, Chiyu "Max" and Li, Yi'
    """
    hit = _start(name).search(bibtex)
    return _value(bibtex, hit.end() - 1) if hit else None


def authors(page: str) -> tuple[str, ...]:
    """The names in the one entry that the source of a page shows, as they stand there; none where there is no entry, or several.

    >>> authors('<pre>@article{x,<br> author = "Ho, Ann and M{&#252;}ller, Jo",</pre>'), authors("author = {A}, author = {B}")
    (('Ho, Ann', 'M{ü}ller, Jo'), ())
    """
    hits = [hit.end() for hit in _AUTHORS.finditer(page) if not page[hit.start() - 1].isalnum()]
    if len(hits) != 1:
        return ()
    entry = html.unescape(_MARKUP.sub(" ", page[hits[0] : hits[0] + _LONGEST]))
    return tuple(name for name in _AND.split(_value(entry, 0) or "") if name and name.casefold() != "others")


def _value(bibtex: str, start: int) -> str | None:
    """What stands in the braces or quotes that open here; None where they are not closed, or hold nothing."""
    quoted, deep = bibtex[start] == '"', 0
    for at in range(start, min(len(bibtex), start + _LONGEST)):
        deep += {"{": 1, "}": -1}.get(bibtex[at], 0)
        if deep == 0 and at > start and (not quoted or bibtex[at] == '"'):
            return " ".join(bibtex[start + 1 : at].split()) or None
    return None


@cache
def _start(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}\s*=\s*[{{\"]", re.IGNORECASE)
