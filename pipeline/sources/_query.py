"""Titles as search terms: words alone, so that no sign of a title can mean something to a search engine."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote_plus

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@lru_cache(maxsize=1_024)  # every index is asked what it could be asked, again and again while a work is read
def words(title: str, room: int = 300) -> str:
    """The first words of a title, as many as percent-encoded fit into `room` characters; empty for a title without words.

    >>> words('MCVD: "Masked" $A^2$MIM, what\\u2019s next?')
    "MCVD Masked A 2 MIM what's next"
    """
    kept: list[str] = []
    for hit in _WORD.finditer(title[: 2 * room]):
        word = hit[0].replace("’", "'")
        room -= len(quote_plus(word)) + 1
        if room < 0:
            break
        kept.append(word)
    return " ".join(kept)
