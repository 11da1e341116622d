"""Which lookups the bulk files are asked for, and what they say of them, as answers."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from pipeline.bulk.file import BulkFile
from pipeline.evidence import Evidence, Standing, Standings
from pipeline.models import Ask, Known, Lookup, Response
from pipeline.plan import due, due_at
from pipeline.resolve import Draft
from pipeline.sources import registry
from pipeline.sources._base import FILE, Source, asked_id

log = logging.getLogger(__name__)

_AT_ONCE = 100
"""Lookups of an answer: as many as arXiv answers at once, so that what is kept is read again as quickly as what a site said."""


class Told:
    """What the files have to say in one run. `seen`: source → address of its file that was gone through the last time."""

    def __init__(self, files: Iterable[BulkFile], seen: Mapping[str, str], evidence: Evidence, standings: Standings, now: datetime) -> None:
        self._files = tuple(files)
        self._seen = seen
        self._evidence = evidence
        self._standings = standings
        self._now = now

    def answers(self, drafts: Iterable[Draft], *, failed_too: bool) -> Iterator[Response]:
        """Answers to what is due and stands in the files.

        Asked for are all identifiers that a work is known by, also those that its ladder has not come to yet: the pass costs the same.
        """
        wanted: dict[str, dict[str, Lookup]] = {file.source: {} for file in self._files}
        for draft in drafts:
            asked = due(draft, self._standings, self._now, failed_too=failed_too)
            for file in self._files:
                wanted[file.source].update((asked_id(one).value, one) for one in self._wanted(file, draft, asked))
        for file in self._files:
            if wanted[file.source]:
                yield from self._said(file, wanted[file.source])

    def _said(self, file: BulkFile, wanted: Mapping[str, Lookup]) -> Iterator[Response]:
        found, parts = 0, file.parts(wanted)
        while group := dict(islice(parts, _AT_ONCE)):
            ask = Ask(lookups=tuple(wanted[number] for number in group), url=file.address, expects=file.form.expects)
            yield Response(ask=ask, final_url=ask.url, status=200, headers={}, body=b"\n".join(group.values()), at=self._now)
            found += len(group)
        log.info("%s has %d of %d works that are due", file.path, found, len(wanted))

    def _wanted(self, file: BulkFile, draft: Draft, asked: Mapping[Lookup, str]) -> Iterator[Lookup]:
        source: Source = registry()[file.source]
        possible = source.lookups(Known(identifiers=draft.claimed, title=None))
        for lookup in dict.fromkeys((*(x for x in draft.consulted if (x.source, x.by) == (source.name, "id")), *possible)):
            standing = self._standings.get(lookup)
            when = due_at(lookup, standing, draft)
            if self._may_know_more(file, standing, when is None or when <= self._now or lookup in asked):
                yield lookup

    def _may_know_more(self, file: BulkFile, standing: Standing | None, is_due: bool) -> bool:
        """A file that was replaced is asked again at once for what its forerunner said; what this very file has said already, or the site
        since the file was made, is the site's to renew."""
        if standing is None or standing.found is None:
            return is_due
        told = self._evidence.addresses([standing.found])[standing.found]
        if told.startswith(FILE):
            return told != file.address and (is_due or file.address != self._seen.get(file.source))
        return is_due and file.modified > standing.at
