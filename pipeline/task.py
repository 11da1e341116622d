"""What one run has in hand from its beginning: where it works, with what, for which lists."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.clock import Clock
from pipeline.errors import UsageError
from pipeline.evidence import Evidence
from pipeline.lists import ListSource, configured, given, remembered
from pipeline.resolve.corrections import Corrections, parse
from pipeline.settings import Settings

REBUILD = "rebuild"


@dataclass(frozen=True)
class Task:
    """One run."""

    settings: Settings
    evidence: Evidence
    clock: Clock
    started: datetime
    """UTC."""
    run: str
    """Its name in the evidence: when it began, and six letters; `rebuild` for one that asks nobody."""
    every: tuple[ListSource, ...]
    """All known lists: the published file holds every one of them."""
    chosen: tuple[ListSource, ...]
    """Those that are synced and asked for."""

    @property
    def corrections(self) -> Corrections:
        """Of corrections.toml, where there is one."""
        file = self.settings.corrections_file
        return parse(file.read_text(encoding="utf-8"), str(file)) if file.is_file() else ()


def enriching(settings: Settings, evidence: Evidence, clock: Clock, words: Sequence[str]) -> Task:
    """A run over the lists that `words` name (none: all); one that is new is remembered. Raises UsageError where no list is known."""
    now = clock.now()
    every, chosen = _lists(settings, evidence, words, now)
    return Task(settings, evidence, clock, now, f"{now:%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6]}", every, chosen)


def rebuilding(settings: Settings, evidence: Evidence, clock: Clock) -> Task:
    """A run over all lists from what is kept. Raises UsageError where no list is known."""
    now = clock.now()
    return Task(settings, evidence, clock, now, REBUILD, *_lists(settings, evidence, (), now))


def _lists(
    settings: Settings, evidence: Evidence, words: Sequence[str], now: datetime
) -> tuple[tuple[ListSource, ...], tuple[ListSource, ...]]:
    """(every known list, those that the words name)."""
    own = configured(settings.lists_file)
    names = {source.name for source in own}
    known = (*own, *(source for source in remembered(evidence.remembered_lists()) if source.name not in names))
    if not words:
        if not known:
            raise UsageError(f'no reading list is known: add one to {settings.lists_file}, or name one: make enrich LISTS="owner/repo"')
        return known, known
    chosen, new = given(words, known)
    for source in new:
        evidence.remember_list(source.name, source.address if source.urls else str(source.path), now)
    return (*known, *new), chosen
