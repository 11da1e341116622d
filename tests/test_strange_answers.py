"""Whatever answers in the place of a page or an API, nothing of it is taken for a work, and the next good day ends in the same database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.demo.command import LIST_PATH
from pipeline.demo.messages import Question, Reply
from pipeline.demo.server import DemoWeb
from tests.chaos import missing_values, wrong_values
from tests.demo_project import FIRST_DAY, LIST_TEXT, Project, Rows, new_project
from tests.strange import APIS, KINDS, StrangeWeb, by_hash, document, html

NEXT = FIRST_DAY + timedelta(days=2)
"""Later than the first wait of what failed, sooner than that of what was not found."""


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    with DemoWeb() as web:
        healthy = new_project(tmp_path_factory.mktemp("healthy"), web)
        healthy.enrich()
        return healthy.rows


@pytest.fixture
def web() -> Iterator[StrangeWeb]:
    with StrangeWeb(by_hash(0)) as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, web: StrangeWeb) -> Project:
    return new_project(tmp_path, web)


def outcomes(project: Project) -> set[str]:
    """Of what was asked; some sites never are."""
    return {outcome for (outcome,) in project.evidence("select distinct outcome from answers where reason not like '%is never asked%'")}


@pytest.mark.parametrize("seed", range(2))
def test_a_day_on_which_every_address_is_strange_in_its_own_way(project: Project, web: StrangeWeb, truth: Rows, seed: int) -> None:
    pages_that_are_gone = {"not found of a batch"}
    web.strange = by_hash(seed, [kind for kind in KINDS if kind not in pages_that_are_gone])

    project.enrich()
    wrong, said = wrong_values(project.rows, truth), outcomes(project)
    web.recover()
    project.enrich(NEXT)

    assert wrong == []
    assert said <= {"refused", "broken"}
    assert missing_values(project.rows, truth) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_day_on_which_everything_answers_so(project: Project, web: StrangeWeb, truth: Rows, kind: str) -> None:
    web.strange = lambda question: None if kind == "not found of a batch" and question.host not in APIS else KINDS[kind]

    project.enrich()
    wrong, said = wrong_values(project.rows, truth), outcomes(project)
    web.recover()
    project.enrich(NEXT)

    assert wrong == []
    assert "found" not in said or kind == "not found of a batch"
    assert "skipped" not in said
    assert missing_values(project.rows, truth) == []


@pytest.mark.parametrize(
    "reply",
    [
        html("Welcome to our guests' internet"),
        html("Log in", "<input type=password>"),
        Reply(status=302, headers={"Location": "http://192.168.1.1/login"}),
        Reply(status=206, body=LIST_TEXT[:3000].encode(), headers={"Content-Type": "text/plain"}),
        Reply(status=304),
        document({"message": "Not here"}, 503),
        Reply(body=b"", headers={"Content-Type": "text/plain"}),
    ],
    ids=["captive portal", "login page", "redirect inside", "a part", "nothing new though nothing is known", "503", "nothing"],
)
def test_a_list_is_not_made_of_what_is_none(tmp_path: Path, reply: Reply, capsys: pytest.CaptureFixture[str]) -> None:
    class Elsewhere(StrangeWeb):
        def answer(self, question: Question) -> tuple[Reply, None]:
            return reply, None

    with Elsewhere(by_hash(0)) as web:
        project = new_project(tmp_path, web)
        web.files[LIST_PATH] = ""
        project.enrich()

    assert project.rows == []
    assert project.evidence("select outcome from checks") == [("broken",)]
    assert project.evidence("select count(*) from snapshots") == [(0,)]
