from __future__ import annotations

import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clock import SystemClock
from pipeline.settings import Settings
from pipeline.web.gate import HELD_UP, Gate, Gates, Halted, Parked
from pipeline.web.sites import Site, site_of
from tests.web.manual_clock import START, ManualClock

URL = "https://site.example/a"
SITE = Site(name="site", hosts=("site.example",), interval=1.0)


def take(gate: Gate, url: str = URL, lasting: float = 0.0, clock: ManualClock | None = None) -> None:
    with gate.turn(url):
        if clock:
            clock.sleep(lasting)


def gaps(gate: Gate) -> list[float]:
    return [(b - a).total_seconds() for a, b in pairwise(gate.started)]


@given(st.lists(st.floats(0, 5), min_size=2, max_size=20))
def test_starts_are_never_closer_than_the_interval_and_hardly_further_apart(answers: list[float]) -> None:
    clock = ManualClock()
    gate = Gate(SITE, Settings(), clock)

    for lasting in answers:
        take(gate, lasting=lasting, clock=clock)

    for gap, lasting in zip(gaps(gate), answers, strict=False):
        assert 1.0 < gap <= max(1.03 + HELD_UP, lasting + 0.001)


def test_an_answer_that_comes_late_lets_the_next_question_leave_a_little_later() -> None:
    clock = ManualClock()
    gate = Gate(SITE, Settings(), clock)

    for lasting in (0.1, 0.1, 0.12, 0.1, 0.9, 0.1):
        take(gate, lasting=lasting, clock=clock)

    assert gaps(gate) == pytest.approx([1.022, 1.022, 1.042, 1.022, 1.022 + HELD_UP], abs=0.001)


@pytest.mark.parametrize(("ago", "wait"), [(0.3, 0.7), (-5.0, 1.0), (60.0, 0.0)], ids=["just now", "by a clock ahead", "long ago"])
def test_the_interval_holds_between_two_runs(ago: float, wait: float) -> None:
    clock = ManualClock()
    gate = Gate(SITE, Settings(), clock, [START - timedelta(seconds=ago)])

    take(gate)

    assert wait <= (gate.started[0] - START).total_seconds() <= wait + 0.03


def test_the_interval_counts_from_the_moment_a_new_connection_stood() -> None:
    clock = ManualClock()
    gate = Gate(SITE, Settings(), clock)

    with gate.turn(URL):
        clock.sleep(0.4)  # connecting
        gate.sent(clock.monotonic())
    take(gate)

    assert gaps(gate)[0] >= 1.4


def test_nobody_sets_out_while_another_is_still_connecting() -> None:
    gate = Gate(SITE.model_copy(update={"at_once": 2}), Settings(interval_scale=0.001), SystemClock())
    second = threading.Thread(target=take, args=(gate,))

    with gate.turn(URL):
        second.start()
        second.join(0.05)
        before = len(gate.started)
        gate.sent(SystemClock().monotonic())
        second.join(5)

    assert before == 1
    assert len(gate.started) == 2


def test_intervals_are_scaled() -> None:
    gate = Gate(SITE, Settings(interval_scale=0.1), ManualClock())

    for _ in range(3):
        take(gate)

    assert all(0.1 < gap < 0.12 for gap in gaps(gate))


def test_a_delay_holds_back_everybody() -> None:
    clock = ManualClock()
    gate = Gate(SITE, Settings(), clock)

    take(gate)
    gate.delay(20)
    take(gate)

    assert 20 <= gaps(gate)[0] < 20.1


def test_two_threads_share_one_interval_and_one_width() -> None:
    gate = Gate(SITE, Settings(interval_scale=0.03), SystemClock())
    inside = []
    most = []

    def work() -> None:
        for _ in range(3):
            with gate.turn(URL):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert max(most) == 1
    assert len(gate.started) == 9
    assert min(gaps(gate)) >= 0.03


CROSSREF = site_of("https://api.crossref.org/works")
SINGLE = "https://api.crossref.org/works/10.1109/x"
LIST = "https://api.crossref.org/works?query.title=x"


@pytest.mark.parametrize(
    ("contact", "url", "interval"),
    [(None, SINGLE, 0.2), (None, LIST, 0.2), ("a@b.org", SINGLE, 0.1), ("a@b.org", LIST, 0.35)],
    ids=["public single", "public list", "polite single", "polite list"],
)
def test_crossref_is_asked_as_its_pools_want(contact: str | None, url: str, interval: float) -> None:
    gate = Gate(CROSSREF, Settings(contact=contact), ManualClock())

    assert gate.interval(url) == interval
    assert gate.width == (3 if contact else 1)


def test_lists_and_singles_in_turn_keep_both_intervals() -> None:
    gate = Gate(CROSSREF, Settings(contact="a@b.org"), ManualClock())

    for url in [LIST, SINGLE] * 4:
        take(gate, url)

    lists = gate.started[::2]
    assert min(gaps(gate)) > 0.1
    assert min((b - a).total_seconds() for a, b in pairwise(lists)) > 0.35


def test_a_stricter_interval_wins_for_its_kind_of_address_and_a_laxer_one_never() -> None:
    gate = Gate(CROSSREF, Settings(contact="a@b.org"), ManualClock())

    gate.slow_down(0.5, SINGLE)
    gate.slow_down(0.01, LIST)

    assert gate.interval(SINGLE) == 0.5
    assert gate.interval(LIST) == 0.35


def test_an_interval_longer_than_a_run_waits_parks_the_lane() -> None:
    gate = Gate(SITE, Settings(), ManualClock())

    gate.slow_down(3600)

    with pytest.raises(Parked, match="3600 s"):
        take(gate)


BUDGETED = SITE.model_copy(update={"budget": (3, 3600.0)})


def test_a_budget_counts_the_requests_of_earlier_runs() -> None:
    past = [START - timedelta(seconds=s) for s in (4000, 3000, 10)]
    gate = Gate(BUDGETED, Settings(), ManualClock(), past)

    take(gate)
    with pytest.raises(Parked, match="budget spent: 3 requests in 3600 s"):
        take(gate)

    assert len(gate.started) == 1


def test_a_budget_that_is_nearly_free_again_is_waited_for() -> None:
    past = [START - timedelta(seconds=s) for s in (3595, 20, 10)]
    gate = Gate(BUDGETED, Settings(), ManualClock(), past)

    take(gate)

    assert (gate.started[0] - START).total_seconds() >= 5


def test_a_halted_gate_wakes_whoever_waits() -> None:
    gates = Gates(Settings(), SystemClock(), {})
    gate = gates.of(SITE)
    take(gate)
    gate.delay(30)
    ended: list[bool] = []

    def wait() -> None:
        with pytest.raises(Halted):
            take(gate)
        ended.append(True)

    thread = threading.Thread(target=wait)
    thread.start()
    gates.halt()
    thread.join(5)

    assert ended == [True]
    with pytest.raises(Halted):
        take(gates.of(Site(name="new", hosts=("new.example",))))
