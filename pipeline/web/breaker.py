"""Gives up on a way that stays shut, so that nobody knocks two hundred times.

A way is a host and a kind of question (by id, by title, listing): OpenReview's API refuses notes by id and answers searches, on the
same host. What is refused for asking too often (429) counts for the whole site: it is the asking that is unwelcome, not the question.
"""

from __future__ import annotations

import logging
from collections import Counter
from threading import Lock

from pipeline.models import Ask, Outcome, Response
from pipeline.web.sites import host_of, site_of

log = logging.getLogger(__name__)

IN_A_ROW = 5
"""Asks that end alike with no good one between. A site where one page in five is refused by chance shows four in a row on every
tenth list of a hundred pages, five on every fiftieth; a site that is shut costs one request more."""

Way = tuple[str, str]


class Breaker:
    """Counts, per way, the asks in a row that end refused, and those that end broken."""

    def __init__(self) -> None:
        self._bad: Counter[tuple[Way, Outcome]] = Counter()
        self._shut: dict[Way, str] = {}
        self._lock = Lock()

    def shut(self, ask: Ask) -> str | None:
        """Why an ask is not sent, None when it may be."""
        with self._lock:
            return self._shut.get(_whole_site(ask)) or self._shut.get(_way(ask))

    def reasons(self, site: str) -> tuple[str, ...]:
        """Why ways into a site are shut."""
        with self._lock:
            return tuple(why for (where, _), why in self._shut.items() if site in (where, site_of(f"https://{where}").name))

    def count(self, ask: Ask, outcome: Outcome | None, response: Response | None, reason: str) -> None:
        """Take note of how an ask ended."""
        with self._lock:
            if outcome is Outcome.REFUSED:
                too_often = response is not None and response.status == 429
                self._count_bad(_whole_site(ask) if too_often else _way(ask), outcome, reason)
            elif outcome is Outcome.BROKEN:
                if not _is_our_question(response):
                    self._count_bad(_way(ask), outcome, reason)
            elif outcome is not Outcome.SKIPPED:
                for way in (_way(ask), _whole_site(ask)):
                    del self._bad[way, Outcome.REFUSED], self._bad[way, Outcome.BROKEN]

    def _count_bad(self, way: Way, outcome: Outcome, reason: str) -> None:
        self._bad[way, outcome] += 1
        if self._bad[way, outcome] >= IN_A_ROW and way not in self._shut:
            self._shut[way] = f"{IN_A_ROW} asks in a row {outcome}, the last: {reason}"
            log.warning("lane parked: %s, %s: %s", *way, self._shut[way])


def _way(ask: Ask) -> Way:
    return host_of(ask.url), f"by {ask.lookups[0].by}" if ask.lookups else "list"


def _whole_site(ask: Ask) -> Way:
    return site_of(ask.url).name, "everything"


def _is_our_question(response: Response | None) -> bool:
    """Whether an answer is about what we asked and not about how the site is: a 400, or the PDF that a link leads to."""
    return response is not None and (400 <= response.status < 500 or response.body.startswith(b"%PDF-"))
