from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.body import announced
from pipeline.web.limits import budget_resets_in, least_interval, most_at_once, retry_after
from tests.web.manual_clock import START


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", None),
        ("-5", None),
        ("1.5", 1.5),
        (format_datetime(START + timedelta(seconds=30), usegmt=True), 30.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", None),
        ("soon", None),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("1e308", 31_536_000.0),
        ("9" * 5_000, None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 31_536_000.0),
        ("Mon, 99999999999999999999 Jan 2026 00:00:00 GMT", None),
        ("Mon, 1 Jan 2026 00:00:00 +99999999999999999999", None),
    ],
)
def test_retry_after_is_read_in_seconds_and_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, START) == seconds


@given(st.text())
def test_no_header_value_makes_reading_it_fail(value: str) -> None:
    names = [
        "retry-after",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-rate-limit-limit",
        "x-rate-limit-interval",
        "x-concurrency-limit",
    ]
    headers = dict.fromkeys(names, value)

    retry_after(headers, START)
    budget_resets_in(headers, START)
    least_interval(headers)
    most_at_once(headers)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"x-ratelimit-remaining": "900", "x-ratelimit-remaining-usd": "0.09"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "64147"}, 64147.0),
        ({"x-ratelimit-remaining-usd": "0.0", "x-ratelimit-reset": "10"}, 10.0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(START.timestamp()) + 600)}, 600.0),
        ({"x-ratelimit-remaining": "0"}, float("inf")),
    ],
    ids=["nothing said", "something left", "credits spent", "dollars spent", "reset is a time", "no reset"],
)
def test_a_spent_budget_is_seen(headers: dict[str, str], seconds: float | None) -> None:
    assert budget_resets_in(headers, START) == seconds


def test_crossref_numbers_are_read() -> None:
    headers = {"x-rate-limit-limit": "3", "x-rate-limit-interval": "1s", "x-concurrency-limit": "3"}

    assert least_interval(headers) == pytest.approx(1 / 3)
    assert most_at_once(headers) == 3


@pytest.mark.parametrize(
    ("length", "bytes_"),
    [("12", 12), ("", None), ("-1", None), ("²", None), ("1e3", None), ("9" * 400, 1e15), ("9" * 5_000, 1e15)],
    ids=["bytes", "nothing", "negative", "raised", "exponent", "hundreds of digits", "thousands of digits"],
)
def test_a_length_is_what_the_head_says_and_never_breaks_anything(length: str, bytes_: float | None) -> None:
    assert announced({"Content-Length": length}) == bytes_
