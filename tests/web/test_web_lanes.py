from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
import requests

from pipeline.clock import SystemClock
from pipeline.models import Ask, Outcome
from pipeline.settings import Settings
from pipeline.web.door import Door
from pipeline.web.fetch import Fetcher
from pipeline.web.lanes import MOST_UNREAD, Lanes
from pipeline.web.network import PATIENCE
from tests.web.asking import FAST, all_of, ask
from tests.web.loopback import Fault, Loopback, Reply, Seen
from tests.web.manual_clock import START, ManualClock

HOSTS = ("a.example", "b.example", "c.example", "d.example", "api.datacite.org", "api.crossref.org", "api2.openreview.net")


def asks(host: str, count: int) -> list[Ask]:
    return [ask(f"https://{host}/{n}") for n in range(count)]


def test_every_ask_is_delivered_once() -> None:
    offered = [one for host in HOSTS[:4] for one in asks(host, 10)]
    with Loopback(lambda seen: Reply()) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(offered)
        deliveries = all_of(lanes)
        lanes.close()

    assert Counter(d.ask.url for d in deliveries) == Counter(one.url for one in offered)
    assert {d.outcome for d in deliveries} == {None}
    assert lanes.requests == len(web.seen) == 44  # with robots.txt of each
    assert lanes.next(0) is None


def test_what_is_offered_while_others_run_is_delivered_too() -> None:
    with Loopback(lambda seen: Reply()) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(asks("a.example", 2))
        seen = 0
        while (delivery := lanes.next(20)) is not None:
            seen += 1
            if seen < 20:
                lanes.offer([ask(f"https://b.example/{seen}")])
        lanes.close()

    assert seen == 21
    assert delivery is None


def test_who_reads_slower_than_answers_come_is_not_drowned_in_them() -> None:
    offered = [one for host in HOSTS[:4] for one in asks(host, 40)]
    with Loopback(lambda seen: Reply()) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(offered)
        while len(web.seen) < MOST_UNREAD:
            time.sleep(0.01)
        time.sleep(0.2)  # what was on its way has come
        unread = len(web.seen)
        deliveries = all_of(lanes)
        lanes.close()

    assert unread <= MOST_UNREAD + 2 * len(HOSTS[:4])  # one more of each lane, and its robots.txt
    assert len(deliveries) == len(offered)


def test_stop_wakes_the_lanes_that_wait_to_be_read() -> None:
    with Loopback(lambda seen: Reply()) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(asks("a.example", 2 * MOST_UNREAD))
        while len(web.seen) <= MOST_UNREAD:
            time.sleep(0.01)
        lanes.stop("enough")
        delivered = all_of(lanes)
        lanes.close()

    assert len(delivered) + len(lanes.withdrawn()) == 2 * MOST_UNREAD
    assert lanes.withdrawn()


