from __future__ import annotations

from pathlib import Path

from pipeline.store.describe import schema_page

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"


def test_the_page_about_the_schema_is_up_to_date() -> None:
    assert PAGE.read_text() == schema_page(), "run: python -m pipeline.store.describe > docs/schema.md"
