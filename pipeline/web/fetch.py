"""One ask, one delivery: robots, redirects and retries around single exchanges."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urljoin

import requests
from tenacity import RetryCallState, Retrying, retry_if_result, wait_exponential_jitter

from pipeline.clock import Clock
from pipeline.errors import LedAstray, Refused
from pipeline.models import BUDGET_SPENT, Ask, Outcome, Response
from pipeline.settings import Settings
from pipeline.web import limits, pages
from pipeline.web.body import Unusable
from pipeline.web.delivery import Delivery
from pipeline.web.exchange import Exchange, Hop, NoAnswer
from pipeline.web.gate import Gate, Gates, Halted, Parked
from pipeline.web.guard import check
from pipeline.web.judge import Attempt, is_redirect, judge
from pipeline.web.network import Network
from pipeline.web.robots import ABSENT, Permission, Robots
from pipeline.web.sites import host_of, site_of

log = logging.getLogger(__name__)

LONGEST_BACKOFF = 30.0
"""Seconds; with the attempts of one run the doubling never comes near it."""
TO_GET = frozenset({301, 302, 303})
"""Redirects after which every client turns a POST into a GET."""


class Fetcher:
    """Executes asks, one at a time; each thread has its own, since a session is not for two threads."""

    def __init__(
        self, settings: Settings, clock: Clock, gates: Gates, robots: Robots, network: Network, hosts: Mapping[str, tuple[str, int]] = {}
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._gates = gates
        self._robots = robots
        self._exchange = Exchange(settings, clock, network, hosts)

    def close(self) -> None:
        self._exchange.close()

    def hang_up(self) -> None:
        """From another thread: wait no longer for the answer under way."""
        self._exchange.hang_up()

    def fetch(self, ask: Ask, headers: Mapping[str, str] = {}) -> Delivery:
        """Do what is asked, with these headers besides. Raises Halted when the run stopped before anything was sent."""
        before = self._exchange.sent
        try:
            attempt = self._persist(self._gates.of(site_of(ask.url)), lambda: self._follow(ask, headers, governed=True))
        except Refused as e:
            outcome = Outcome.REFUSED if isinstance(e, LedAstray) else Outcome.SKIPPED
            attempt = Attempt(None, outcome, f"the guard will not go there: {e.reason}: {e.url}")
        except Parked as e:
            attempt = Attempt(None, Outcome.REFUSED, f"lane parked: {e}")
        if attempt.outcome is not None:
            log.info("%s: %s: %s", attempt.outcome, attempt.reason, ask.url)
        return Delivery(
            ask=ask,
            response=attempt.response,
            outcome=attempt.outcome,
            reason=attempt.reason,
            attempts=self._exchange.sent - before,
            divisible=attempt.divisible,
        )

    def _persist(self, gate: Gate, attempt: Callable[[], Attempt]) -> Attempt:
        """Try again what may differ next time. A run that stops meanwhile, or a lane that parks, leaves the last try's verdict.

        A site that has exhausted the tries of one ask gets a single try for each further one until it answers: a dead host then costs
        eight requests before its lane parks, not twenty, and a hanging one minutes less.
        """
        last: list[Attempt] = []

        def once() -> Attempt:
            try:
                last.append(attempt())
            except (Halted, Parked):
                if not last:
                    raise
                last.append(replace(last[-1], again=False))
            return last[-1]

        retrying = Retrying(
            retry=retry_if_result(lambda a: a.again),
            stop=lambda state: gate.exhausted or state.attempt_number >= self._settings.attempts,
            wait=self._wait,
            sleep=lambda seconds: self._pause(last[-1], gate, seconds),
            retry_error_callback=lambda state: last[-1],
        )
        result: Attempt = retrying(once)
        gate.exhausted = result.again
        return result

    def _pause(self, attempt: Attempt, gate: Gate, seconds: float) -> None:
        site = self._gates.named(attempt.whole_site) if attempt.whole_site else None
        if site is not None:
            site.delay(seconds)
        else:
            gate.rest(seconds)

    def _wait(self, state: RetryCallState) -> float:
        """Seconds: what the site asks for, else doubling with jitter, scaled like an interval."""
        assert state.outcome is not None
        attempt: Attempt = state.outcome.result()
        if attempt.after is not None:
            return attempt.after
        backoff = wait_exponential_jitter(multiplier=self._settings.backoff, max=LONGEST_BACKOFF, jitter=self._settings.backoff / 2)
        return backoff(state) * self._settings.interval_scale

    def _follow(self, ask: Ask, headers: Mapping[str, str], *, governed: bool) -> Attempt:
        """One try, through all redirects."""
        self._exchange.forget()
        hop = Hop(_normal(ask.url), ask.method, ask.body)
        check(hop.url)
        seen: set[object] = set()
        for _ in range(self._settings.max_redirects + 1):
            state = (hop, self._exchange.cookies())  # a site may set a cookie and send us back
            if state in seen:
                return Attempt(None, Outcome.BROKEN, f"redirects of {host_of(ask.url)} go round in a circle")
            seen.add(state)
            barred = self._bar(hop.url, governed=governed)
            if barred:
                return barred
            attempt = self._request(ask, hop, headers)
            if attempt.response is None or attempt.outcome is not None or not is_redirect(attempt.response):
                return attempt
            target = _target(attempt.response)
            wall = pages.leads_to_wall(target)
            if wall:
                reason = f"{host_of(hop.url)} redirects to {wall} (status {attempt.response.status})"
                return replace(attempt, outcome=Outcome.REFUSED, reason=reason)
            to_get = attempt.response.status in TO_GET
            hop = Hop(target, "GET" if to_get else hop.method, None if to_get else hop.body)
        return Attempt(None, Outcome.BROKEN, f"more than {self._settings.max_redirects} redirects from {host_of(ask.url)}")

    def _bar(self, url: str, *, governed: bool) -> Attempt | None:
        """Why an address is not asked at all."""
        site = site_of(url)
        if site.never:
            return Attempt(None, Outcome.SKIPPED, f"{host_of(url)} is never asked: {site.never}")
        if not governed or not site.governed(url):
            return None
        failed: list[Attempt] = []

        def fetch(robots_url: str) -> Permission | None:
            ask = Ask(lookups=(), url=robots_url, expects="text")
            attempt = self._persist(self._gates.of(site), lambda: _content(self._follow(ask, {}, governed=False)))
            if attempt.response is None:
                failed.append(attempt)
                return None
            status = attempt.response.status
            if status in ABSENT:
                return Permission(host_of(url), attempt.response, None)
            is_wall = attempt.outcome is Outcome.REFUSED
            return Permission(host_of(url), attempt.response, str(status) if status != 200 else attempt.reason if is_wall else None)

        permission = self._robots.permission(url, fetch)
        if permission is None:
            return failed[0]
        self._gates.of(site).slow_down(permission.crawl_delay)
        objection = permission.objection(url)
        return Attempt(None, *objection) if objection else None

    def _request(self, ask: Ask, hop: Hop, headers: Mapping[str, str]) -> Attempt:
        """One request in its turn, and once more without the key where the key is not wanted."""
        gate = self._gates.of(site_of(hop.url))
        try:
            response, with_key = self._exchange.in_turn(ask, hop, headers, gate)
        except NoAnswer as e:
            whole_site = None if e.reached else gate.site.name
            return Attempt(None, Outcome.BROKEN, str(e), again=e.again, divisible=e.reached, whole_site=whole_site)
        except Unusable as e:
            return Attempt(None, Outcome.BROKEN, f"{e} from {host_of(hop.url)}", again=e.again, divisible=True)
        self._heed(response, gate)
        if with_key and response.status in {401, 403} and not self._is_told_to_wait(response):
            log.warning("%s answers %d with its key: going on without", host_of(hop.url), response.status)
            gate.keyed = False
            return self._request(ask, hop, headers)
        attempt = judge(response, gate.site.name, self._clock.now(), conditional=any(name.startswith("If-") for name in headers))
        if attempt.again and attempt.after is not None and attempt.after > self._settings.retry_after_bound:
            reason = f"{attempt.reason}, which asks to wait {attempt.after:.0f} s"
            gate.park(reason)
            return Attempt(response, Outcome.REFUSED, reason)
        return attempt

    def _heed(self, response: Response, gate: Gate) -> None:
        """Do what the head of an answer asks of us."""
        interval = limits.least_interval(response.headers)
        if interval is not None:
            gate.slow_down(interval, response.final_url)
        width = limits.most_at_once(response.headers)
        if width is not None:
            gate.narrow(width)
        resets = limits.budget_resets_in(response.headers, self._clock.now())
        if resets is None:
            return
        if resets <= self._settings.retry_after_bound:
            gate.delay(resets)
        else:
            gate.park(f"{BUDGET_SPENT}: full again in {resets:.0f} s" if resets < float("inf") else BUDGET_SPENT)

    def _is_told_to_wait(self, response: Response) -> bool:
        now = self._clock.now()
        return limits.retry_after(response.headers, now) is not None or limits.budget_resets_in(response.headers, now) is not None


def _content(robots: Attempt) -> Attempt:
    """A robots.txt with status 200 is an answer, also when it is empty."""
    return replace(robots, again=False) if robots.response is not None and robots.response.status == 200 else robots


def _normal(url: str) -> str:
    """An address as it is going to be sent: host in ASCII, the rest quoted. Every rule looks at this form, so that another
    spelling of a host is not another site. Raises Refused.

    >>> _normal("https://OpenReview.net/forum?id=ü")
    'https://openreview.net/forum?id=%C3%BC'
    """
    request = requests.PreparedRequest()
    try:
        request.prepare_url(url, None)
    except (requests.RequestException, ValueError) as e:
        raise Refused(url, "not an address") from e
    return str(request.url)


def _target(response: Response) -> str:
    """Where a redirect leads; servers send UTF-8 where HTTP says Latin-1. Raises LedAstray."""
    location = response.headers["location"].strip()
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = _normal(urljoin(response.final_url, location).partition("#")[0])
        check(target)
    except ValueError as e:
        raise LedAstray(location, "not an address") from e
    except Refused as e:
        raise LedAstray(e.url, e.reason) from e
    return target
