"""A run from beginning to end: lists, asking, publishing. Everything above it only talks to people."""

from __future__ import annotations

import gc
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from pipeline.account import RunReport
from pipeline.bulk import BulkFile, Told, opened
from pipeline.clock import Clock
from pipeline.errors import EvidenceDamaged
from pipeline.evidence import Evidence, ReadingCache, salvage
from pipeline.gather import Seeds
from pipeline.lists import bulk
from pipeline.lock import locked
from pipeline.manners import Manners, lanes_after
from pipeline.models import Entry, Identifier, ListState, Outcome, RunRecord
from pipeline.noted import noted
from pipeline.output import put_out, up_to_date
from pipeline.readings import Readings
from pipeline.settings import EVIDENCE, Settings
from pipeline.settle import Settling
from pipeline.sources import registry
from pipeline.sync import forget, read, sync
from pipeline.task import Task, enriching, rebuilding
from pipeline.web.lanes import Lanes

log = logging.getLogger(__name__)

__all__ = ["READINGS", "RunReport", "Watch", "enrich", "locked", "rebuild"]

READINGS = "readings.sqlite"
_LONGEST_INTERVAL = 15.0
"""Seconds between two requests to the slowest site of the table: a run that begins anew comes to no site too early."""
UNSEARCHED = 50_000
"""Values made before Python searches them for cycles. Works are trees that come and go by the thousand: a search for every 700, as is
usual, takes a fifth of a run."""


Watch = Callable[[Lanes], None]
"""Called about twice a second while asking, for progress and interruption."""


def enrich(settings: Settings, words: Sequence[str], clock: Clock, watch: Watch, *, hosts: Mapping[str, tuple[str, int]] = {}) -> RunReport:
    """Sync the lists, ask what is due, publish. `words` name lists (none: all); the file always holds every known list.

    `hosts`: host → loopback address and port that stands in for it; for tests and the demonstration only.
    """
    with locked(settings):
        return _on_evidence(settings, clock, lambda evidence: _enrich(enriching(settings, evidence, clock, words), watch, hosts))


def rebuild(settings: Settings, clock: Clock, *, cold: bool) -> RunReport:
    """The same database from the evidence, without the network; `cold` reads every kept response anew."""
    with locked(settings):
        return _on_evidence(settings, clock, lambda evidence: _rebuild(rebuilding(settings, evidence, clock), cold=cold))


# --- the two kinds of run ---------------------------------------------------------------------------------------------


def _on_evidence(settings: Settings, clock: Clock, work: Callable[[Evidence], RunReport]) -> RunReport:
    """Work on the evidence. If it turns out to be damaged, what can be read of it is saved and the work begins anew with that, once."""
    path = settings.raw_dir / EVIDENCE
    began = time.monotonic()
    mended: str | None = None
    gc.set_threshold(UNSEARCHED)
    while True:
        try:
            with Evidence(path) as evidence:
                report = work(evidence)
        except EvidenceDamaged as e:
            if mended:
                raise
            log.error("%s", e)
            mended = str(salvage(path, clock.now()))
            log.error("%s", mended)
            clock.sleep(_LONGEST_INTERVAL * settings.interval_scale)
            continue
        report.mended = mended
        report.seconds = time.monotonic() - began
        return report


def _enrich(task: Task, watch: Watch, hosts: Mapping[str, tuple[str, int]]) -> RunReport:
    settings, evidence = task.settings, task.evidence
    report = RunReport()
    files = opened(bulk(settings.lists_file))
    if ahead := evidence.notice_future(task.started):
        log.warning("%d answers are dated in the future, by a clock that was wrong then or is wrong now: they count from now on", ahead)
    with closing(lanes_after(evidence, settings, task.clock, hosts)) as lanes:
        manners = Manners(lanes, evidence)

        def tick() -> None:
            manners.note()
            watch(lanes)

        tick()
        for source in task.chosen:
            if not (settings.offline and source.urls):
                sync(source, evidence, lanes, task.clock.now(), task.run)
                tick()
        unseen = any(file.address != noted(evidence.published()).bulk.get(file.source) for file in files)
        if not unseen and up_to_date(task, report):
            manners.note()
            _finish(task, report, lanes, note="nothing due")
            return report
        with closing(ReadingCache(settings.enriched_dir / READINGS, evidence.identity)) as cache:
            readings = Readings(evidence, registry(), cache, task.started)
            states, seeds = _read(task)
            settling = Settling(seeds, evidence, readings, registry(), task.clock, task.run, retry_now=settings.retry_now)
            keys = seeds.listed(source.name for source in task.chosen)
            if files:
                _read_bulk(task, files, settling, keys, readings)
            if not settings.offline:
                settling.ask(keys, lanes, tick)
            report.outcomes = settling.outcomes
            manners.note()
            _finish(task, report, lanes)
            put_out(task, states, settling, readings, report)
        evidence.prune(task.clock.now())
    return report


def _rebuild(task: Task, *, cold: bool) -> RunReport:
    report = RunReport()
    folder, evidence = task.settings.enriched_dir, task.evidence
    if cold:
        for part in folder.glob(f"{READINGS}*"):
            part.unlink()
    with closing(ReadingCache(folder / READINGS, evidence.identity)) as cache:
        readings = Readings(evidence, registry(), cache)
        states, seeds = _read(task)
        put_out(task, states, Settling(seeds, evidence, readings, registry(), task.clock, task.run), readings, report, anew=True)
    return report


# --- parts ------------------------------------------------------------------------------------------------------------


def _read(task: Task) -> tuple[list[ListState], Seeds]:
    """The state of all known lists, and what they name; the entries of one are let go before the next is read."""
    states: list[ListState] = []

    def entries() -> Iterator[Entry]:
        for source in task.every:
            synced = read(source, task.evidence)
            states.append(synced.state)
            yield from synced.entries

    seeds = Seeds(entries(), task.corrections)
    forget()
    return states, seeds


def _read_bulk(task: Task, files: Sequence[BulkFile], settling: Settling, keys: Iterable[Identifier], readings: Readings) -> None:
    """Take from files of this machine what would else be asked of a site; also offline."""
    told = Told(files, noted(task.evidence.published()).bulk, task.evidence, readings.standings, task.clock.now())
    for response in told.answers((settling.drafts[key] for key in keys), failed_too=task.settings.retry_now):
        settling.take(response)
    settling.bulk.update((file.source, file.address) for file in files)


def _finish(task: Task, report: RunReport, lanes: Lanes, *, note: str = "") -> None:
    """Close the account of the network."""
    report.requests = lanes.requests
    report.lanes = lanes.states()
    report.offline = lanes.offline
    outcomes: Counter[Outcome] = Counter()
    for (_, outcome), n in report.outcomes.items():
        outcomes[outcome] += n
    task.evidence.note_run(
        RunRecord(
            id=task.run,
            started=task.started,
            ended=task.clock.now(),
            requests=report.requests,
            found=outcomes[Outcome.FOUND],
            not_found=outcomes[Outcome.NOT_FOUND],
            refused=outcomes[Outcome.REFUSED],
            broken=outcomes[Outcome.BROKEN],
            note=lanes.stopped or note or ("offline" if report.offline else ""),
        )
    )
