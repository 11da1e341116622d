"""A run from beginning to end: lists, asking, publishing. Everything above it only talks to people."""

from __future__ import annotations

import gc
import logging
import time
import uuid
from collections import Counter, deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from pipeline.account import ListFigures, RunReport
from pipeline.bulk import BulkFile, Told, opened
from pipeline.clock import Clock
from pipeline.errors import EvidenceDamaged, PublishFailed, UsageError
from pipeline.evidence import Evidence, Published, ReadingCache, salvage
from pipeline.gather import Seeds
from pipeline.inputs import inputs_digest, intact, look
from pipeline.layout import Habit, Tally, habit
from pipeline.lists import ListSource, bulk, configured, given, remembered
from pipeline.lock import locked
from pipeline.manners import Manners, lanes_after
from pipeline.models import Catalogue, Entry, Identifier, ListState, Outcome, RunRecord
from pipeline.noted import ListNote, Noted, noted
from pipeline.publication import Publication
from pipeline.published import DATABASE, JSON
from pipeline.readings import Readings
from pipeline.resolve import Works
from pipeline.resolve.corrections import Corrections, parse
from pipeline.settings import EVIDENCE, Settings
from pipeline.settle import Settling
from pipeline.sources import registry
from pipeline.survey import Survey
from pipeline.sync import forget, quarantined, read, sync, text_digest
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
        return _on_evidence(settings, clock, lambda evidence: _enrich(settings, words, clock, watch, hosts, evidence))


def rebuild(settings: Settings, clock: Clock, *, cold: bool) -> RunReport:
    """The same database from the evidence, without the network; `cold` reads every kept response anew."""
    with locked(settings):
        return _on_evidence(settings, clock, lambda evidence: _rebuild(settings, clock, cold, evidence))


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


def _enrich(
    settings: Settings, words: Sequence[str], clock: Clock, watch: Watch, hosts: Mapping[str, tuple[str, int]], evidence: Evidence
) -> RunReport:
    report = RunReport()
    started, began = clock.now(), time.monotonic()
    every, chosen = _lists(settings, evidence, words, started)
    files = opened(bulk(settings.lists_file))
    run = f"{started:%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6]}"
    if ahead := evidence.notice_future(started):
        log.warning("%d answers are dated in the future, by a clock that was wrong then or is wrong now: they count from now on", ahead)
    lanes = lanes_after(evidence, settings, clock, hosts)
    manners = Manners(lanes, evidence)

    def tick() -> None:
        manners.note()
        watch(lanes)

    try:
        tick()
        for source in chosen:
            if not (settings.offline and source.urls):
                sync(source, evidence, lanes, clock.now(), run)
                tick()
        unseen = any(file.address != noted(evidence.published()).bulk.get(file.source) for file in files)
        if not unseen and _nothing_due(settings, evidence, every, chosen, clock.now(), report):
            manners.note()
            _finish(report, lanes, evidence, started, clock, run, began, note="nothing due")
            return report
        cache = ReadingCache(settings.enriched_dir / READINGS, evidence.identity)
        try:
            readings = Readings(evidence, registry(), cache, started)
            states, seeds = _read(settings, every, evidence)
            settling = Settling(seeds, evidence, readings, registry(), clock, run)
            keys = seeds.listed(source.name for source in chosen)
            if files:
                _read_bulk(settings, files, settling, keys, evidence, readings, clock)
            _settle(settings, settling, keys, lanes, tick)
            report.outcomes = settling.outcomes
            manners.note()
            _finish(report, lanes, evidence, started, clock, run, began, note="")
            _publish(settings, every, states, chosen, settling, readings, evidence, clock, run, report)
        finally:
            cache.close()
        evidence.prune(clock.now())
    finally:
        lanes.close()
    return report


