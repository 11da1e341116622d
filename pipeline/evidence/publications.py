"""Work ids, what is shown, what changed, the files that were put in place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from pydantic import JsonValue

from pipeline.evidence.connection import Connection
from pipeline.evidence.history import Published, Shown
from pipeline.evidence.ledger import Ledger, shown
from pipeline.evidence.trouble import sound
from pipeline.models import Change


class Publications(Connection):
    """What was published, and the ledger of what is about to be."""

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
