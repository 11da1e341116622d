"""How far a run is: a live table on a terminal, a plain line now and then in a pipe. Both on standard error."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipeline.web.lanes import Lanes, LaneState

if TYPE_CHECKING:  # only for a terminal: a run in a pipe would wait for it, and show nothing by it
    from rich.live import Live
    from rich.table import Table

log = logging.getLogger(__name__)

_EVERY = 15.0
"""Seconds between two lines in a pipe: a run of minutes stays readable in a cron mail."""
_ROWS = 20
"""Lanes shown at once; lists of lists have hundreds of sites."""


class Progress:
    """Told about twice a second how the lanes stand."""

    def __init__(self) -> None:
        self._live = _live() if sys.stderr.isatty() else None
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._live:
            self._live.stop()

    def show(self, lanes: Lanes) -> None:
        if self._live:
            self._live.update(_table(lanes))
        elif time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            log.info("%s", _line(lanes.states(), lanes.requests))


def _live() -> Live:
    from rich.console import Console
    from rich.live import Live

    return Live(console=Console(stderr=True), transient=True, refresh_per_second=2)


def _table(lanes: Lanes) -> Table:
    from rich.table import Table

    states = lanes.states()
    table = Table(title=f"{lanes.requests} requests, about {_left(states):.0f} s left", title_justify="left", box=None)
    for name in ("site", "done", "under way", "queued", ""):
        table.add_column(name, justify="left" if name in {"site", ""} else "right")
    busy = sorted(states, key=lambda s: (not (s.queued or s.under_way), -s.remaining_s, s.site))
    for state in busy[:_ROWS]:
        table.add_row(
            state.site, str(state.done), str(state.under_way), str(state.queued), f"parked: {state.parked}" if state.parked else ""
        )
    if len(busy) > _ROWS:
        table.add_row(f"and {len(busy) - _ROWS} more", "", "", "", "")
    return table


def _line(states: Iterable[LaneState], requests: int) -> str:
    states = tuple(states)
    busy = [f"{s.site} {s.done}+{s.queued}" for s in states if s.queued or s.under_way]
    return f"{requests} requests, about {_left(states):.0f} s left; done+queued: {', '.join(busy) or 'none'}"


def _left(states: Iterable[LaneState]) -> float:
    """Seconds until the longest lane is empty, as far as is known now."""
    return max((s.remaining_s for s in states), default=0.0)
