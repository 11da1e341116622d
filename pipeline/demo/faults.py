"""What goes wrong on the demonstration's web, and when."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from threading import Lock
from typing import NamedTuple


class Fault(StrEnum):
    """How an address misbehaves."""

    TOO_MANY = "429"
    """With Retry-After."""
    UNAVAILABLE = "503"
    FORBIDDEN = "403"
    GONE = "404"
    RESET = "reset"
    """The connection is reset in place of an answer."""
    CUT = "cut"
    """Half of the body, then the connection ends."""
    CHALLENGE = "challenge"
    """A page that wants a browser, with status 200."""


class Trouble(NamedTuple):
    """A fault at some addresses."""

    address: str
    """Beginning of host and path: `proceedings.mlr.press/v119/`."""
    fault: Fault
    times: int | None = 1
    """How often; None: always."""


class Script:
    """The troubles of one web; safe to ask from several threads."""

    def __init__(self, troubles: Iterable[Trouble] = ()) -> None:
        self._troubles = list(troubles)
        self._left = {n: trouble.times for n, trouble in enumerate(self._troubles)}
        self._lock = Lock()

    def next(self, address: str) -> Fault | None:
        """What goes wrong with this request; every trouble spends one of its times."""
        with self._lock:
            for n, trouble in enumerate(self._troubles):
                left = self._left[n]
                if address.startswith(trouble.address) and left != 0:
                    self._left[n] = None if left is None else left - 1
                    return trouble.fault
        return None
