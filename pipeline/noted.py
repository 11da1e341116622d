"""What a run notes beside what it published, for the next one and for `status`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import ValidationError

from pipeline.evidence import Published
from pipeline.layout import Habit
from pipeline.models import Model, Status


class ListNote(Model):
    """How a list stood."""

    next_due: datetime | None
    """When its first lookup is due again (UTC); None where nothing is left to ask."""
    statuses: Mapping[Status, int]
    """Entries by the status of their work."""


NEVER = "not asked yet"


class Outlook(Model):
    """Lookups that stand alike."""

    source: str
    outcome: str
    """An outcome, or `not asked yet`."""
    reason: str
    """Empty for what went well."""
    lookups: int
    due: datetime | None
    """UTC; None where the first of them is due now."""


class Noted(Model):
    """How everything stood."""

    lists: Mapping[str, ListNote] = {}
    """By the name of the list."""
    layout: Mapping[str, Habit] = {}
    """What is usual of each source, by its name."""
    outlook: tuple[Outlook, ...] = ()
    moved: tuple[str, ...] = ()
    """Sites that seem to have moved, in words."""
    bulk: Mapping[str, str] = {}
    """The addresses of the bulk files that were gone through last, by source."""


def noted(published: Published | None) -> Noted:
    """Nothing, where nothing was published or another release noted it in another form: the next run notes it anew."""
    try:
        return Noted.model_validate(published.state) if published else Noted()
    except ValidationError:
        return Noted()
