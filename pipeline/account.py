"""The account of a run: what it did and how its lists stand."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

from pipeline.models import Change, Outcome, Status
from pipeline.web.lanes import LaneState


class ListFigures:
    """One list after a run."""

    def __init__(self, name: str, statuses: Counter[Status], quarantined: str | None) -> None:
        self.name = name
        self.statuses = statuses
        self.quarantined = quarantined

    @property
    def entries(self) -> int:
        return self.statuses.total()


class RunReport:
    """What a run did, for the summary and the exit status."""

    def __init__(self) -> None:
        self.lists: list[ListFigures] = []
        self.outcomes: Counter[tuple[str, Outcome]] = Counter()
        self.unsettled: Counter[tuple[str, str]] = Counter()
        """Entries that wait, by source and reason."""
        self.lanes: tuple[LaneState, ...] = ()
        self.changes: tuple[Change, ...] = ()
        self.requests = 0
        self.seconds = 0.0
        self.offline = False
        self.interrupted = False
        self.out_of_time = False
        self.mended: str | None = None
        """What became of evidence that was damaged."""
        self.warnings: tuple[str, ...] = ()
        """Sources that seem to have changed their layout or moved."""
        self.built = False
        """Whether anything was published: with unchanged inputs there is no build."""
        self.next_due: datetime | None = None
        self.database = Path()

    @property
    def pending(self) -> int:
        return sum(one.statuses[Status.PENDING] for one in self.lists)
