"""The evidence file: opened, written and read here and nowhere else."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.errors import EvidenceDamaged, EvidenceUnusable
from pipeline.evidence.answers import Standing, standings
from pipeline.evidence.history import Published, Shown, Snapshot
from pipeline.evidence.ledger import Ledger, shown
from pipeline.evidence.schema import SCHEMA_VERSION, prepare, version
from pipeline.evidence.trouble import explained, sound
from pipeline.evidence.upkeep import prune
from pipeline.models import Answer, Ask, Change, Lookup, Response, RunRecord

_CHECKED = 256 << 20
"""Bytes up to which a file is looked through when it is opened: a quarter of a second. Damage in a larger one shows when it is read."""

_ANSWERS = """select source, by, value, outcome, reason, response,
    case when noticed is not null and at > ? then noticed else at end, run from answers"""


class Evidence:
    """All that was ever told to this data folder. One writer at a time (the run's lock sees to it)."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Opens or creates the file, and brings one of an older release up to date.

        Raises EvidenceDamaged when it is spoilt, EvidenceUnusable when it cannot be opened or is newer than this program.
        So does leaving the `with` block for whatever SQLite says in it.
        """
        self.path = path
        try:
            if not read_only:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._connect("mode=ro" if read_only else "mode=rwc")
        except (sqlite3.Error, OSError) as e:
            raise explained(path, e) from e
        try:
            self._open(read_only)
        except (sqlite3.Error, OSError, ValueError) as e:
            self._db.close()
            raise explained(path, e) from e
        except EvidenceUnusable:
            self._db.close()
            raise

    def _connect(self, mode: str) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(self.path))}?{mode}", uri=True, isolation_level=None)

    def _connect_where_nothing_can_be_written(self) -> None:
        """Even a reader writes beside a file with a write-ahead log; where it cannot, the file is read as if nobody ever changed it."""
        self._db.close()
        self._db = self._connect("immutable=1")

    def _open(self, read_only: bool) -> None:
        if read_only and not _takes_writing(self._db):
            self._connect_where_nothing_can_be_written()
        self._db.execute("pragma busy_timeout = 5000")
        if not read_only:
            # WAL with synchronous=NORMAL: a killed process loses nothing that was committed.
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = normal")
            prepare(self._db)
        found = version(self._db)
        if found > SCHEMA_VERSION:
            raise EvidenceUnusable(
                f"{self.path} was written by another release (schema {found}, this one knows {SCHEMA_VERSION}): use that release"
            )
        if found < SCHEMA_VERSION:
            raise EvidenceUnusable(f"{self.path} was written by an older release: `make rebuild` brings it up to date")
        if not read_only and self.path.stat().st_size <= _CHECKED:
            flaw = self._one("pragma quick_check(1)")
            if flaw != "ok":
                raise EvidenceDamaged(f"the evidence {self.path} is damaged: {' '.join(str(flaw).split())}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise explained(self.path, error) from error

    @property
    def identity(self) -> str:
        """A random name of this file, by which what was computed from it is told from what another one gave."""
        return str(self._one("select value from meta where key = 'identity'"))

    def rename(self) -> None:
        """Take another name: this is a copy, and goes its own way from here."""
        self._db.execute("update meta set value = lower(hex(randomblob(16))) where key = 'identity'")

    def close(self) -> None:
        self._db.close()

    # --- answers ------------------------------------------------------------------------------------------------------

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

    def missed_on(self, lookup: Lookup) -> tuple[date, ...]:
        """The days (UTC) on which it was not found, oldest first, since it was last answered otherwise."""
        rows = self._db.execute(
            "with told as (select id, outcome, at from answers where source = ? and by = ? and value = ?)"
            " select distinct substr(at, 1, 10) from told"
            " where id > coalesce((select max(id) from told where outcome <> 'not_found'), 0) order by 1",
            [lookup.source, lookup.by, lookup.value],
        )
        return tuple(date.fromisoformat(day) for (day,) in rows)

    # --- request starts, for budgets --------------------------------------------------------------------------------

    def add_starts(self, starts: Iterable[tuple[str, datetime]]) -> None:
        with self._transaction():
            self._db.executemany("insert into requests values (?, ?)", [(site, at.isoformat()) for site, at in starts])

    def starts_since(self, since: datetime) -> dict[str, list[datetime]]:
        """Starts of requests by site."""
        found: dict[str, list[datetime]] = {}
        for site, at in self._db.execute("select site, at from requests where at >= ? order by at", [since.isoformat()]):
            found.setdefault(site, []).append(datetime.fromisoformat(at))
        return found

    # --- robots.txt, which holds for a day ----------------------------------------------------------------------------

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

    # --- lists --------------------------------------------------------------------------------------------------------

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

    # --- work ids, what was shown, publications ---------------------------------------------------------------------

    def minted(self) -> dict[str, str]:
        """Identifier of a link to the id of the work that was first listed under it."""
        return dict(self._db.execute("select identifier, work_id from minted"))

    def shown(self) -> Iterator[Shown]:
        """What was last published, entry by entry."""
        with sound(self.path):
            yield from map(shown, self._db.execute("select list, work_id, n, line, section, fields from shown"))

    @contextmanager
    def publication(self, at: datetime) -> Iterator[Ledger]:
        """A ledger for what is about to be published. What it was not told to commit when the block ends is undone."""
        self._db.execute("begin immediate")
        try:
            yield Ledger(self.path, self._db, at)
        finally:
            if self._db.in_transaction:  # a full disk has rolled back already
                self._db.execute("rollback")

    def changes(self) -> Iterator[Change]:
        """All that were ever noted, oldest first."""
        with sound(self.path):
            yield from (Change.model_validate_json(c) for (c,) in self._db.execute("select change from changes order by id"))

    def note_files(self, published: Published, run: str) -> None:
        """The files are in place: what went in, how they look, when the next lookup is due."""
        with self._transaction():
            self._db.execute("delete from published")
            self._db.execute(
                "insert into published (digest, files, state, at, run) values (?, ?, ?, ?, ?)",
                [
                    published.digest,
                    json.dumps(published.files),
                    json.dumps(published.state),
                    published.at.isoformat(),
                    run,
                ],
            )

    def published(self) -> Published | None:
        row = self._db.execute("select digest, files, state, at from published order by id desc limit 1").fetchone()
        if row is None:
            return None
        with sound(self.path):
            state: dict[str, JsonValue] = json.loads(row[2])
            return Published.model_validate({"digest": row[0], "files": json.loads(row[1]), "state": state, "at": row[3]})

    # --- runs ---------------------------------------------------------------------------------------------------------

    def note_run(self, record: RunRecord) -> None:
        self._db.execute("insert or replace into runs values (?, ?)", [record.id, record.model_dump_json()])

    def runs(self) -> tuple[RunRecord, ...]:
        """In the order in which they were noted: dates may come from a wrong clock."""
        with sound(self.path):
            return tuple(RunRecord.model_validate_json(r) for (r,) in self._db.execute("select record from runs order by rowid"))

    # --- upkeep -------------------------------------------------------------------------------------------------------

    def prune(self, now: datetime) -> None:
        """Drop what no reading can need."""
        with self._transaction():
            prune(self._db, now)

    def size(self) -> int:
        """Bytes on disk, the write-ahead log included."""
        return sum(p.stat().st_size for p in self.path.parent.glob(self.path.name + "*"))

    def _one(self, sql: str, *values: object) -> object:
        row = self._db.execute(sql, values).fetchone()
        return row[0] if row else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk has rolled back already
                self._db.execute("rollback")
            raise
        self._db.execute("commit")


def _takes_writing(db: sqlite3.Connection) -> bool:
    """Whether a reader finds room and leave for what it must write beside the file."""
    try:
        db.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return False
    return True
