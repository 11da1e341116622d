"""What sites ask of programs: a robots.txt holds for a day."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import datetime

from pipeline.evidence.connection import Connection
from pipeline.evidence.trouble import sound
from pipeline.models import Ask, Response


class Robots(Connection):
    """The newest robots.txt of every site that was asked for one."""

    def add_robots(self, responses: Iterable[Response]) -> None:
        """What each site's robots.txt says, or that there is none."""
        with self._transaction():
            self._db.executemany(
                "insert or replace into robots values (?, ?, ?, ?)",
                [(r.ask.url, r.status, zlib.compress(r.body, 6), r.at.isoformat()) for r in responses],
            )

    def robots(self, since: datetime, until: datetime) -> dict[str, Response]:
        """Answers of that time by the address of the robots.txt."""
        rows = self._db.execute("select url, status, body, at from robots where at between ? and ?", [since.isoformat(), until.isoformat()])
        with sound(self.path):
            return {
                url: Response(
                    ask=Ask(lookups=(), url=url, expects="text"),
                    final_url=url,
                    status=status,
                    headers={},
                    body=zlib.decompress(body),
                    at=datetime.fromisoformat(at),
                )
                for url, status, body, at in rows
            }
