"""Lists of several files: a README that links to the pages which hold the papers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.clock import SystemClock
from pipeline.evidence import Evidence
from pipeline.lists import ListSource
from pipeline.models import Entry
from pipeline.settings import Settings
from pipeline.sync import _extracted, read, sync, text_digest
from pipeline.web.lanes import Lanes

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
README = "# Vision papers\n\n- [Detection](detection.md)\n- [Segmentation](sub/segmentation.md)\n"
DETECTION = "# Detection\n\n- [You Only Look Once: Unified, Real-Time Object Detection](https://arxiv.org/abs/1506.02640)\n"
SEGMENTATION = "# Segmentation\n\n- [Mask R-CNN](https://arxiv.org/abs/1703.06870)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "list" / "sub").mkdir(parents=True)
    (tmp_path / "list" / "README.md").write_text(README)
    (tmp_path / "list" / "detection.md").write_text(DETECTION)
    (tmp_path / "list" / "sub" / "segmentation.md").write_text(SEGMENTATION)
    return tmp_path / "list"


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    return Evidence(tmp_path / "evidence.sqlite")


def synced(folder: Path, evidence: Evidence, *, pages: bool = False) -> tuple[Entry, ...]:
    source = ListSource(name="vision", path=folder / "README.md", pages=pages)
    sync(source, evidence, Lanes(Settings(offline=True), SystemClock()), NOW, "r1")
    return read(source, evidence).entries


def test_a_list_of_pages_is_read_through_them(folder: Path, evidence: Evidence) -> None:
    entries = synced(folder, evidence)

    assert [(e.page, e.line, e.position, e.title) for e in entries] == [
        ("detection.md", 3, 1, "You Only Look Once: Unified, Real-Time Object Detection"),
        ("sub/segmentation.md", 3, 2, "Mask R-CNN"),
    ]


def test_a_list_with_entries_of_its_own_is_followed_only_where_it_says_so(folder: Path, evidence: Evidence) -> None:
    (folder / "README.md").write_text(
        README + "\n## Surveys\n\n- [Object Detection in 20 Years: A Survey](https://arxiv.org/abs/1905.05055)\n"
    )

    assert len(synced(folder, evidence)) == 1
    assert [e.page for e in synced(folder, evidence, pages=True)] == [None, "detection.md", "sub/segmentation.md"]


def test_a_list_that_has_not_changed_is_not_extracted_again(folder: Path, evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "README.md").write_text(DETECTION)
    source = ListSource(name="unchanged", path=folder / "README.md")
    lanes = Lanes(Settings(offline=True), SystemClock())
    sync(source, evidence, lanes, NOW, "r1")
    _extracted.cache_clear()  # another process
    monkeypatch.setattr("pipeline.sync.extract", None)

    sync(source, evidence, lanes, NOW, "r2")


def test_a_page_that_changes_changes_the_list(folder: Path, evidence: Evidence) -> None:
    source = ListSource(name="vision", path=folder / "README.md")
    synced(folder, evidence)
    before = text_digest(source, evidence)

    (folder / "detection.md").write_text(DETECTION + "- [SSD: Single Shot MultiBox Detector](https://arxiv.org/abs/1512.02325)\n")
    entries = synced(folder, evidence)

    assert len(entries) == 3
    assert text_digest(source, evidence) != before


def test_a_page_that_is_linked_no_more_is_not_read(folder: Path, evidence: Evidence) -> None:
    synced(folder, evidence)
    (folder / "README.md").write_text(README.replace("- [Detection](detection.md)\n", ""))

    entries = synced(folder, evidence)

    assert [e.page for e in entries] == ["sub/segmentation.md"]
