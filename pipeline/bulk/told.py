"""Which lookups a bulk file is asked for, and what it says of them, as answers."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from pipeline.bulk.file import BulkFile
from pipeline.evidence import Evidence, Standing, Standings
from pipeline.models import Ask, Known, Lookup, Response
from pipeline.plan import due, due_at
from pipeline.resolve import Draft
from pipeline.sources import registry
from pipeline.sources._arxiv_snapshot import SCHEME
from pipeline.sources._base import Source, asked_id

log = logging.getLogger(__name__)


class Told:
    """What one file has to say in one run. `seen`: the address of the file that was gone through the last time, None where none was."""

    def __init__(self, file: BulkFile, seen: str | None, evidence: Evidence, standings: Standings, now: datetime) -> None:
        self._file = file
        self._is_new = file.address != seen
        self._evidence = evidence
        self._standings = standings
        self._now = now

    def answers(self, drafts: Iterable[Draft], *, failed_too: bool) -> Iterator[Response]:
        """Answers to what is due and stands in the file, as many lookups in each as one request to the site would carry.

        Asked for are all identifiers that a work is known by, also those that its ladder has not come to yet: the pass costs the same.
        """
        source = registry()["arxiv"]
        wanted = {asked_id(lookup).value: lookup for draft in drafts for lookup in self._wanted(source, draft, failed_too)}
        found = 0
        lines = self._file.lines(list(wanted)) if wanted else iter(())
        while group := dict(islice(lines, source.chunk("id"))):
            ask = Ask(lookups=tuple(wanted[number] for number in group), url=self._file.address, expects="json")
            body = "\n".join(group.values()).encode()
            yield Response(ask=ask, final_url=ask.url, status=200, headers={}, body=body, at=self._now)
            found += len(group)
        if wanted:
            log.info("%s has %d of %d papers that are due", self._file.path, found, len(wanted))

    def _wanted(self, source: Source, draft: Draft, failed_too: bool) -> Iterator[Lookup]:
        asked = due(draft, self._standings, self._now, failed_too=failed_too)
        possible = source.lookups(Known(identifiers=draft.claimed, title=None))
        for lookup in dict.fromkeys((*(x for x in draft.consulted if (x.source, x.by) == (source.name, "id")), *possible)):
            standing = self._standings.get(lookup)
            when = due_at(lookup, standing, draft)
            if self._may_know_more(standing, when is None or when <= self._now or lookup in asked):
                yield lookup

    def _may_know_more(self, standing: Standing | None, is_due: bool) -> bool:
        """A file that was replaced is asked again at once for what its forerunner said; what this very file has said already, or the site
        since the file was made, is the site's to renew."""
        if standing is None or standing.found is None:
            return is_due
        told = self._evidence.addresses([standing.found])[standing.found]
        if told.startswith(SCHEME):
            return told != self._file.address and (is_due or self._is_new)
        return is_due and self._file.modified > standing.at