def _rebuild(settings: Settings, clock: Clock, cold: bool, evidence: Evidence) -> RunReport:
    report = RunReport()
    every, chosen = _lists(settings, evidence, (), clock.now())
    if cold:
        for part in settings.enriched_dir.glob(f"{READINGS}*"):
            part.unlink()
    cache = ReadingCache(settings.enriched_dir / READINGS, evidence.identity)
    try:
        readings = Readings(evidence, registry(), cache)
        states, seeds = _read(settings, every, evidence)
        settling = Settling(seeds, evidence, readings, registry(), clock, "rebuild")
        _publish(settings, every, states, chosen, settling, readings, evidence, clock, "rebuild", report, anew=True)
    finally:
        cache.close()
    return report


# --- parts ------------------------------------------------------------------------------------------------------------


def _lists(
    settings: Settings, evidence: Evidence, words: Sequence[str], now: datetime
) -> tuple[tuple[ListSource, ...], tuple[ListSource, ...]]:
    """(every known list, the lists of this run); a list that is new is remembered."""
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


def _corrections(settings: Settings) -> Corrections:
    """Of corrections.toml, where there is one."""
    file = settings.corrections_file
    return parse(file.read_text(encoding="utf-8"), str(file)) if file.is_file() else ()


def _read(settings: Settings, every: Iterable[ListSource], evidence: Evidence) -> tuple[list[ListState], Seeds]:
    """The state of all known lists, and what they name; the entries of one are let go before the next is read."""
    states: list[ListState] = []

    def entries() -> Iterator[Entry]:
        for source in every:
            synced = read(source, evidence)
            states.append(synced.state)
            yield from synced.entries

    seeds = Seeds(entries(), _corrections(settings))
    forget()
    return states, seeds


def _read_bulk(
    settings: Settings,
    files: Sequence[BulkFile],
    settling: Settling,
    keys: Iterable[Identifier],
    evidence: Evidence,
    readings: Readings,
    clock: Clock,
) -> None:
    """Take from files of this machine what would else be asked of a site; also offline."""
    told = Told(files, noted(evidence.published()).bulk, evidence, readings.standings, clock.now())
    for response in told.answers((settling.drafts[key] for key in keys), failed_too=settings.retry_now):
        settling.take(response)
    settling.bulk.update((file.source, file.address) for file in files)


def _settle(settings: Settings, settling: Settling, keys: Container[Identifier], lanes: Lanes, tick: Callable[[], None]) -> None:
    settling.retry_now = settings.retry_now
    if not settings.offline:
        settling.ask(keys, lanes, tick)


def _publish(
    settings: Settings,
    every: Sequence[ListSource],
    states: Sequence[ListState],
    chosen: Sequence[ListSource],
    settling: Settling,
    readings: Readings,
    evidence: Evidence,
    clock: Clock,
    run: str,
    report: RunReport,
    *,
    anew: bool = False,
) -> None:
    """Read the works, remember what is shown, put the files in place; nothing where nothing changed, unless `anew`."""
    standings, now = readings.standings, clock.now()
    digest = inputs_digest(settings, evidence, [(source, state.sha256) for source, state in zip(every, states, strict=True)])
    report.database = settings.enriched_dir / DATABASE
    works = Works(
        settling.drafts,
        settling.drafts.bearings(),
        evidence.minted(),
        lambda x: (s := standings.get(x)) is not None and s.settled,
        _corrections(settings),
        settings.show,
    )
    survey = Survey(standings, now)
    before = evidence.published()
    if not anew and before and before.digest == digest and intact(settings, before):
        deque(survey.over(works), maxlen=0)
    else:
        from pipeline.release import release  # writers and pages: a tenth of the start-up of a run that has nothing to publish

        with evidence.publication(now) as ledger:
            publication = Publication(works, standings, ledger, now.date(), run)
            contents = chain(states, evidence.runs(), evidence.changes(), publication.contents(survey.over(works)))
            release(Catalogue(contents=contents, digest=digest), settings.enriched_dir, ledger.commit)
        report.changes = tuple(publication.changes)
        report.built = True
    report.lists = [ListFigures(one.name, survey.statuses[one.name], one.quarantined) for one in states]
    report.unsettled = survey.unsettled
    report.next_due = survey.next_due(s.name for s in chosen)
    habits = _habits(before, settling.tallies)
    report.warnings = (*(w for one in habits.values() for w in one.warnings), *survey.moved)
    seen = {**noted(before).bulk, **settling.bulk}
    _remember(settings, evidence, digest, survey, [one.name for one in states], habits, seen, now, run)


