"""What a run notes beside its files comes back, and another release's form of it is no reason to fail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import JsonValue

from pipeline.evidence import Published
from pipeline.models import Status
from pipeline.noted import ListNote, Noted, noted

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def _published(state: dict[str, JsonValue]) -> Published:
    return Published(digest="", files={}, state=state, at=NOW)


def test_what_was_noted_comes_back() -> None:
    told = Noted(lists={"survey": ListNote(next_due=NOW, statuses={Status.COMPLETE: 3})})

    assert noted(_published(told.model_dump(mode="json"))) == told


@pytest.mark.parametrize(
    "state",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"lists": [1]}, id="lists of another form"),
        pytest.param({"lists": {"survey": {"next_due": "soon", "statuses": {}}}}, id="a time that is none"),
        pytest.param({"lists": {"survey": {"next_due": None, "statuses": {"lost": 1}}}}, id="a status that is none"),
    ],
)
def test_what_cannot_be_read_is_nothing(state: dict[str, JsonValue]) -> None:
    assert noted(_published(state)) == Noted()
    assert noted(None) == Noted()
