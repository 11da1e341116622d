"""What status tells besides the last run."""

from __future__ import annotations

from pathlib import Path

from pipeline.settings import Settings
from pipeline.status import unknown_venues
from pipeline.store.build import build
from tests.store.catalogues import MAE, catalogue, listed, work


def test_containers_that_no_row_names_are_told_by_how_many_works_they_hold(tmp_path: Path) -> None:
    containers = ["Annals of A", "B Letters", "B Letters"]
    works = [MAE, *(work(f"arxiv:2001.0000{n}", title=f"Paper {n}", container_title=name) for n, name in enumerate(containers))]
    (tmp_path / "enriched").mkdir()
    build(catalogue([listed(one, position=n) for n, one in enumerate(works, 1)], works), tmp_path / "enriched" / "papers.duckdb")

    assert list(unknown_venues(Settings(data_dir=tmp_path)).items()) == [("B Letters", 2), ("Annals of A", 1)]


def test_before_anything_was_published_no_container_is_told(tmp_path: Path) -> None:
    assert unknown_venues(Settings(data_dir=tmp_path)) == {}
