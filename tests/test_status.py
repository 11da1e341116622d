"""What status tells besides the last run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipeline.evidence.answers import first
from pipeline.models import Outcome
from pipeline.outlook import verdict_on
from pipeline.settings import Settings
from pipeline.status import unknown_venues
from pipeline.store.build import build
from tests.resolve.records import read, record, seed
from tests.store.catalogues import MAE, catalogue, listed, work

TITLE = "Masked Autoencoders Are Scalable Vision Learners"


def test_containers_that_no_row_names_are_told_by_how_many_works_they_hold(tmp_path: Path) -> None:
    containers = ["Annals of A", "B Letters", "B Letters"]
    works = [MAE, *(work(f"arxiv:2001.0000{n}", title=f"Paper {n}", container_title=name) for n, name in enumerate(containers))]
    (tmp_path / "enriched").mkdir()
    build(catalogue([listed(one, position=n) for n, one in enumerate(works, 1)], works), tmp_path / "enriched" / "papers.duckdb")

    assert list(unknown_venues(Settings(data_dir=tmp_path)).items()) == [("B Letters", 2), ("Annals of A", 1)]


def test_before_anything_was_published_no_container_is_told(tmp_path: Path) -> None:
    assert unknown_venues(Settings(data_dir=tmp_path)) == {}


def test_a_record_that_is_about_another_work_is_told_as_a_mismatch() -> None:
    page = record("cvf cvf:CVPR2022/He_MAE", "doi:10.1109/1", title=TITLE, authors="He, Kaiming", venue="CVPR", year=2022)
    other = record("crossref doi:10.1109/1", title="Exploring Plain Vision Transformer Backbones", authors="Li, Yanghao", year=2022)
    draft = read(seed("cvf:CVPR2022/He_MAE", TITLE), page, other)
    found = first(Outcome.FOUND, "", 1, datetime(2026, 11, 22, tzinfo=UTC), "1")

    told = {lookup: verdict_on(draft, lookup, found) for lookup in (page.lookup, other.lookup)}

    assert set(told) <= set(draft.consulted)
    assert told[page.lookup] == (Outcome.FOUND, "")
    assert told[other.lookup] == (Outcome.MISMATCH, "it is about 'Exploring Plain Vision Transformer Backbones'")
