"""The transport's verdict on what came back: from its status, its head, and what it looks like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.models import Outcome, Response
from pipeline.web import limits, pages
from pipeline.web.sites import host_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429})
"""Client errors that may differ next time; so may every 5xx."""
GONE = frozenset({404, 410})
CONTENT = 200
"""The one success that brings what was asked for: 202 says later, 203 that somebody on the way changed it, 204 nothing, 206 a part."""
NOT_WANTED = frozenset({401, 402, 403, 418, 429, 451})


@dataclass(frozen=True)
class Attempt:
    """How one try ended."""

    response: Response | None
    outcome: Outcome | None
    reason: str
    again: bool = False
    """Whether it may differ next time."""
    after: float | None = None
    """Seconds that the site asks to wait before."""
    divisible: bool = False
    """Whether a smaller question may fare better: not where a wall stands, or where nobody was reached."""
    whole_site: str | None = None
    """Name of the site that is to be left alone meanwhile; None where only this ask waits."""


def judge(response: Response, site: str, now: datetime, *, conditional: bool = False) -> Attempt:
    """What an answer of a site is worth; a redirect is left to whoever follows it. `conditional`: "nothing new" may be the answer."""
    host = host_of(response.final_url)
    status = 429 if pages.asks_for_patience(response) else response.status
    found = pages.verdict(response)
    if found and status != 429:
        is_broken = found[0] is Outcome.BROKEN
        is_empty = not response.body.strip()  # what is empty was promised and got lost: as good as cut
        return Attempt(response, *found, again=is_empty and is_broken, divisible=is_broken)
    if status == CONTENT or (status == 304 and conditional) or is_redirect(response):
        return Attempt(response, None, "")
    after = limits.retry_after(response.headers, now)
    told = status == 429 or after is not None
    return Attempt(
        response,
        outcome=Outcome.NOT_FOUND if _is_unknown(response) else Outcome.REFUSED if status in NOT_WANTED else Outcome.BROKEN,
        reason=f"{status} from {host}" + ("" if status == response.status else f", in the text of a {response.status}"),
        again=status in PASSING or status >= 500 or (status == 403 and after is not None),
        after=after,
        divisible=True,
        whole_site=site if told else None,
    )


def _is_unknown(response: Response) -> bool:
    """Whether it says that what was asked for is not there. An API that knows nothing of a work says so in its own format and about one
    work; a 404 in HTML, or for a whole batch, is about its address."""
    if response.status not in GONE or response.ask.expects in {"html", "text"}:
        return response.status in GONE
    return len(response.ask.lookups) < 2 and not response.body.lstrip().startswith(b"<")


def is_redirect(response: Response) -> bool:
    return response.status in REDIRECTS and bool(response.headers.get("location"))
