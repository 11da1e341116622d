"""arXiv's metadata snapshot is asked before any network, and what is wrong with it stops nothing."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pipeline.bulk import opened
from pipeline.demo.server import DemoWeb
from pipeline.demo.works import papers
from pipeline.lists import Bulk
from tests.bulk.snapshots import line, text
from tests.demo_project import FIRST_DAY, LIST_TEXT, Project, new_project

PREPRINTS = tuple(paper for paper in papers() if paper.arxiv)
TEXT = "".join(one for n, one in enumerate(LIST_TEXT.splitlines(keepends=True)) if "[[PDF]]" not in one or "arxiv.org" in one or n % 3 == 0)
"""The preprints of the list, and a third of the rest."""
NAME = "arxiv-metadata-oai-snapshot.json"


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, web: DemoWeb) -> Project:
    """Before its first run; its settings name a snapshot that is not there yet."""
    done = new_project(tmp_path / "project", web, TEXT)
    with done.settings.lists_file.open("a") as file:
        file.write(f'\n[bulk]\narxiv = "{NAME}"\n')
    return done


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The same list with the network alone."""
    with DemoWeb() as server:
        done = new_project(tmp_path_factory.mktemp("without"), server, TEXT)
        done.enrich()
        yield done


def put(project: Project, content: str | bytes, day: datetime = FIRST_DAY) -> Path:
    """A snapshot of that day in the project's folder."""
    path = project.folder / NAME
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(path, (day.timestamp(), day.timestamp()))
    return path


def asked_of_arxiv(project: Project) -> set[str]:
    """The numbers that the API was asked for."""
    addresses = [visit.address for visit in project.web.visits if visit.host == "export.arxiv.org"]
    return {n for address in addresses for ids in parse_qs(urlsplit(address).query).get("id_list", []) for n in ids.split(",")}


def from_file(project: Project) -> set[str]:
    rows = project.evidence("select distinct a.value from answers a join responses r on r.id = a.response where r.url like 'file:%'")
    return {value.removeprefix("arxiv:") for (value,) in rows}


def test_a_snapshot_that_has_all_leaves_the_api_nothing_to_answer(project: Project, without: Project) -> None:
    put(project, text(PREPRINTS))

    project.enrich()

    assert asked_of_arxiv(without) - asked_of_arxiv(project) == from_file(project) != set()
    assert project.values == without.values


def test_only_what_the_snapshot_does_not_have_is_asked(project: Project, without: Project) -> None:
    put(project, text(PREPRINTS[::2]))

    project.enrich()

    held = {paper.arxiv for paper in PREPRINTS[::2]}
    assert asked_of_arxiv(project).isdisjoint(from_file(project))
    assert from_file(project) <= held
    assert project.values == without.values


def test_only_the_lines_that_are_wanted_are_kept(project: Project) -> None:
    other = line(PREPRINTS[0].model_copy(update={"arxiv": "0704.0001", "title": "Of no concern"}))
    put(project, text(PREPRINTS) + other)

    project.enrich()

    with project.open_evidence() as evidence:
        numbers = [n for (n,) in project.evidence("select id from responses where url like 'file:%'")]
        bodies = [response.body for n in numbers if (response := evidence.response(n))]
    assert bodies
    assert not any(b"Of no concern" in body for body in bodies)


def test_what_was_read_stays_without_the_file(project: Project) -> None:
    path = put(project, text(PREPRINTS))
    project.enrich()
    before = project.json
    path.unlink()

    project.rebuild(cold=True)

    assert project.json == before


def test_nothing_published_or_kept_names_a_folder_of_this_machine(project: Project) -> None:
    put(project, text(PREPRINTS))

    project.enrich()

    assert {url.partition("#")[0] for (url,) in project.evidence("select url from responses where url like 'file:%'")} == {f"file:{NAME}"}
    assert str(project.folder).encode() not in project.json


def test_a_second_run_the_same_day_reads_nothing(project: Project) -> None:
    put(project, text(PREPRINTS))
    project.enrich()
    visits = len(project.web.visits)

    report = project.enrich(FIRST_DAY + timedelta(hours=1))

    assert not report.built
    assert {v.host for v in project.web.visits[visits:]} <= {"raw.githubusercontent.com"}
    assert project.answered_twice() == []