def test_lanes_run_side_by_side_and_each_keeps_its_interval() -> None:
    settings = FAST.model_copy(update={"interval_scale": 0.04})
    with Loopback(lambda seen: Reply(delay=0.01)) as web:
        lanes = Lanes(settings, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer([one for host in HOSTS[:4] for one in asks(host, 6)])
        all_of(lanes)
        starts = lanes.started()
        lanes.close()

    assert set(starts) == set(HOSTS[:4])
    for times in starts.values():
        assert len(times) == 7
        assert min((b - a).total_seconds() for a, b in pairwise(times)) > 0.04
    assert max(times[0] for times in starts.values()) < min(times[-1] for times in starts.values())


@pytest.mark.parametrize(("contact", "width"), [(None, 1), ("me@example.org", 3)])
def test_a_lane_is_as_wide_as_its_site_allows(contact: str | None, width: int) -> None:
    settings = FAST.model_copy(update={"contact": contact})
    with Loopback(lambda seen: Reply(body=b"{}", delay=0.03)) as web:
        lanes = Lanes(settings, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer([ask(f"https://api.crossref.org/works/10.1/{n}", "json") for n in range(9)])
        all_of(lanes)
        lanes.close()

    assert web.most_at_once == width


def test_the_longest_lanes_start_first_when_threads_are_short() -> None:
    with Loopback(lambda seen: Reply()) as web:
        lanes = Lanes(FAST.model_copy(update={"interval_scale": 0.001}), SystemClock(), hosts=web.hosts(*HOSTS), threads=1)
        lanes.offer([*asks("a.example", 1), *asks("b.example", 3), *asks("c.example", 2)])
        order = [d.ask.url.split("/")[2] for d in all_of(lanes)]
        lanes.close()

    assert order == ["b.example"] * 3 + ["c.example"] * 2 + ["a.example"]


def test_a_page_that_fails_does_not_hold_up_the_others() -> None:
    settings = FAST.model_copy(update={"interval_scale": 0.02, "backoff": 30.0})

    def answer(seen: Seen) -> Reply:
        return Reply(503, b"") if seen.path == "/0" and web.paths().count("/0") == 1 else Reply()

    with Loopback(answer) as web:
        lanes = Lanes(settings, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(asks("a.example", 6))
        deliveries = all_of(lanes)
        lanes.close()

    assert web.paths()[:3] == ["/robots.txt", "/0", "/1"]
    assert web.paths().count("/0") == 2
    assert {d.outcome for d in deliveries} == {None}


def test_a_site_that_asks_to_wait_is_left_alone_altogether() -> None:
    def answer(seen: Seen) -> Reply:
        return Reply(429, b"") if seen.path == "/0" and web.paths().count("/0") == 1 else Reply()

    with Loopback(answer) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(asks("a.example", 3))
        all_of(lanes)
        lanes.close()

    assert web.paths() == ["/robots.txt", "/0", "/0", "/1", "/2"]


def test_a_lane_whose_asks_are_refused_in_a_row_is_parked_and_its_queue_comes_back() -> None:
    with Loopback(lambda seen: Reply(403, b"no") if "a.example" in seen.host else Reply()) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer([*asks("a.example", 40), *asks("b.example", 40)])
        deliveries = all_of(lanes)
        state = lanes.states()[0]
        lanes.close()

    refused = [d for d in deliveries if d.outcome is Outcome.REFUSED]
    assert len(refused) == 40
    assert sum(d.attempts > 0 for d in refused) == 5
    assert refused[-1].reason == "lane parked: 5 asks in a row refused, the last: 403 from a.example"
    assert (state.site, state.queued, state.done) == ("a.example", 0, 40)
    assert state.parked == "5 asks in a row refused, the last: 403 from a.example"


def test_a_good_answer_between_bad_ones_keeps_a_lane_open() -> None:
    with Loopback(lambda seen: Reply(403, b"no") if not seen.path.endswith("3") else Reply()) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer([ask(f"https://a.example/{n % 5}?{n}/{n % 5}") for n in range(40)])
        deliveries = all_of(lanes)
        lanes.close()

    assert all(d.attempts for d in deliveries)


def test_a_question_that_is_refused_does_not_close_the_way_for_another_kind() -> None:
    def answer(seen: Seen) -> Reply:
        if seen.path.startswith("/notes/search"):
            return Reply(body=b'{"notes": []}')
        return Reply(403, b'{"name": "ChallengeRequiredError", "status": 403}')

    with Loopback(answer) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(ask(f"https://api2.openreview.net/notes?id={n}", "json") for n in range(8))
        lanes.offer(ask(f"https://api2.openreview.net/notes/search?term={n}", "json", by="title") for n in range(8))
        outcomes = Counter((d.ask.lookups[0].by, d.outcome) for d in all_of(lanes))
        lanes.close()

    assert outcomes == {("id", Outcome.REFUSED): 8, ("title", None): 8}


def test_what_is_asked_too_often_is_refused_to_every_kind_of_question() -> None:
    with Loopback(lambda seen: Reply(429, b"")) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(ask(f"https://api.datacite.org/{n}", "json", by="id" if n % 2 else "title") for n in range(20))
        deliveries = all_of(lanes)
        lanes.close()

    assert {d.outcome for d in deliveries} == {Outcome.REFUSED}
    assert len(web.seen) == 4 + 4  # four tries of the first ask, one of each further one


def test_pdfs_where_pages_were_expected_do_not_park_a_healthy_site() -> None:
    with Loopback(lambda seen: Reply(body=b"%PDF-1.7 ...")) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(asks("a.example", 9))
        deliveries = all_of(lanes)
        lanes.close()

    assert [(d.outcome, d.attempts > 0) for d in deliveries] == [(Outcome.BROKEN, True)] * 9


def test_a_parked_budget_returns_the_queue_at_once() -> None:
    past = {"openreview": [START - timedelta(seconds=s) for s in range(30)]}
    with Loopback(lambda seen: Reply(body=b"{}")) as web:
        lanes = Lanes(FAST, ManualClock(), hosts=web.hosts(*HOSTS), past=past)
        lanes.offer(ask(f"https://api2.openreview.net/notes/search?term={n}", "json") for n in range(9))
        deliveries = all_of(lanes)
        lanes.close()

    assert web.seen == []
    assert {d.reason for d in deliveries} == {"lane parked: budget spent: 30 requests in 3600 s"}


def test_sites_that_are_never_asked_cost_no_request() -> None:
    lanes = Lanes(FAST, SystemClock())
    lanes.offer([ask("https://ieeexplore.ieee.org/document/1"), ask("https://dl.acm.org/doi/10.1145/1")])
    deliveries = all_of(lanes)
    lanes.close()

    assert {d.outcome for d in deliveries} == {Outcome.SKIPPED}
    assert lanes.requests == 0


def test_stop_withdraws_what_is_queued_and_delivers_what_is_under_way() -> None:
    entered, go_on = threading.Event(), threading.Event()

    def answer(seen: Seen) -> Reply:
        entered.set()
        go_on.wait(10)
        return Reply()

    offered = asks("a.example", 5)
    with Loopback(answer) as web:
        lanes = Lanes(FAST.model_copy(update={"read_timeout": 10, "total_timeout": 10}), SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(offered)
        assert entered.wait(10)
        lanes.stop("time limit")
        assert lanes.withdrawn() == tuple(offered[1:])
        go_on.set()
        deliveries = all_of(lanes)
        lanes.offer([ask("https://a.example/late")])
        lanes.close()

    assert [d.ask for d in deliveries] == offered[:1]
    assert lanes.withdrawn()[-1].url == "https://a.example/late"
    assert lanes.outstanding == 0


@pytest.mark.parametrize("fault", ["silent", "drip", "drip-head"])
def test_a_stopped_run_does_not_wait_for_an_answer_that_does_not_come(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.web.lanes.GRACE", 0.2)
    slow = FAST.model_copy(update={"read_timeout": 30, "total_timeout": 60})
    with Loopback(lambda seen: Reply(body=b"x" * 10_000, fault=fault)) as web:
        lanes = Lanes(slow, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer(asks("a.example", 2))
        _wait_for(lambda: any(seen.path != "/robots.txt" for seen in web.seen))
        began = time.monotonic()
        lanes.stop("time limit")
        deliveries = all_of(lanes)
        took = time.monotonic() - began
        lanes.close()

    assert deliveries == []  # whoever is hung up on has said nothing about what was asked
    assert [one.url for one in lanes.withdrawn()] == ["https://a.example/1", "https://a.example/0"]
    assert took < 5


def test_a_stopped_run_does_not_wait_for_a_list_that_does_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.web.lanes.GRACE", 0.2)
    slow = FAST.model_copy(update={"read_timeout": 30, "total_timeout": 60})
    with Loopback(lambda seen: Reply(fault="silent")) as web:
        lanes = Lanes(slow, SystemClock(), hosts=web.hosts("raw.githubusercontent.com"))

        def stop_when_asked() -> None:
            _wait_for(lambda: bool(web.seen))
            lanes.stop("interrupted")

        stopper = threading.Thread(target=stop_when_asked)
        stopper.start()
        delivery = lanes.fetch_now(ask("https://raw.githubusercontent.com/a/b/main/README.md", "text"))
        stopper.join()
        lanes.close()

    assert (delivery.outcome, delivery.reason) == (Outcome.BROKEN, "not asked: interrupted")


def _wait_for(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not reached() and time.monotonic() < end:
        time.sleep(0.005)
    assert reached()


def test_stop_wakes_a_lane_that_waits_and_keeps_the_verdict_of_its_last_try() -> None:
    with Loopback(lambda seen: Reply(429, b"", {"Retry-After": "50"})) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer([ask("https://api.datacite.org/1", "json")])
        while not web.seen or lanes.states()[0].under_way == 0:
            time.sleep(0.005)
        time.sleep(0.05)
        lanes.stop("interrupted")
        deliveries = all_of(lanes)
        lanes.close()

    assert [(d.outcome, d.attempts) for d in deliveries] == [(Outcome.REFUSED, 1)]


def test_fetch_now_waits_for_its_turn_and_is_not_counted_as_offered() -> None:
    with Loopback(lambda seen: Reply(body=b"# List", headers={"ETag": '"1"', "Content-Type": "text/plain"})) as web:
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts("raw.githubusercontent.com"))
        delivery = lanes.fetch_now(ask("https://raw.githubusercontent.com/a/b/main/README.md", "text"), {"If-None-Match": '"0"'})
        lanes.close()

    assert delivery.outcome is None
    assert web.seen[0].headers["if-none-match"] == '"0"'
    assert lanes.outstanding == 0
    assert lanes.requests == 1


def test_a_bug_in_a_lane_is_raised_where_somebody_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Fetcher, *_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Fetcher, "fetch", fail)
    monkeypatch.setattr(threading, "excepthook", lambda args: None)
    lanes = Lanes(FAST, SystemClock())

    lanes.offer(asks("a.example", 1))

    with pytest.raises(ZeroDivisionError):
        lanes.next(20)
    lanes.close()


# --- no network -------------------------------------------------------------------------------------------------------


def unreachable(*hosts: str) -> Callable[..., requests.Response]:
    """A door behind which these hosts cannot be reached, and the others can."""
    send = Door.send

    def refuse(self: Door, request: requests.PreparedRequest, **kwargs: object) -> requests.Response:
        if any(host in str(request.url) for host in hosts):
            self.reached = False
            raise requests.ConnectTimeout
        return send(self, request, **kwargs)

    return refuse


def test_three_sites_that_cannot_be_reached_mean_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Door, "send", unreachable(""))
    lanes = Lanes(FAST, SystemClock())

    lanes.offer([one for host in HOSTS[:4] for one in asks(host, 50)])
    deliveries = all_of(lanes)
    late = ask("https://a.example/late")
    lanes.offer([late])
    after = all_of(lanes)
    lanes.close()

    assert lanes.offline
    assert len(deliveries) == 200
    assert {d.outcome for d in deliveries + after} == {Outcome.BROKEN}
    assert after[0].reason.startswith("offline: no connection in time to ")
    assert lanes.requests < 20


def test_one_site_that_answers_is_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback(lambda seen: Reply(delay=0.05)) as web:
        monkeypatch.setattr(Door, "send", unreachable("a.example", "b.example", "c.example"))
        lanes = Lanes(FAST, SystemClock(), hosts=web.hosts(*HOSTS))
        lanes.offer([one for host in HOSTS[:4] for one in asks(host, 3)])
        deliveries = all_of(lanes)
        lanes.close()

    assert not lanes.offline
    assert Counter(d.outcome for d in deliveries) == {None: 3, Outcome.BROKEN: 9}


def test_fewer_than_three_sites_must_fail_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Door, "send", unreachable(""))
    lanes = Lanes(FAST, SystemClock())

    lanes.offer([*asks("a.example", 9), *asks("b.example", 9)])
    deliveries = all_of(lanes)
    lanes.close()

    assert lanes.offline
    assert len(deliveries) == 18


def test_a_request_that_hangs_is_not_waited_for_longer_than_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ManualClock()
    hanging, release = threading.Event(), threading.Event()

    def send(self: Door, request: requests.PreparedRequest, **_: object) -> requests.Response:
        self.reached = False
        if "d.example" in str(request.url):
            hanging.set()
            release.wait(10)
        else:
            hanging.wait(10)
        raise requests.ConnectTimeout

    monkeypatch.setattr(Door, "send", send)
    lanes = Lanes(FAST, clock)
    lanes.offer([one for host in HOSTS[:4] for one in asks(host, 1)])
    early = [lanes.next(5) for _ in range(3)]
    assert not lanes.offline
    clock.sleep(PATIENCE)
    last = lanes.next(5)
    lanes.close()
    release.set()

    assert lanes.offline
    assert all(early)
    assert last is not None
    assert last.reason.startswith("offline")
    assert lanes.outstanding == 0


def test_a_list_that_cannot_be_reached_is_not_asked_for_again_while_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Door, "send", unreachable(""))
    lanes = Lanes(FAST, SystemClock())

    first, second = (lanes.fetch_now(ask(f"https://raw.githubusercontent.com/a/b/{n}", "text")) for n in range(2))
    lanes.close()

    assert (first.attempts, second.attempts) == (1, 0)
    assert second.reason == "not asked again: no connection in time to raw.githubusercontent.com"


def test_a_run_told_to_stay_offline_asks_nothing() -> None:
    lanes = Lanes(Settings(offline=True), SystemClock())

    lanes.offer(asks("a.example", 3))
    deliveries = all_of(lanes)
    now = lanes.fetch_now(ask("https://a.example/x"))
    lanes.close()

    assert {d.outcome for d in [*deliveries, now]} == {Outcome.BROKEN}
    assert lanes.offline
    assert lanes.requests == 0
