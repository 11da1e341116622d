"""When requests began, for budgets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pipeline.evidence.connection import Connection


class Starts(Connection):
    """Of all requests, by site."""

    def add_starts(self, starts: Iterable[tuple[str, datetime]]) -> None:
        with self._transaction():
            self._db.executemany("insert into requests values (?, ?)", [(site, at.isoformat()) for site, at in starts])

    def starts_since(self, since: datetime) -> dict[str, list[datetime]]:
        """Starts of requests by site."""
        found: dict[str, list[datetime]] = {}
        for site, at in self._db.execute("select site, at from requests where at >= ? order by at", [since.isoformat()]):
            found.setdefault(site, []).append(datetime.fromisoformat(at))
        return found
