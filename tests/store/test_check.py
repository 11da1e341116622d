from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import PublishFailed
from pipeline.store.build import build
from pipeline.store.check import check
from tests.store.catalogues import ENTRIES, SMALL, WORKS


@pytest.fixture
def database(tmp_path: Path) -> Path:
    build(SMALL, tmp_path / "papers.duckdb")
    return tmp_path / "papers.duckdb"


def test_a_sound_file_has_its_rows_counted(database: Path) -> None:
    counts = check(database)

    assert counts["entries"] == len(ENTRIES)
    assert counts["works"] == len(WORKS)
    assert counts["meta"] == 1


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE meta SET schema_version = 0", "schema version 0, expected 1"),
        ("DELETE FROM meta", "schema version 0"),
        ("DELETE FROM works WHERE arxiv_id = '2106.08254'", "rows of entries have a work_id that is not in works"),
        ("DELETE FROM lists WHERE name = 'mim'", "6 rows of entries have a list that is not in lists"),
        ("DELETE FROM entries WHERE position = 3", "1 rows of links have a (list, position) that is not in entries"),
        ("DELETE FROM records WHERE source = 'crossref'", "1 rows of claims have a record that is not in records"),
        ("INSERT INTO authors SELECT * FROM authors WHERE name = 'Kaiming He'", "1 rows of authors do not differ in work_id, position"),
        ("UPDATE claims SET chosen = true WHERE field = 'year'", "1 fields have more than one chosen claim"),
        ("CREATE OR REPLACE VIEW papers AS SELECT * FROM entries LIMIT 3", "papers has 3 rows for 7 entries"),
        ("DROP VIEW papers", "cannot be read back"),
        ("DROP TABLE runs", "cannot be read back"),
    ],
    ids=lambda text: " ".join(text.split(" ")[:3]),
)
def test_a_damaged_file_is_told_by_its_first_fault(database: Path, damage: str, told: str) -> None:
    with duckdb.connect(str(database)) as con:
        con.execute(damage)

    with pytest.raises(PublishFailed, match=re.escape(told)):
        check(database)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishFailed, match="cannot be read back"):
        check(tmp_path / "papers.duckdb")

    assert list(tmp_path.iterdir()) == []