def test_a_file_that_was_replaced_is_asked_again_for_what_its_forerunner_said(project: Project) -> None:
    put(project, text(PREPRINTS))
    project.enrich()
    first = from_file(project)
    changed = [paper.model_copy(update={"abstract": f"{paper.abstract} And more."}) for paper in PREPRINTS]
    put(project, text(changed), FIRST_DAY + timedelta(days=1))

    project.enrich(FIRST_DAY + timedelta(days=1))
    project.enrich(FIRST_DAY + timedelta(days=1, hours=1))

    twice = {value.removeprefix("arxiv:") for source, _, value, n in project.answered_twice() if source == "arxiv" and n == 2}
    assert twice == first
    assert any(row["abstract"].endswith("And more.") for row in project.rows)


def test_what_is_due_again_is_asked_of_the_site_where_the_file_is_still_the_same(project: Project) -> None:
    put(project, text(PREPRINTS))
    project.enrich()
    told = from_file(project)
    asked = asked_of_arxiv(project)

    project.enrich(FIRST_DAY + timedelta(days=500))

    assert asked.isdisjoint(told)
    assert told <= asked_of_arxiv(project)


def test_a_file_older_than_what_the_site_has_said_is_not_asked(project: Project) -> None:
    project.enrich()
    put(project, text(PREPRINTS), FIRST_DAY - timedelta(days=30))
    told = asked_of_arxiv(project)

    project.enrich(FIRST_DAY + timedelta(days=500))

    assert from_file(project).isdisjoint(told)


def test_a_file_is_asked_also_where_the_network_is_not(project: Project) -> None:
    (project.folder / "list.md").write_text(TEXT)
    project.settings.lists_file.write_text(f'[[list]]\nname = "mine"\npath = "list.md"\n[bulk]\narxiv = "{NAME}"\n')
    put(project, text(PREPRINTS))

    project.enrich(hosts=dict.fromkeys(project.web.hosts, ("127.0.0.1", 1)))

    assert from_file(project) == {paper.arxiv for paper in PREPRINTS if f"/{paper.arxiv}" in TEXT}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(os.urandom(50_000), id="binary"),
        pytest.param(b"PK\x03\x04" + bytes(5_000), id="an archive"),
        pytest.param(b"id,title\n0704.0001,A\n", id="a table"),
        pytest.param(b"<html><body>Sign in</body></html>", id="a page"),
        pytest.param(b"[1, 2]\n3\nnull\n", id="other JSON"),
    ],
)
def test_a_file_that_is_no_snapshot_is_told_and_the_run_goes_on(
    project: Project, without: Project, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    put(project, content)

    with caplog.at_level(logging.WARNING):
        project.enrich()

    assert any(NAME in record.getMessage() for record in caplog.records)
    assert project.values == without.values


def test_lines_that_are_none_are_passed_over(project: Project, without: Project) -> None:
    broken = b'{"id": "cut\n\xff\xfe\n[]\n{"id": ["x"]}\n\n'
    empty = "".join(f'{{"id": "{paper.arxiv}"}}\n' for paper in PREPRINTS[::2]).encode()
    put(project, broken + empty + broken + text(PREPRINTS[1::2]).encode() + b'{"id": "0704')

    project.enrich()

    assert from_file(project)
    assert project.values == without.values


def test_a_missing_file_is_told_with_what_would_work(project: Project, without: Project, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        project.enrich()

    [told] = [record.getMessage() for record in caplog.records if "[bulk]" in record.getMessage()]
    assert str(project.folder / NAME) in told
    assert "Put arxiv-metadata-oai-snapshot.json there" in told
    assert project.values == without.values


def test_a_path_with_signs_of_a_pattern_is_that_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a[b]*?'.json"
    path.write_text(text(PREPRINTS[:1]))
    (tmp_path / "ab.json").write_text(text(PREPRINTS[1:2]))
    [file] = opened(Bulk(arxiv=path))

    assert [number for number, _ in file.parts([str(paper.arxiv) for paper in PREPRINTS])] == [PREPRINTS[0].arxiv]
