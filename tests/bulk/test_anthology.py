"""The ACL Anthology's BibTeX is asked before any network, and what is wrong with it stops nothing."""

from __future__ import annotations

import gzip
import logging
import os
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bench.works import papers
from pipeline.bulk import opened
from pipeline.demo.server import DemoWeb
from pipeline.demo.works import Paper
from pipeline.lists import Bulk
from tests.bulk.entries import entry, text
from tests.demo_project import FIRST_DAY, Project, new_project

SITE = "aclanthology.org"
NAME = "anthology+abstracts.bib"
_CONTAINER = "Proceedings of the 59th Annual Meeting of the Association for Computational Linguistics"
_OF_THE_ANTHOLOGY = {"venue": "ACL", "container": _CONTAINER, "kind": "paper-conference", "arxiv": None, "shape": "acl", "year": 2021}


def _paper(n: int, made: Paper) -> Paper:
    number = f"2021.acl-long.{n + 1}" if n % 2 else f"P18-{n + 1001}"
    own = {"page": f"https://{SITE}/{number}/", "pdf": f"https://{SITE}/{number}.pdf", "doi": f"10.18653/v1/{number.lower()}"}
    return made.model_copy(update={**_OF_THE_ANTHOLOGY, **own, "published": date(2021, 8, 1), "pages": f"{n + 1}-{n + 9}"})


