"""Notices when a site seems to have moved: not one of the pages that were asked for lately is there any more.

Hundreds of dead links would else be told one by one. What counts is decided by chance, as in `layout`: how likely are so many
missing pages in a row where so many were there before?
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pipeline.evidence import Standing
from pipeline.layout import is_unlikely
from pipeline.models import Lookup, Outcome
from pipeline.sources import registry


class Moves:
    """The pages of publishers, counted work by work."""

    def __init__(self) -> None:
        self._there: dict[str, list[datetime]] = {}
        """When the pages were last seen that are there, by source."""
        self._gone: dict[str, list[Standing]] = {}

    def add(self, lookup: Lookup, standing: Standing | None) -> None:
        """A lookup that the reading of a work rests on; only pages of publishers count."""
        if standing is None or lookup.by != "id" or registry()[lookup.source].kind != "publisher":
            return
        if standing.outcome is Outcome.FOUND:
            self._there.setdefault(lookup.source, []).append(standing.at)
        elif standing.outcome is Outcome.NOT_FOUND:
            self._gone.setdefault(lookup.source, []).append(standing)

    def warnings(self) -> Iterable[str]:
        for source, gone in sorted(self._gone.items()):
            there = self._there.get(source, [])
            newest = max(there, default=None)
            lately = sum(_is_news(one, newest) for one in gone)
            once = len(there) + sum(one.found is not None for one in gone)
            never = sum(one.found is None and not _is_news(one, newest) for one in gone)
            if is_unlikely(0, lately, once, once + never):
                before = f"{once} were once" if once else "no other was asked for"
                yield f"{source}: none of the last {lately} pages is there, {before}: the site seems to have moved"


def _is_news(gone: Standing, newest: datetime | None) -> bool:
    """Whether a page was missed for the first time, after the newest that is there; one that is missed again every month tells nothing."""
    return newest is None or (gone.missed == 1 and gone.at > newest)
