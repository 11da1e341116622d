"""Links that are dead: missed on two different days, never just refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.evidence import Standing
from pipeline.identify import code, code_key
from pipeline.models import Lookup, Outcome

CERTAIN = 2
"""Different days on which a page or repository must have been missing: one day may be an accident of its site."""

_SAID = re.compile(r"(?:404|410) from ")


def gone(standings: Mapping[Lookup, Standing]) -> dict[str, str]:
    """What is not there any more, with the site's word (`404 from example.org`).

    By the identifier that was asked for; for a repository `github:owner/name` in lower case. What one source misses and another
    finds is there.
    """
    found = {lookup.value for lookup, standing in standings.items() if lookup.by == "id" and standing.outcome is Outcome.FOUND}
    return {
        lookup.value: standing.reason
        for lookup, standing in standings.items()
        if lookup.by == "id" and standing.missed >= CERTAIN and _SAID.match(standing.reason) and lookup.value not in found
    }


def dead(paper_url: str | None, identifiers: Iterable[str], urls: Iterable[str], gone: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Addresses of an entry that lead to what is gone, with the site's word: the paper's own, then those into repositories.

    `identifiers` are those of the paper's address, `urls` all addresses of the entry.
    """
    if not gone:  # as on most days: then no address need be looked at
        return
    paper = next((gone[i] for i in identifiers if i in gone), None)
    if paper and paper_url:
        yield paper_url, paper
    for url in dict.fromkeys(urls):
        if (repository := code(url)) and (key := code_key(repository)) in gone:
            yield url, gone[key]
