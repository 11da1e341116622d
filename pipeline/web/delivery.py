"""What the lanes hand back."""

from __future__ import annotations

from pipeline.models import Ask, Model, Outcome, Response


class Delivery(Model):
    """What became of an ask."""

    ask: Ask
    response: Response | None
    outcome: Outcome | None
    """None: looks like what was asked for (or is a 304), to be read by the source; else the verdict of the transport."""
    reason: str
    """For a person, with host and status; empty where nothing is wrong."""
    attempts: int
    """HTTP requests sent for it: redirects, retries and robots.txt included."""
    divisible: bool = False
    """Whether a part of what failed may fare better."""
