"""What the head of an answer says about how often we may ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

Headers = Mapping[str, str]

SPENT = (
    ("x-ratelimit-remaining", "GitHub: requests; OpenAlex: credits"),
    ("x-ratelimit-remaining-usd", "OpenAlex: dollars of the day"),
    ("ratelimit-remaining", "the IETF draft's earlier form"),
)
"""Headers that count down to nothing, and where they are met."""
RESETS = ("x-ratelimit-reset", "ratelimit-reset")
LONGEST = 31_536_000.0
"""Seconds of a year: nobody means more, and a reason with three hundred digits is none."""
EPOCH = 1_000_000_000.0
"""A reset above this is a time (GitHub), below it seconds left (OpenAlex)."""


def retry_after(headers: Headers, now: datetime) -> float | None:
    """Seconds that the site asks us to wait; None where it does not, also for a date that has passed.

    A date counts from the site's own, where it sends one: its clock and ours need not agree.

    >>> retry_after({"retry-after": "120"}, datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    """
    value = headers.get("retry-after", "").strip()
    seconds = _number(value)
    if seconds is None:
        seconds = _seconds_until(value, _date(headers.get("date", "")) or now)
    return min(seconds, LONGEST) if seconds is not None and seconds > 0 else None


def budget_resets_in(headers: Headers, now: datetime) -> float | None:
    """Seconds until a spent budget is full again (infinite where the site does not say); None while something is left."""
    if not any((left := _number(headers.get(name, ""))) is not None and left <= 0 for name, _ in SPENT):
        return None
    for name in RESETS:
        reset = _number(headers.get(name, ""))
        if reset is not None:
            return max(0.0, reset - now.timestamp() if reset > EPOCH else reset)
    return float("inf")


def least_interval(headers: Headers) -> float | None:
    """Seconds between two requests by Crossref's pair of headers.

    >>> least_interval({"x-rate-limit-limit": "5", "x-rate-limit-interval": "1s"})
    0.2
    """
    most = _number(headers.get("x-rate-limit-limit", ""))
    window = _number(headers.get("x-rate-limit-interval", "").strip().removesuffix("s"))
    return window / most if most and window and most > 0 and window > 0 else None


def most_at_once(headers: Headers) -> int | None:
    most = _number(headers.get("x-concurrency-limit", ""))
    return int(most) if most and most >= 1 else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def _seconds_until(text: str, now: datetime) -> float | None:
    at = _date(text)
    return (at - now).total_seconds() if at else None


def _date(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the second for a day or a zone of twenty digits
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
