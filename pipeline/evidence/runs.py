"""The runs."""

from __future__ import annotations

from pipeline.evidence.connection import Connection
from pipeline.evidence.trouble import sound
from pipeline.models import RunRecord


class Runs(Connection):
    """Their records."""

    def note_run(self, record: RunRecord) -> None:
        self._db.execute("insert or replace into runs values (?, ?)", [record.id, record.model_dump_json()])

    def runs(self) -> tuple[RunRecord, ...]:
        """In the order in which they were noted: dates may come from a wrong clock."""
        with sound(self.path):
            return tuple(RunRecord.model_validate_json(r) for (r,) in self._db.execute("select record from runs order by rowid"))
