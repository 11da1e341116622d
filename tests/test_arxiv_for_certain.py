"""arXiv for certain: whatever its API makes of a batch, each paper is found in the end, at arXiv, at DataCite, or on its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.demo.faults import Fault
from pipeline.demo.messages import Question, Reply
from pipeline.demo.server import DemoWeb
from tests.chaos import missing_values, wrong_values
from tests.demo_project import FIRST_DAY, Rows, new_project
from tests.strange import KINDS, StrangeWeb, html

Mood = Callable[[list[str], Reply], Reply]
"""What arXiv makes of some ids, given its good answer."""
_ENTRY = re.compile(r"<entry>.*?</entry>\n", re.DOTALL)


class MoodyArxiv(DemoWeb):
    """Its API has a mood about batches of ids; everything else is well."""

    def __init__(self, mood: Mood) -> None:
        super().__init__()
        self._mood = mood
        self.sizes: list[int] = []

    def answer(self, question: Question) -> tuple[Reply, Fault | None]:
        reply, fault = super().answer(question)
        ids = [number for number in (question.argument("id_list") or "").split(",") if number]
        if question.host != "export.arxiv.org" or not ids:
            return reply, fault
        self.sizes.append(len(ids))
        return self._mood(ids, reply), fault


def _entries(reply: Reply, pick: Callable[[list[str]], list[str]], total: int) -> Reply:
    """The answer with other entries, and this count of them in its head."""
    text = reply.body.decode()
    found = _ENTRY.findall(text)
    text = text.replace("".join(found), "".join(pick(found)))
    text = re.sub(r"(?<=totalResults>)\d+", str(total), text)
    return reply.model_copy(update={"body": text.encode()})


def more_than(most: int, answer: Reply) -> Mood:
    return lambda ids, good: answer if len(ids) > most else good


MOODS: dict[str, Mood] = {
    "400 to more than three": more_than(3, html("400 Bad Request", status=400)),
    "414 to more than three": more_than(3, html("414 Request-URI Too Large", status=414)),
    "500 to more than three": more_than(3, html("500", status=500)),
    "404 to more than three": more_than(3, html("404 Not Found", status=404)),
    "an error feed to more than three": more_than(3, KINDS["feed with an error"]),
    "an error feed because of one": lambda ids, good: KINDS["feed with an error"] if "1703.06870" in ids and len(ids) > 1 else good,
    "a feed of another paper to more than three": more_than(3, KINDS["feed of another paper"]),
    "403 to more than six": more_than(6, html("Forbidden by us", status=403)),
    "429 to more than six": more_than(6, Reply(status=429, body=b"Rate exceeded.")),
    "three at once whatever is asked": lambda ids, good: _entries(good, lambda found: found[:3], len(ids)),
    "backwards": lambda ids, good: _entries(good, lambda found: found[::-1], len(ids)),
    "twice": lambda ids, good: _entries(good, lambda found: [*found, *found], 2 * len(ids)),
}


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    with DemoWeb() as web:
        healthy = new_project(tmp_path_factory.mktemp("healthy"), web)
        healthy.enrich()
        return healthy.rows


@pytest.mark.parametrize("mood", MOODS.values(), ids=MOODS)
def test_what_a_batch_spoils_is_found_in_parts_of_it_in_the_same_run(tmp_path: Path, truth: Rows, mood: Mood) -> None:
    with MoodyArxiv(mood) as web:
        project = new_project(tmp_path, web)
        project.enrich()

    outcomes = project.evidence("select distinct outcome from answers where source = 'arxiv' and by = 'id'")
    assert outcomes == [("found",)]
    assert missing_values(project.rows, truth) == []
    assert len(web.sizes) <= 40  # three batches, and four tries of what may differ next time


@pytest.fixture
def silent() -> Iterator[StrangeWeb]:
    """arXiv's API says that it is asked too often, whatever it is asked, and the index that knows preprints by their ids does so too."""
    hosts = {"export.arxiv.org", "api.semanticscholar.org"}
    with StrangeWeb(lambda question: Reply(status=429, body=b"Rate exceeded.") if question.host in hosts else None) as web:
        yield web


def test_while_arxiv_refuses_datacite_fills_in_and_then_the_page(tmp_path: Path, truth: Rows, silent: StrangeWeb) -> None:
    project = new_project(tmp_path, silent)

    project.enrich()
    first, asked = project.rows, {visit.host for visit in silent.visits}
    down = {"export.arxiv.org", "api.semanticscholar.org", "api.datacite.org"}
    silent.strange = lambda question: Reply(status=503) if question.host in down else None
    project.edit("- Segment Anything [[PDF]]", "- Segment Anything [[PDF]](https://arxiv.org/abs/1706.03762) x\n- Segment Anything [[PDF]]")
    silent.forget()
    for days in (2, 12, 22):
        project.enrich(FIRST_DAY + timedelta(days=days))
    pages = {visit.host for visit in silent.visits}

    assert wrong_values(first, truth) == []
    assert "api.datacite.org" in asked
    assert "arxiv.org" not in asked
    assert "arxiv.org" in pages
