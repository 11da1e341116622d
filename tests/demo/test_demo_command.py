"""`make demo`: what a newcomer sees."""

from __future__ import annotations

import io
import re
import signal
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.demo import command
from pipeline.demo.works import papers
from pipeline.evidence import Evidence
from pipeline.models import Outcome
from pipeline.sources import registry
from pipeline.sources._base import Source
from tools import readme

SCALE = command._SCALE
FAULTS = ("503        export.arxiv.org", "cut        ojs.aaai.org", "reset      openaccess", "429        proceedings", "challenge  direct")


class Person:
    """Somebody with a data folder of their own, before the demonstration."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        (self.data / "raw").mkdir(parents=True)
        (self.data / "raw" / "my-list.md").write_text("mine", encoding="utf-8")

    def demo(self) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setenv("PIPELINE_DATA_DIR", str(self.data))
            patch.setattr(command, "_SCALE", 0.001)
            status = cli.main(["demo"])
        for number, handler in kept.items():
            signal.signal(number, handler)
        return status, out.getvalue(), err.getvalue()


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Person, str, str]:
    """Somebody who has seen the demonstration twice, with what it said."""
    person = Person(tmp_path_factory.mktemp("demonstration"))
    (first, said, _), (second, said_again, _) = person.demo(), person.demo()
    assert (first, second) == (0, 0)
    return person, said, said_again


def test_the_demonstration_shows_lanes_faults_and_results(shown: tuple[Person, str, str]) -> None:
    person, said, _ = shown

    assert re.search(r"Asked, by lane: .*cvf 10", said)
    assert "53 complete, 1 pending" in said
    assert "55 complete, 0 pending" in said
    for fault in FAULTS:
        assert fault in said
    assert said.count("asked again after") == len(FAULTS) - 1
    assert re.search(r"^2026-11-21  added ", said, re.MULTILINE)
    assert re.search(r"^2026-11-24  link died ", said, re.MULTILINE)
    assert "dead, for it was missed on two days" in said
    assert f"{person.data}/demo/enriched/report.html" in said
    assert (person.data / "demo" / "enriched" / "report.html").exists()


PAGES = [address for work in papers() for address in (work.page, f"https://arxiv.org/abs/{work.arxiv}" if work.arxiv else None) if address]


def _is_shown(source: Source) -> bool:
    """Whether a work of the demonstration is its; all indexes and twins are shown. A new source needs no work here."""
    return source.kind == "index" or source.twin_of is not None or any(map(source.identify, PAGES))


@pytest.mark.parametrize("source", [name for name, source in registry().items() if _is_shown(source)])
def test_every_source_of_its_works_is_asked_in_the_demonstration(source: str, shown: tuple[Person, str, str]) -> None:
    person, _, _ = shown
    with Evidence(person.data / "demo" / "raw" / "evidence.sqlite", read_only=True) as evidence:
        outcomes = {standing.outcome for lookup, standing in evidence.standings().items() if lookup.source == source}

    assert outcomes, f"give the demonstration a work by which {source} is asked"
    assert Outcome.FOUND in outcomes


def test_the_demonstration_says_the_same_each_time_but_for_seconds_and_requests(shown: tuple[Person, str, str]) -> None:
    _, said, said_again = shown

    assert readme.timeless(said) == readme.timeless(said_again)


def test_the_readme_shows_what_the_demonstration_says(shown: tuple[Person, str, str]) -> None:
    person, said, _ = shown
    as_set_up = said.replace(str(person.data), "data").replace("Intervals are 0.001 of", f"Intervals are {SCALE:g} of")

    assert readme.timeless(readme.excerpt(as_set_up)) == readme.timeless(readme.shown()), "`python -m tools.readme` writes it anew"


def test_the_demonstration_leaves_the_persons_own_data_alone(shown: tuple[Person, str, str]) -> None:
    person, _, _ = shown

    assert sorted(path.name for path in person.data.iterdir()) == ["demo", "raw"]
    assert [path.name for path in (person.data / "raw").iterdir()] == ["my-list.md"]
    assert (person.data / "demo" / "enriched" / "papers.duckdb").exists()


def test_a_folder_of_the_same_name_that_is_somebodys_is_left_alone(person: Person) -> None:
    (person.data / "demo").mkdir()
    (person.data / "demo" / "thesis.txt").write_text("mine", encoding="utf-8")

    status, _, error = person.demo()

    assert status == 2
    assert "move it away" in error
    assert [path.name for path in (person.data / "demo").iterdir()] == ["thesis.txt"]
