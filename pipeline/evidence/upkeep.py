"""Keeps the evidence small: what no reading can need is dropped, and nobody stands otherwise for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from pipeline.evidence.answers import Row, standings

KEPT_REFUSALS = timedelta(days=30)
"""Refused and broken bodies help to find out why; after a month nobody asks."""
KEPT_STARTS = timedelta(days=1)
"""The longest budget window of the site table is an hour, of the web a day."""
KEPT_ROBOTS = timedelta(days=1)
"""As long as a robots.txt may be gone by."""
KEPT_SNAPSHOTS = timedelta(days=30)
"""A list's last month is kept edit by edit, what came before month by month ..."""
KEPT_MONTHS = timedelta(days=365)
"""... for a year, and then year by year."""
MOST_ANSWERS = 24
"""Of one lookup before it is thinned out: a preprint that is asked for every 14 days reaches it in a year."""
KEPT_ANSWERS = 12
"""Newest answers of a thinned lookup: more than the steps of the waiting times, so that each failure still shows in its turn."""
MOST_RUNS = 400
"""A year of daily runs."""
MOST_CHANGES = 20_000
"""The newest: decades of a list that changes every day, or the last time that one of 20,000 entries was put in another order."""


def prune(db: sqlite3.Connection, now: datetime) -> None:
    """Within one transaction of the caller."""
    db.execute("delete from requests where at < ?", [(now - KEPT_STARTS).isoformat()])
    db.execute("delete from robots where at < ?", [(now - KEPT_ROBOTS).isoformat()])
    db.execute("delete from responses where good = 0 and at < ?", [(now - KEPT_REFUSALS).isoformat()])
    db.execute(
        "delete from responses where good = 1 and id not in ("
        " select max(response) from answers where outcome = 'found' group by source, by, value"
        " union select response from answers where id in (select max(id) from answers group by source, by, value)"
        " and response is not null)"
    )
    db.execute("delete from snapshots where taken = 0 and at < ?", [(now - KEPT_SNAPSHOTS).isoformat()])
    for kept_whole, period in ((KEPT_SNAPSHOTS, len("2026-11")), (KEPT_MONTHS, len("2026"))):
        db.execute(
            "delete from snapshots where at < ? and id not in (select max(id) from snapshots group by list, taken, substr(at, 1, ?))",
            [(now - kept_whole).isoformat(), period],
        )
    db.execute("delete from changes where id <= (select max(id) from changes) - ?", [MOST_CHANGES])
    db.execute("delete from runs where rowid not in (select rowid from runs order by rowid desc limit ?)", [MOST_RUNS])
    _thin_out(db)


def _thin_out(db: sqlite3.Connection) -> None:
    long = db.execute("select source, by, value from answers group by source, by, value having count(*) > ?", [MOST_ANSWERS]).fetchall()
    for lookup in long:
        rows = db.execute(
            "select id, source, by, value, outcome, reason, response, at, run from answers"
            " where source = ? and by = ? and value = ? order by id",
            lookup,
        ).fetchall()
        needless = superseded([(row[0], row[1:]) for row in rows])
        db.executemany("delete from answers where id = ?", [(number,) for number in needless])


def superseded(answers: Sequence[tuple[int, Row]]) -> list[int]:
    """The numbers of those answers to one lookup, oldest first, without which it stands as it stands with them.

    The newest and the one that was found last stay in any case; nothing is dropped where the standing would differ.
    """
    found = max((n for n, (number, row) in enumerate(answers) if row[3] == "found"), default=None)
    recent = range(max(0, len(answers) - KEPT_ANSWERS), len(answers))
    kept = [n for n in range(len(answers)) if n in recent or n == found]
    if standings(answers[n][1] for n in kept) != standings(row for _, row in answers):
        return []
    return [number for n, (number, _) in enumerate(answers) if n not in kept]
