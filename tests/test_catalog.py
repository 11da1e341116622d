from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb
import pytest

from pipeline import catalog
from pipeline.export.papers import Paper
from pipeline.store.build import build
from pipeline.store.publish import publish
from tests.store.catalogues import BEIT, ENTRIES, MAE, SMALL, WORKS, catalogue


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "enriched" / "papers.duckdb"
    publish(partial(build, SMALL), path)
    return path


@pytest.fixture
def opened(database: Path) -> Iterator[catalog.Catalog]:
    with catalog.open(database) as found:
        yield found


def test_papers_are_the_entries_with_all_that_is_known(opened: catalog.Catalog) -> None:
    papers = list(opened.papers("venue = 'CVPR'", list="mim"))

    assert [(p.position, p.title) for p in papers] == [(1, MAE.chosen["title"].value), (3, papers[1].title), (4, MAE.chosen["title"].value)]
    assert papers[0].authors is not None
    assert (papers[0].authors[0].name, papers[0].year) == ("Kaiming He", 2022)
    assert papers[0].provenance["doi"].source == "cvf"


def test_works_come_once(opened: catalog.Catalog) -> None:
    works = list(opened.works())

    assert len(works) == len(WORKS)
    assert [w.title for w in opened.works("list_contains(authors, 'Wei Furu') OR year = 2022", list=["awesome"])] == [works[0].title]
    assert works[0].work_id == str(BEIT.id)


def test_a_work_has_every_field_of_a_paper_that_is_not_of_its_entry() -> None:
    assert set(Paper.model_fields) - set(catalog.Work.model_fields) == {
        "list", "line", "section", "section_path", "position", "listed_title", "listed_url", "code_url", "project_url",
    }  # fmt: skip


def test_entries_are_as_listed(opened: catalog.Catalog) -> None:
    [entry] = opened.entries(list="awesome")

    assert (entry.title, entry.section, entry.work_id) == ("BEIT Pretraining", "Papers", str(BEIT.id))
    assert [link.role for link in entry.links] == ["paper", "project"]
    assert len(list(opened.entries())) == len(ENTRIES)


@pytest.mark.parametrize("name", [str(MAE.id), "arxiv:2111.06377", "title:0123456789abcdef"], ids=["id", "identifier", "former id"])
def test_a_work_is_found_by_any_of_its_names(opened: catalog.Catalog, name: str) -> None:
    work = opened.work(name)

    assert work is not None
    assert work.work_id == str(MAE.id)
    assert opened.work(f"{name}x") is None


def test_two_lines_give_a_data_frame(database: Path) -> None:
    frame = catalog.open(database).df()

    assert list(frame.columns)[:3] == ["list", "line", "section"]
    assert len(frame) == len(ENTRIES)
    assert catalog.open(database).df("SELECT title FROM papers WHERE year = ?", [2022])["title"].nunique() == 3


def test_sql_gives_rows(opened: catalog.Catalog) -> None:
    assert opened.sql("SELECT venue, works FROM by_venue WHERE venue = ?", ["CVPR"]).fetchall() == [("CVPR", 2)]


def test_several_answers_can_be_read_at_once(opened: catalog.Catalog) -> None:
    pairs = [(a.position, opened.sql("SELECT 1").fetchall(), b.position) for a, b in zip(opened.papers(), opened.entries(), strict=True)]

    assert [a for a, _, _ in pairs] == [b for _, _, b in pairs]


def test_an_open_catalog_stays_as_it_was_and_tells_that_a_newer_one_is_there(database: Path) -> None:
    with catalog.open(database) as old:
        assert old.current
        publish(partial(build, catalogue(ENTRIES[:1], [MAE])), database)

        assert not old.current
        assert len(list(old.papers())) == len(ENTRIES)
        with catalog.open(database) as new:
            assert len(list(new.papers())) == 1


def test_it_is_found_where_the_commands_put_it(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIPELINE_DATA_DIR", str(database.parent.parent))

    with catalog.open() as found:
        assert repr(found) == f"<Catalog {database}: 7 entries of 5 works in 2 lists>"


def test_before_the_first_run_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIPELINE_DATA_DIR", str(tmp_path))

    with pytest.raises(catalog.UsageError, match=r"nothing has been published in .*enriched yet: `make enrich` writes papers.duckdb"):
        catalog.open()


def test_an_unknown_list_or_condition_says_what_would_work(opened: catalog.Catalog) -> None:
    with pytest.raises(catalog.UsageError, match="there is no list 'mmi'; there are: awesome; mim"):
        opened.papers(list="mmi")
    with pytest.raises(catalog.UsageError, match="An example: venue = 'CVPR'"):
        opened.entries("venu = 'CVPR'")


@pytest.mark.parametrize("statement", ["DROP VIEW papers", "COPY papers TO 'x.csv'", "FROM read_text('/etc/hostname')", "ATTACH 'x.db'"])
def test_nothing_can_be_written_and_no_other_file_read(opened: catalog.Catalog, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        opened.sql(statement).fetchall()


def snippets() -> Iterator[object]:
    """The Python of the manual, without what needs packages that are not installed here."""
    for page in ("README.md", "docs/opening.md"):
        for number, code in enumerate(re.findall(r"```python\n(.*?)```", Path(__file__).parents[1].joinpath(page).read_text(), re.DOTALL)):
            if "polars" not in code:
                yield pytest.param(code, id=f"{page} {number}")


@pytest.mark.parametrize("code", [*snippets()])
def test_the_python_of_the_manual_runs(database: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.chdir(database.parent)
    monkeypatch.delenv("PIPELINE_DATA_DIR", raising=False)
    Path("data/enriched").mkdir(parents=True)
    database.rename("data/enriched/papers.duckdb")

    exec(code, {})


def test_it_opens_in_a_notebook_that_can_draw_no_progress_bar(database: Path, tmp_path: Path) -> None:
    kernel = tmp_path / "IPython" / "__init__.py"
    kernel.parent.mkdir()
    kernel.write_text("class Shell:\n    config = {'IPKernelApp': {}}\n\n\nget_ipython = Shell\n", encoding="utf-8")
    cell = f"import IPython; from pipeline import catalog; print(len(catalog.open({str(database)!r}).df()))"
    paths = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[1])))

    said = subprocess.run(
        [sys.executable, "-c", cell], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )

    assert (said.stdout, said.stderr) == ("7\n", "")
