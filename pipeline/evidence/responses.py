"""What came back, and what it means for the lookups."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pipeline.evidence.answers import Standing, standings
from pipeline.evidence.connection import Connection
from pipeline.evidence.trouble import sound
from pipeline.models import Answer, Ask, Lookup, Response

_ANSWERS = """select source, by, value, outcome, reason, response,
    case when noticed is not null and at > ? then noticed else at end, run from answers"""


class Responses(Connection):
    """Responses, with the answers that they are to the lookups."""

    def add(self, response: Response | None, good: bool, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """Write what came back and what it means, in one transaction; the answers come back with the response's number."""
        with self._transaction():
            number = self._add_response(response, good) if response else None
            numbered = tuple(a.model_copy(update={"response": number}) for a in answers)
            self._db.executemany(
                "insert into answers (source, by, value, outcome, reason, response, at, run) values (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (a.lookup.source, a.lookup.by, a.lookup.value, a.outcome.value, a.reason, a.response, a.at.isoformat(), a.run)
                    for a in numbered
                ],
            )
        return numbered

    def _add_response(self, response: Response, good: bool) -> int:
        ask = response.ask
        row = self._db.execute(
            "insert into responses (url, ask, ask_body, final_url, status, headers, body, sha256, good, at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                ask.url,
                ask.model_dump_json(exclude={"body"}),
                ask.body,
                response.final_url,
                response.status,
                json.dumps(dict(response.headers), sort_keys=True),
                zlib.compress(response.body, 6),
                hashlib.sha256(response.body).hexdigest(),
                int(good),
                response.at.isoformat(),
            ],
        )
        return int(row.lastrowid or 0)

    def response(self, number: int) -> Response | None:
        """A stored response that looked like what was asked for; None for a refused or broken one and for one that was pruned."""
        row = self._db.execute(
            "select ask, ask_body, final_url, status, headers, body, at from responses where id = ? and good = 1", [number]
        ).fetchone()
        if row is None:
            return None
        with sound(self.path):
            return Response(
                ask=Ask.model_validate({**json.loads(row[0]), "body": row[1]}),
                final_url=row[2],
                status=row[3],
                headers=json.loads(row[4]),
                body=zlib.decompress(row[5]),
                at=datetime.fromisoformat(row[6]),
            )

    def standings(self, now: datetime | None = None) -> dict[Lookup, Standing]:
        """Where every lookup ever asked stands.

        With `now`, an answer that is still dated in the future counts from when that was noticed.
        """
        with sound(self.path):
            return standings(self._db.execute(f"{_ANSWERS} order by id", [now.isoformat() if now else None]))

    def standing(self, lookup: Lookup, now: datetime | None = None) -> Standing | None:
        """Where one lookup stands, `now` as in standings(); None when it was never asked."""
        asked = [now.isoformat() if now else None, lookup.source, lookup.by, lookup.value]
        with sound(self.path):
            return standings(self._db.execute(f"{_ANSWERS} where source = ? and by = ? and value = ? order by id", asked)).get(lookup)

    def notice_future(self, now: datetime) -> int:
        """Note which answers and requests a clock that ran ahead has dated; how many answers are new among them.

        They would not be due again before that date. From now on they count from now: never earlier than allowed, and not never again.
        The date itself stays, for it may be this clock that is wrong.
        """
        with self._transaction():
            self._db.execute("update requests set at = ? where at > ?", [now.isoformat(), now.isoformat()])
            return self._db.execute(
                "update answers set noticed = ? where at > ? and noticed is null", [now.isoformat(), now.isoformat()]
            ).rowcount

    def last_answer(self) -> int:
        """The number of the newest answer; grows with every answer."""
        return int(str(self._one("select max(id) from answers") or 0))

    def newest(self) -> str:
        """When the newest answer came (UTC, ISO 8601); empty where there is none."""
        return str(self._one("select at from answers order by id desc limit 1") or "")

    def addresses(self, numbers: Iterable[int]) -> Mapping[int, str]:
        """The final addresses of stored responses."""
        return {n: str(self._one("select final_url from responses where id = ?", n)) for n in numbers}
