"""What `status` shows: everything, or as much of it as a screen takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from pipeline.demo.faults import Fault, Trouble
from pipeline.demo.server import DemoWeb
from pipeline.evidence import Evidence, Published
from pipeline.status import Screen, status
from tests.demo_project import FIRST_DAY, Project, new_project

LATER = FIRST_DAY + timedelta(hours=1)
SCREEN = Screen(columns=80, lines=24)


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """After a run in which two sites failed."""
    with DemoWeb([Trouble("openaccess.thecvf.com/", Fault.FORBIDDEN, None), Trouble("api.crossref.org/", Fault.UNAVAILABLE, None)]) as web:
        project = new_project(tmp_path_factory.mktemp("troubled"), web)
        project.enrich()
        yield project


def lines(project: Project, screen: Screen | None = SCREEN) -> list[str]:
    return status(project.settings, LATER, as_json=False, screen=screen).splitlines()


def test_it_fits_on_one_screen(troubled: Project) -> None:
    shown = lines(troubled)

    assert len(shown) < SCREEN.lines
    assert max(map(len, shown)) <= SCREEN.columns
    assert shown[-1].startswith("Evidence: ")
    assert any("more: `make status | cat`, or `status --json`" in line for line in shown)


def test_what_failed_is_told_with_its_next_time_and_the_reason(troubled: Project) -> None:
    [crossref] = [line for line in lines(troubled, None) if "crossref: broken" in line]

    assert "503 from api.crossref.org" in crossref
    assert "2026-11-20 1" in crossref  # six hours after eight o'clock, a fifth more or less


def test_without_a_screen_nothing_is_left_out(troubled: Project) -> None:
    shown = lines(troubled, None)
    found = json.loads(status(troubled.settings, LATER, as_json=True))

    assert not any("more:" in line for line in shown)
    assert all(any(source in line for line in shown) for source in found["sources"])
    assert all(any(one["reason"] in line for line in shown) for one in found["failing"])


def test_what_is_due_is_due_now(troubled: Project) -> None:
    shown = status(troubled.settings, FIRST_DAY + timedelta(days=2), as_json=False)

    assert "next lookup due now" in shown
    assert "now               crossref: broken" in shown


def test_a_list_of_a_hundred_thousand_fits_too(troubled: Project) -> None:
    """Two dozen sources, each of which failed in a dozen ways, and ten lists."""
    with Evidence(troubled.settings.raw_dir / "evidence.sqlite") as evidence:
        before = evidence.published()
        assert before is not None
        many = [
            {"source": f"source_{n % 24}", "outcome": "broken", "reason": f"reason number {n} " * 9, "lookups": 100_000 - n, "due": None}
            for n in range(288)
        ]
        lists = {f"list-{n}": {"next_due": None, "statuses": {"complete": 100_000, "pending": 20_000, "partial": 3_000}} for n in range(10)}
        evidence.note_files(Published(digest="", files={}, state={"outlook": many, "lists": lists}, at=LATER), "r")
    try:
        shown = lines(troubled)
    finally:
        with Evidence(troubled.settings.raw_dir / "evidence.sqlite") as evidence:
            evidence.note_files(before, "r")

    assert len(shown) < SCREEN.lines
    assert max(map(len, shown)) <= SCREEN.columns
