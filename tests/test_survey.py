"""How the lists stand, told while their works go by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from pipeline.evidence import Standing
from pipeline.evidence.answers import first
from pipeline.models import Lookup, Outcome, Status
from pipeline.plan import due_at
from pipeline.resolve import Draft, Works, bearing
from pipeline.survey import Survey
from tests.resolve.records import seed

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINK = "arxiv:2111.06377"
PREPRINT, INDEX = Lookup("arxiv", "id", LINK), Lookup("semantic_scholar", "id", LINK)
WORK = Draft(seed=seed(LINK, "Masked Autoencoders"), consulted={PREPRINT: "arxiv", INDEX: "semantic-scholar"})
NAME = WORK.seed.entries[0].list


def surveyed(standings: Mapping[Lookup, Standing]) -> Survey:
    survey = Survey(standings, NOON)
    key = WORK.seed.key
    assert len(list(survey.over(Works({key: WORK}, {key: bearing(WORK)}, {}, standings.__contains__)))) == 1
    return survey


def stands(outcome: Outcome, reason: str = "") -> Standing:
    return first(outcome, reason, None, NOON, "run")


def test_a_list_is_due_when_the_first_lookup_of_its_works_is() -> None:
    soon, late = stands(Outcome.REFUSED), stands(Outcome.NOT_FOUND)

    assert surveyed({PREPRINT: soon, INDEX: late}).next_due([NAME]) == due_at(PREPRINT, soon, WORK)
    assert surveyed({PREPRINT: soon}).next_due([NAME]) == NOON  # the other was never asked
    assert surveyed({PREPRINT: soon}).next_due(["another"]) is None


def test_what_a_work_waits_for_is_counted_by_source_and_reason() -> None:
    survey = surveyed({PREPRINT: stands(Outcome.REFUSED, "429 from export.arxiv.org")})

    assert survey.unsettled == {("arxiv", "429 from export.arxiv.org"): 1, ("semantic_scholar", "not asked yet"): 1}
    assert {one.source: one.due for one in survey.outlooks}["semantic_scholar"] is None
    assert survey.statuses[NAME] == {Status.PENDING: 1}


def test_what_has_spoken_holds_nothing_up() -> None:
    assert not surveyed({PREPRINT: stands(Outcome.FOUND), INDEX: stands(Outcome.NOT_FOUND)}).unsettled
