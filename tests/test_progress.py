"""How far a run is, on a terminal and in a pipe."""

from __future__ import annotations

import io
import logging
import sys

import pytest

from pipeline import progress
from pipeline.clock import SystemClock
from pipeline.models import Ask, Lookup
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.web.lanes import Lanes


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def lanes() -> Lanes:
    """Stopped before anything was sent, with more sites than a screen has lines."""
    lanes = Lanes(Settings(offline=True), SystemClock())
    lanes.offer(
        Ask(lookups=(Lookup(source="general", by="id", value=f"url:https://{n}.example.org/"),), url=f"https://{n}.example.org/")
        for n in range(30)
    )
    for n in range(30):
        lanes.fetch_now(Ask(lookups=(), url=f"https://{n}.example.org/"))
    return lanes


def test_a_pipe_gets_a_line_now_and_then(lanes: Lanes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(progress, "_EVERY", 0.0)

    with caplog.at_level(logging.INFO), Progress() as shown:
        shown.show(lanes)

    assert caplog.messages == ["0 requests, about 0 s left; done+queued: none"]


def test_a_pipe_gets_nothing_in_between(lanes: Lanes, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), Progress() as shown:
        shown.show(lanes)

    assert caplog.messages == []


def test_a_terminal_gets_a_table_that_fits_its_screen(lanes: Lanes, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")

    with Progress() as shown:
        shown.show(lanes)

    assert "0 requests" in screen.getvalue()
    assert "example.org" in screen.getvalue()
    assert "and 10 more" in screen.getvalue()