def _habits(before: Published | None, tallies: Mapping[str, Tally]) -> dict[str, Habit]:
    """What is usual of each source, by name, after what was found in this run."""
    habits = noted(before).layout
    return dict(sorted({**habits, **{name: habit(name, habits.get(name), found) for name, found in tallies.items()}}.items()))


# --- what went in, what is there --------------------------------------------------------------------------------------


def _nothing_due(
    settings: Settings, evidence: Evidence, every: Sequence[ListSource], chosen: Sequence[ListSource], now: datetime, report: RunReport
) -> bool:
    """Whether the files are there, made from what is there now, and no lookup of the chosen lists is due. Costs no reading at all."""
    before = evidence.published()
    if before is None or settings.retry_now or not intact(settings, before) or before.at > now:
        return False  # noted in the future, it is the word of a wrong clock
    shas = [(source, text_digest(source, evidence)) for source in every]
    if before.digest != inputs_digest(settings, evidence, shas):
        return False
    lists = noted(before).lists
    if not lists:
        return False
    times = [lists[source.name].next_due for source in chosen if source.name in lists]
    if not settings.offline and any(t is not None and t <= now for t in times):
        return False
    report.database = settings.enriched_dir / DATABASE
    report.next_due = min((t for t in times if t is not None), default=None)
    held_back = {source.name: quarantined(source, evidence) for source in every}
    report.lists = [ListFigures(name, Counter(one.statuses), held_back.get(name)) for name, one in lists.items()]
    return True


def _remember(
    settings: Settings,
    evidence: Evidence,
    digest: str,
    survey: Survey,
    names: Iterable[str],
    habits: Mapping[str, Habit],
    bulk_seen: Mapping[str, str],
    now: datetime,
    run: str,
) -> None:
    """Note what was published and when each list is due again."""
    files: dict[str, tuple[int, int]] = {}
    for name in (DATABASE, JSON):
        found = look(settings.enriched_dir / name)
        if found is None:
            raise PublishFailed(f"{name} has vanished from {settings.enriched_dir} while it was being published")
        files[name] = found
    lists = {name: ListNote(next_due=survey.next_due([name]), statuses=survey.statuses[name]) for name in names}
    state = Noted(lists=lists, layout=habits, outlook=survey.outlooks, moved=survey.moved, bulk=bulk_seen)
    evidence.note_files(Published(digest=digest, files=files, state=state.model_dump(mode="json"), at=now), run)


def _finish(
    report: RunReport, lanes: Lanes, evidence: Evidence, started: datetime, clock: Clock, run: str, began: float, *, note: str
) -> None:
    """Close the account of the network."""
    report.requests = lanes.requests
    report.lanes = lanes.states()
    report.offline = lanes.offline
    report.seconds = time.monotonic() - began
    outcomes: Counter[Outcome] = Counter()
    for (_, outcome), n in report.outcomes.items():
        outcomes[outcome] += n
    evidence.note_run(
        RunRecord(
            id=run,
            started=started,
            ended=clock.now(),
            requests=report.requests,
            found=outcomes[Outcome.FOUND],
            not_found=outcomes[Outcome.NOT_FOUND],
            refused=outcomes[Outcome.REFUSED],
            broken=outcomes[Outcome.BROKEN],
            note=lanes.stopped or note or ("offline" if report.offline else ""),
        )
    )
