"""The lists: which are known, how they came, how the newest sync went."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import datetime

from pipeline.evidence.connection import Connection
from pipeline.evidence.history import Snapshot
from pipeline.evidence.trouble import sound


class Lists(Connection):
    """Remembered addresses, snapshots and checks."""

    def remember_list(self, name: str, address: str, at: datetime) -> None:
        self._db.execute("insert or ignore into lists values (?, ?, ?)", [name, address, at.isoformat()])

    def remembered_lists(self) -> dict[str, str]:
        """Name to address of every list that was given by path, URL or owner/repo, oldest first."""
        return dict(self._db.execute("select name, address from lists order by added, name"))

    def add_snapshot(self, snapshot: Snapshot, *, taken: bool, reason: str, run: str) -> None:
        """Keep a list as it came; one that equals the newest of its kind is not written again."""
        newest = self._one("select sha256 from snapshots where list = ? and taken = ? order by id desc limit 1", snapshot.list, int(taken))
        if newest == snapshot.sha256:
            self._db.execute(
                "update snapshots set etag = ?, last_modified = ? where id ="
                " (select id from snapshots where list = ? and taken = ? order by id desc limit 1)",
                [snapshot.etag, snapshot.last_modified, snapshot.list, int(taken)],
            )
            return
        self._db.execute(
            "insert into snapshots (list, sha256, body, etag, last_modified, entries, taken, reason, at, run)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                snapshot.list,
                snapshot.sha256,
                zlib.compress(snapshot.body, 6),
                snapshot.etag,
                snapshot.last_modified,
                snapshot.entries,
                int(taken),
                reason,
                snapshot.at.isoformat(),
                run,
            ],
        )

    def snapshot(self, name: str) -> Snapshot | None:
        """The newest snapshot of a list that was taken."""
        row = self._db.execute(
            "select list, sha256, body, etag, last_modified, entries, at from snapshots"
            " where list = ? and taken = 1 order by id desc limit 1",
            [name],
        ).fetchone()
        if row is None:
            return None
        with sound(self.path):
            return Snapshot(
                list=row[0],
                sha256=row[1],
                body=zlib.decompress(row[2]),
                etag=row[3],
                last_modified=row[4],
                entries=row[5],
                at=datetime.fromisoformat(row[6]),
            )

    def snapshot_digest(self, name: str) -> str | None:
        """The digest of a list as it was taken last; over all its pages where it has several."""
        rows = self._db.execute(
            "select list, sha256 from snapshots where id in (select max(id) from snapshots where taken = 1"
            " and (list = ? or substr(list, 1, length(?) + 1) = ? || '#') group by list) order by list",
            [name, name, name],
        ).fetchall()
        if len(rows) < 2:
            return rows[0][1] if rows else None
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()

    def note_check(self, name: str, at: datetime, outcome: str, reason: str) -> None:
        """How the newest sync of a list or page went. Only a text that is read ends a quarantine, not a site that is down."""
        self._db.execute(
            "insert into checks values (?, ?, ?, ?) on conflict (list) do update set at = excluded.at,"
            " outcome = excluded.outcome, reason = excluded.reason"
            " where checks.outcome <> 'quarantined' or excluded.outcome not in ('broken', 'not_found')",
            [name, at.isoformat(), outcome, reason],
        )

    def quarantine(self, name: str) -> str | None:
        """Why the newest text of a list or of one of its pages was not taken."""
        found = self._one(
            "select reason from checks where outcome = 'quarantined' and (list = ? or substr(list, 1, length(?) + 1) = ? || '#')"
            " order by list limit 1",
            name,
            name,
            name,
        )
        return str(found) if found else None
