"""How a work is cited: under which key, as people write them (`he2022masked`), and from which page on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import duckdb
from anyascii import anyascii

from pipeline.models import Model

UNINFORMATIVE = frozenset({
    "a", "an", "the", "on", "of", "for", "in", "to", "with", "and", "by", "from", "at", "as", "is", "are", "do", "does", "can", "how",
    "what", "when", "why", "toward", "towards", "via", "using", "le", "la", "les", "un", "une", "der", "die", "das", "el", "los",
})  # fmt: skip
"""Words that do not tell titles apart."""

_RANGE = re.compile(r"\s*([0-9A-Za-z]+)\s*[-–—]+\s*([0-9A-Za-z]+)\s*")

# Who came first keeps the plain key: a work that is listed later does not rename those that are cited already.
# Year and title are those first published: a preprint that appears elsewhere next year keeps the key under which it is cited.
# The digest of a long value says nothing.
_WORKS = """
WITH first AS (
    SELECT work_id, field, arg_min(before, (day, run)) AS said
    FROM changes
    WHERE field IN ('year', 'title') AND before IS NOT NULL AND NOT starts_with(before, 'sha256:')
    GROUP BY work_id, field
)
SELECT w.id, a.family, coalesce(TRY_CAST(y.said AS INTEGER), w.year), coalesce(t.said, w.title), w.pages
FROM works AS w
LEFT JOIN authors AS a ON a.work_id = w.id AND a.position = 1
LEFT JOIN first AS y ON y.work_id = w.id AND y.field = 'year'
LEFT JOIN first AS t ON t.work_id = w.id AND t.field = 'title'
LEFT JOIN (SELECT work_id, min(since) AS since FROM claims WHERE chosen GROUP BY work_id) AS c ON c.work_id = w.id
ORDER BY c.since NULLS LAST, w.id
"""


class Citation(Model):
    """What a bibliography needs beyond the entry."""

    key: str
    pages: str | None = None
    """As the source writes them."""

    @property
    def page_range(self) -> tuple[str, str] | None:
        """First and last page, where there are two.

        >>> Citation(key="he2022masked", pages="16000–16009").page_range
        ('16000', '16009')
        """
        found = _RANGE.fullmatch(self.pages or "")
        return (found[1], found[2]) if found else None


def citations(con: duckdb.DuckDBPyConnection) -> Mapping[str, Citation]:
    """By work id, for every work of the file, so that a key does not depend on what is selected. No two keys are equal."""
    found: dict[str, Citation] = {}
    taken: set[str] = set()
    for work_id, family, year, title, pages in con.execute(_WORKS).fetchall():
        found[work_id] = Citation(key=_free(citation_key(family, year, title), work_id, taken), pages=pages)
        taken.add(found[work_id].key)
    return found


def citation_key(family: str | None, year: int | None, title: str | None) -> str:
    """Family name, year and the first informative word of the title, in small ASCII letters and digits; `work` where nothing is known.

    >>> citation_key("He", 2022, "Masked Autoencoders Are Scalable Vision Learners")
    'he2022masked'
    >>> citation_key("Dollár", None, "The MAE")
    'dollarmae'
    >>> citation_key(None, None, None)
    'work'
    """
    words = [_ascii(word) for word in re.split(r"[\s:/–—-]+", title or "")]
    word = next((w for w in words if w and w not in UNINFORMATIVE), next((w for w in words if w), ""))
    return f"{_ascii(family or '')}{'' if year is None else year}{word}" or "work"


def _free(key: str, work_id: str, taken: set[str]) -> str:
    """The key, or with as many letters of the work's own hash as it takes."""
    letters = hashlib.sha256(work_id.encode()).hexdigest().translate(_LETTERS)
    return next(k for k in (key, *(key + letters[:n] for n in range(2, len(letters)))) if k not in taken)


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", anyascii(text).lower())


_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
"""A digit at the end would read as a part of the year."""
