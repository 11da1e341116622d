"""What a run leaves behind: the files put in place, or left where nothing has changed, and a note of what went into them."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain

from pipeline.account import ListFigures, RunReport
from pipeline.errors import PublishFailed
from pipeline.evidence import Published
from pipeline.inputs import inputs_digest, intact, look
from pipeline.layout import Habit, Tally, habit
from pipeline.models import Catalogue, ListState
from pipeline.noted import ListNote, Noted, noted
from pipeline.publication import Publication
from pipeline.published import DATABASE, JSON
from pipeline.readings import Readings
from pipeline.resolve import Works
from pipeline.settle import Settling
from pipeline.survey import Survey
from pipeline.sync import quarantined, text_digest
from pipeline.task import Task


def up_to_date(task: Task, report: RunReport) -> bool:
    """Whether the files are there, made from what is there now, and no lookup of the chosen lists is due. Costs no reading at all.

    Then the report has all that can be said without a run.
    """
    settings, evidence, now = task.settings, task.evidence, task.clock.now()
    before = evidence.published()
    if before is None or settings.retry_now or not intact(settings, before) or before.at > now:
        return False  # noted in the future, it is the word of a wrong clock
    if before.digest != inputs_digest(settings, evidence, [(source, text_digest(source, evidence)) for source in task.every]):
        return False
    lists = noted(before).lists
    if not lists:
        return False
    times = [lists[source.name].next_due for source in task.chosen if source.name in lists]
    if not settings.offline and any(t is not None and t <= now for t in times):
        return False
    report.database = settings.enriched_dir / DATABASE
    report.next_due = min((t for t in times if t is not None), default=None)
    held_back = {source.name: quarantined(source, evidence) for source in task.every}
    report.lists = [ListFigures(name, Counter(one.statuses), held_back.get(name)) for name, one in lists.items()]
    return True


def put_out(
    task: Task, states: Sequence[ListState], settling: Settling, readings: Readings, report: RunReport, *, anew: bool = False
) -> None:
    """Read the works, put the files in place and note it; nothing is built where nothing changed, unless `anew`."""
    settings, evidence, standings, now = task.settings, task.evidence, readings.standings, task.clock.now()
    digest = inputs_digest(settings, evidence, [(source, state.sha256) for source, state in zip(task.every, states, strict=True)])
    works = Works(
        settling.drafts,
        settling.drafts.bearings(),
        evidence.minted(),
        lambda x: (s := standings.get(x)) is not None and s.settled,
        task.corrections,
        settings.show,
    )
    survey = Survey(standings, now)
    before = evidence.published()
    if not anew and before and before.digest == digest and intact(settings, before):
        deque(survey.over(works), maxlen=0)
    else:
        from pipeline.release import release  # writers and pages: a tenth of the start-up of a run that has nothing to publish

        with evidence.publication(now) as ledger:
            publication = Publication(works, standings, ledger, now.date(), task.run)
            contents = chain(states, evidence.runs(), evidence.changes(), publication.contents(survey.over(works)))
            release(Catalogue(contents=contents, digest=digest), settings.enriched_dir, ledger.commit)
        report.changes = tuple(publication.changes)
        report.built = True
    report.database = settings.enriched_dir / DATABASE
    report.lists = [ListFigures(one.name, survey.statuses[one.name], one.quarantined) for one in states]
    report.unsettled = survey.unsettled
    report.next_due = survey.next_due(source.name for source in task.chosen)
    state = Noted(
        lists={one.name: ListNote(next_due=survey.next_due([one.name]), statuses=survey.statuses[one.name]) for one in states},
        layout=_habits(noted(before).layout, settling.tallies),
        outlook=survey.outlooks,
        moved=survey.moved,
        bulk={**noted(before).bulk, **settling.bulk},
    )
    report.warnings = (*(warning for one in state.layout.values() for warning in one.warnings), *state.moved)
    _note(task, digest, state, now)


def _habits(before: Mapping[str, Habit], tallies: Mapping[str, Tally]) -> dict[str, Habit]:
    """What is usual of each source, by name, after what was found in this run."""
    return dict(sorted({**before, **{name: habit(name, before.get(name), found) for name, found in tallies.items()}}.items()))


def _note(task: Task, digest: str, state: Noted, now: datetime) -> None:
    """Keep what was published. Raises PublishFailed when a file is not there any more."""
    files: dict[str, tuple[int, int]] = {}
    for name in (DATABASE, JSON):
        found = look(task.settings.enriched_dir / name)
        if found is None:
            raise PublishFailed(f"{name} has vanished from {task.settings.enriched_dir} while it was being published")
        files[name] = found
    task.evidence.note_files(Published(digest=digest, files=files, state=state.model_dump(mode="json"), at=now), task.run)
