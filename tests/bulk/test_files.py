"""Which files lists.toml names."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.bulk.file import FORMS
from pipeline.errors import UsageError
from pipeline.lists import BULK_FILES, Bulk, bulk
from pipeline.sources import registry


@pytest.mark.parametrize("table", ["arxiv = 3\n", 'axriv = "x"\n'], ids=["no text", "misspelt"])
def test_a_bulk_table_that_cannot_be_read_is_told_with_what_would_work(tmp_path: Path, table: str) -> None:
    (tmp_path / "lists.toml").write_text(f"[bulk]\n{table}")

    with pytest.raises(UsageError, match=r"arxiv = .* and acl = "):
        bulk(tmp_path / "lists.toml")


def test_paths_are_taken_from_the_folder_of_the_lists(tmp_path: Path) -> None:
    (tmp_path / "lists.toml").write_text('[bulk]\nacl = "../acl.bib"\narxiv = "/data/arxiv.json"\n')

    assert bulk(tmp_path / "lists.toml") == Bulk(acl=tmp_path / "../acl.bib", arxiv=Path("/data/arxiv.json"))


def test_every_file_has_a_form_a_usual_name_and_a_source_that_reads_it() -> None:
    assert set(FORMS) == set(BULK_FILES) == set(Bulk.model_fields)
    assert set(FORMS) <= set(registry())
