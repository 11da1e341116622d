"""What is about to be published: new ids, what is shown now, what changed. Noted entry by entry, all of it or nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from pipeline.evidence.history import Shown
from pipeline.evidence.trouble import sound
from pipeline.models import Change


class Ledger:
    """Within one transaction, which its owner opened and `commit` ends."""

    def __init__(self, path: Path, db: sqlite3.Connection, at: datetime) -> None:
        self._path = path
        self._db = db
        self._at = at.isoformat()
        self.lists = frozenset(str(name) for (name,) in db.execute("select distinct list from shown"))
        """Names of the lists of which something was shown before."""

    def shown(self, work_id: str) -> tuple[Shown, ...]:
        """What is shown of a work, entry by entry; empty where it never was."""
        rows = self._db.execute("select list, work_id, n, line, section, fields from shown where work_id = ?", [work_id]).fetchall()
        with sound(self._path):
            return tuple(shown(row) for row in rows)

    def works(self) -> Iterator[str]:
        """The ids of all works of which something is shown."""
        return (work_id for (work_id,) in self._db.execute("select distinct work_id from shown").fetchall())

    def mint(self, ids: Mapping[str, str]) -> None:
        """Identifiers of links with the ids of their works; what was minted before stays."""
        self._db.executemany("insert or ignore into minted values (?, ?, ?)", [(k, v, self._at) for k, v in ids.items()])

    def show(self, row: Shown) -> None:
        fields = json.dumps(row.fields, ensure_ascii=False, sort_keys=True)
        values = [row.list, row.work_id, row.n, row.line, row.section, fields]
        self._db.execute("insert or replace into shown values (?, ?, ?, ?, ?, ?)", values)

    def hide(self, row: Shown) -> None:
        self._db.execute("delete from shown where list = ? and work_id = ? and n = ?", [row.list, row.work_id, row.n])

    def change(self, changes: Iterable[Change]) -> None:
        self._db.executemany("insert into changes (change) values (?)", ([change.model_dump_json()] for change in changes))

    def commit(self) -> None:
        self._db.execute("commit")


def shown(row: tuple[str, str, int, int, str, str]) -> Shown:
    """From the columns of the table, in their order."""
    name, work_id, n, line, section, fields = row
    return Shown(list=name, work_id=work_id, n=n, line=line, section=section, fields=json.loads(fields))