WORKS = tuple(_paper(n, made) for n, made in enumerate(papers(12)))
NUMBERS = tuple(str(work.page).split("/")[-2] for work in WORKS)
LIST = "# Papers\n\n" + "".join(f"- [{work.title}]({work.page})\n" for work in WORKS)


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb(works=WORKS) as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, web: DemoWeb) -> Project:
    """Before its first run; its settings name a file that is not there yet."""
    done = new_project(tmp_path / "project", web, LIST)
    with done.settings.lists_file.open("a") as file:
        file.write(f'\n[bulk]\nacl = "{NAME}"\n')
    return done


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The same list with the network alone."""
    with DemoWeb(works=WORKS) as server:
        done = new_project(tmp_path_factory.mktemp("without"), server, LIST)
        done.enrich()
        yield done


def put(project: Project, content: str | bytes) -> Path:
    path = project.folder / NAME
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(path, (FIRST_DAY.timestamp(), FIRST_DAY.timestamp()))
    return path


def asked_of_the_site(project: Project) -> set[str]:
    """Numbers of the works whose pages were asked for."""
    return {visit.path.strip("/") for visit in project.web.visits if visit.host == SITE and visit.path != "/robots.txt"}


def found_in(path: Path, *numbers: str) -> list[str]:
    [file] = opened(Bulk(acl=path))
    return [number for number, _ in file.parts(numbers or NUMBERS)]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_file_that_has_all_leaves_the_site_nothing_to_answer(project: Project, without: Project, packed: bool) -> None:
    content = text(WORKS).encode()
    put(project, gzip.compress(content) if packed else content)

    project.enrich()

    assert not [visit for visit in project.web.visits if visit.host == SITE]
    assert asked_of_the_site(without) == set(NUMBERS)
    assert project.values == without.values


def test_only_what_the_file_does_not_have_is_asked(project: Project, without: Project) -> None:
    put(project, text(WORKS[::2]))

    project.enrich()

    assert asked_of_the_site(project) == set(NUMBERS[1::2])
    assert project.values == without.values


def test_every_value_says_that_it_is_from_the_file_without_naming_a_folder(project: Project) -> None:
    put(project, text(WORKS))

    project.enrich()

    ways = {way for (way,) in project.sql("SELECT way FROM claims WHERE source = 'acl' AND way <> 'address'")}
    assert {str(way).partition(":")[0] for way in ways} == {"anthology.bib"}
    assert {url.partition("#")[0] for (url,) in project.evidence("select url from responses where url like 'file:%'")} == {
        "file:anthology%2Babstracts.bib"
    }
    assert str(project.folder).encode() not in project.json


def test_what_was_read_stays_without_the_file(project: Project) -> None:
    path = put(project, text(WORKS))
    project.enrich()
    before = project.json
    path.unlink()

    project.rebuild(cold=True)

    assert project.json == before


def test_both_archives_may_lie_there(project: Project, without: Project) -> None:
    put(project, text(WORKS))
    (project.folder / "arxiv.json").write_text('{"id": "0704.0001"}\n')
    with project.settings.lists_file.open("a") as file:
        file.write('arxiv = "arxiv.json"\n')

    project.enrich()
    again = project.enrich()

    assert not again.built
    assert project.values == without.values


DAMAGES = {
    "a quote that is never closed": ('year = "2021"', 'year = "2021'),
    "a brace that is never closed": ("title = ", "title = {"),
    "a field twice": ("    address", '    year = "2020",\n    address'),
    "no key": ("@inproceedings{", "@inproceedings{}"),
}


@pytest.mark.parametrize(("before", "after"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_entry_loses_only_itself_and_is_told(
    project: Project, without: Project, before: str, after: str, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = entry(WORKS[4]).replace(before, after, 1)
    put(project, text(WORKS[:4]) + damaged + text(WORKS[5:]))

    with caplog.at_level(logging.WARNING):
        project.enrich()

    assert asked_of_the_site(project) == {NUMBERS[4]}
    [told] = [record.getMessage() for record in caplog.records if NAME in record.getMessage()]
    assert f"1 entries are damaged, the first about {NUMBERS[4]}" in told
    assert project.values == without.values


def test_an_entry_that_comes_again_makes_good_a_damaged_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / NAME
    path.write_text(entry(WORKS[0]).replace("title = ", "title = {") + text(WORKS[:2]))

    with caplog.at_level(logging.WARNING):
        assert found_in(path) == list(NUMBERS[:2])

    assert not caplog.records


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_of_a_file_that_was_cut_short_what_stands_before_counts(project: Project, without: Project, packed: bool) -> None:
    content = text(WORKS).encode()
    cut = gzip.compress(os.urandom(9) + b"\n" + content)[:-400] if packed else content[: len(content) * 3 // 4]
    put(project, cut)

    project.enrich()

    assert set() < asked_of_the_site(project) < set(NUMBERS)
    assert project.values == without.values


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\n@" * 9 + os.urandom(3_000_000), id="binary"),
        pytest.param(gzip.compress(b"nothing"), id="something else, packed"),
        pytest.param(b"\x1f\x8b" + os.urandom(5_000), id="packed and damaged"),
        pytest.param(b"<html><body>Sign in</body></html>", id="a page"),
    ],
)
def test_a_file_that_is_something_else_is_told_and_the_run_goes_on(
    project: Project, without: Project, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    put(project, content)

    with caplog.at_level(logging.WARNING):
        project.enrich()

    assert any("anthology+abstracts.bib.gz works" in record.getMessage() for record in caplog.records)
    assert project.values == without.values


def test_a_missing_file_is_told_with_what_would_work(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        project.enrich()

    [told] = [record.getMessage() for record in caplog.records if "[bulk]" in record.getMessage()]
    assert str(project.folder / NAME) in told
    assert "Put anthology+abstracts.bib.gz there" in told
    assert asked_of_the_site(project) == set(NUMBERS)


def test_the_file_without_abstracts_is_read_with_what_it_abbreviates(tmp_path: Path) -> None:
    path = tmp_path / "anthology.bib"
    path.write_text(
        "% https://aclanthology.org/anthology.bib generated on 2026-11-20\n\n"
        "@string{acl = {Association for Computational Linguistics}}\n@string{anth = {https://aclanthology.org/}}\n\n"
        '@inproceedings{a-2021,title = "A",author = "B, C",year = "2021",publisher = acl,url = anth # {P18-1001/}}\n'
        '@inproceedings{d-2021,title = "D",author = "E, F and G, H",year = "2021",url = anth # {2021.acl-long.2/}}\n'
    )

    assert found_in(path) == ["P18-1001", "2021.acl-long.2"]


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(text(WORKS).replace("\n", "\r\n").encode())

    assert found_in(path) == list(NUMBERS)


def test_an_entry_is_found_wherever_the_file_is_read_in_two(tmp_path: Path) -> None:
    path = tmp_path / NAME
    for more in range(0, 1_600, 97):
        filling = "% filling\n" * ((1 << 20) // 10 - 60)
        path.write_text(text(WORKS[:1]) + filling + "%" * more + "\n" + text(WORKS[1:]))

        assert found_in(path) == list(NUMBERS)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with path.open("w") as file:
        for _ in range(2_000):
            file.write(text(WORKS))

    tracemalloc.start()
    assert found_in(path, NUMBERS[3]) == [NUMBERS[3]]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert path.stat().st_size > 20e6
    assert peak < 6e6


def test_what_is_no_bibtex_does_not_fill_memory(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"x" * 30_000_000 + b"\n" + text(WORKS[:1]).encode())

    tracemalloc.start()
    assert found_in(path) == [NUMBERS[0]]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8e6
