"""The evidence stays small over the years, and nobody stands otherwise for it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence import Evidence, Snapshot
from pipeline.evidence.answers import Row, standings
from pipeline.evidence.upkeep import KEPT_ANSWERS, MOST_ANSWERS, MOST_CHANGES, MOST_RUNS, superseded
from pipeline.models import Answer, Ask, Change, Identifier, Lookup, Outcome, Response, RunRecord

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
WORK = Identifier(scheme="arxiv", value="2106.08254")
OUTCOMES = ["found", "not_found", "refused", "broken", "skipped", "mismatch"]


def rows(outcomes: list[str], hours: int) -> list[tuple[int, Row]]:
    return [
        (n, ("cvf", "id", "x", o, "", n if o == "found" else None, (NOW + timedelta(hours=n * hours)).isoformat(), f"r{n}"))
        for n, o in enumerate(outcomes)
    ]


@given(st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=80), st.sampled_from([1, 24, 720]))
def test_without_the_superseded_answers_a_lookup_stands_as_with_them(outcomes: list[str], hours: int) -> None:
    answers = rows(outcomes, hours)
    dropped = set(superseded(answers))

    left = [row for number, row in answers if number not in dropped]

    assert standings(left) == standings(row for _, row in answers)


@given(st.lists(st.sampled_from(["refused", "broken"]), min_size=MOST_ANSWERS + 1, max_size=200))
def test_of_a_wall_that_stays_only_the_newest_answers_are_kept(outcomes: list[str]) -> None:
    answers = rows(outcomes, 720)

    assert len(answers) - len(superseded(answers)) == KEPT_ANSWERS


def test_ten_years_behind_a_wall_do_not_make_the_file_grow(tmp_path: Path) -> None:
    lookups = [Lookup(source="openreview", by="id", value=f"openreview:{n}") for n in range(20)]
    sizes = []
    with Evidence(tmp_path / "evidence.sqlite") as evidence:
        for month in range(120):
            at = NOW + timedelta(days=30 * month)
            for lookup in lookups:
                ask = Ask(lookups=(lookup,), url="https://openreview.net/x")
                wall = Response(ask=ask, final_url=ask.url, status=403, headers={}, body=b"wall" * 500, at=at)
                evidence.add(wall, False, [Answer(lookup=lookup, outcome=Outcome.REFUSED, reason="wall", at=at, run=f"r{month}")])
            evidence.prune(at)
            sizes.append(evidence._db.execute("pragma page_count").fetchone()[0])
        failures = {standing.failures for standing in evidence.standings().values()}

    assert max(sizes[60:]) <= 1.1 * sizes[59]
    assert failures == {10}


def test_ten_years_of_daily_runs_take_the_room_of_two(tmp_path: Path) -> None:
    """Preprints asked for every 14 days, a wall asked every month, an edit of the list a week, each of them told as a change."""
    preprints = [Lookup(source="arxiv", by="id", value=f"arxiv:2101.{n:05}") for n in range(14)]
    walls = [Lookup(source="openreview", by="id", value=f"openreview:{n}") for n in range(30)]
    sizes = []
    with Evidence(tmp_path / "evidence.sqlite") as evidence:
        evidence._db.execute("pragma synchronous = off")
        for day in range(3650):
            at, run = NOW + timedelta(days=day), f"r{day}"
            for lookup, outcome in ((preprints[day % 14], Outcome.FOUND), (walls[day % 30], Outcome.REFUSED)):
                ask = Ask(lookups=(lookup,), url=f"https://site.example/{lookup.value}")
                body = random.Random(day).randbytes(1_000)
                response = Response(ask=ask, final_url=ask.url, status=200, headers={}, body=body, at=at)
                evidence.add(response, outcome is Outcome.FOUND, [Answer(lookup=lookup, outcome=outcome, reason="", at=at, run=run)])
            evidence.note_run(RunRecord(id=run, started=at, ended=at, requests=2, found=1, not_found=0, refused=1, broken=0))
            if day % 7 == 0:
                text = random.Random(day).randbytes(2_000)
                edit = Snapshot(list="mim", sha256=run, body=text, etag=None, last_modified=None, entries=1, at=at)
                evidence.add_snapshot(edit, taken=True, reason="", run=run)
                _note(evidence, [_change(at, run)])
                evidence.prune(at)
                sizes.append(evidence._db.execute("pragma page_count").fetchone()[0])
        kept = {name: evidence._db.execute(f"select count(*) from {name}").fetchone()[0] for name in ("responses", "answers", "runs")}

    two_years = len(sizes) // 5
    assert sizes[-1] <= 1.5 * sizes[two_years]
    assert kept["responses"] <= 14 + 30 + 7
    assert kept["answers"] <= (14 + 30) * (MOST_ANSWERS + 1)
    assert kept["runs"] <= MOST_RUNS + 7


def test_of_changes_the_newest_are_kept(tmp_path: Path) -> None:
    with Evidence(tmp_path / "evidence.sqlite") as evidence:
        _note(evidence, [_change(NOW, f"r{n}") for n in range(MOST_CHANGES + 5)])
        evidence.prune(NOW)

        runs = [change.run for change in evidence.changes()]

    assert (runs[0], runs[-1], len(runs)) == ("r5", f"r{MOST_CHANGES + 4}", MOST_CHANGES)


def _note(evidence: Evidence, changes: Sequence[Change]) -> None:
    with evidence.publication(NOW) as ledger:
        ledger.change(changes)
        ledger.commit()


def _change(at: datetime, run: str) -> Change:
    return Change(list="mim", line=1, work_id=WORK, kind="added", field=None, before=None, after="A title", run=run, on=at.date())


def test_old_edits_of_a_list_are_kept_month_by_month(tmp_path: Path) -> None:
    with Evidence(tmp_path / "evidence.sqlite") as evidence:
        for day in range(365):
            at = NOW + timedelta(days=day)
            edit = Snapshot(list="mim", sha256=str(day), body=str(day).encode(), etag=None, last_modified=None, entries=1, at=at)
            evidence.add_snapshot(edit, taken=True, reason="", run="r")
            evidence.add_snapshot(edit, taken=False, reason="captive", run="r")
        evidence.prune(at)

        kept = dict(evidence._db.execute("select taken, count(*) from snapshots group by taken"))
        newest = evidence.snapshot("mim")

    assert newest is not None
    assert newest.body == b"364"
    assert 30 < kept[1] <= 31 + 12
    assert kept[0] <= 31


def test_edits_of_earlier_years_are_kept_year_by_year(tmp_path: Path) -> None:
    with Evidence(tmp_path / "evidence.sqlite") as evidence:
        for month in range(120):
            at = NOW + timedelta(days=30 * month)
            edit = Snapshot(list="mim", sha256=str(month), body=b"x", etag=None, last_modified=None, entries=1, at=at)
            evidence.add_snapshot(edit, taken=True, reason="", run="r")
        evidence.prune(at)

        kept = evidence._db.execute("select count(*) from snapshots").fetchone()[0]

    assert 12 < kept <= 13 + 10
