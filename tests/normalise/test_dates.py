"""Dates as pages and indexes write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise import dates

CASES = [
    ("2023/06/17", "2023-06-17"),
    ("2023-06-17", "2023-06-17"),
    ("2023.06.17", "2023-06-17"),
    ("2021/6", "2021-06"),
    ("2023-06", "2023-06"),
    ("2004", "2004"),
    ("20230617", "2023-06-17"),
    ("2026-03-04T17:59:59Z", "2026-03-04"),
    ("2019-07-11 00:00:00+00:00", "2019-07-11"),
    ("Apr 22, 2019", "2019-04-22"),
    ("April 22nd, 2019", "2019-04-22"),
    ("2023 Jun 28", "2023-06-28"),
    ("2023 Jun", "2023-06"),
    ("2023 Jul-Aug", "2023-07"),
    ("17 June 2023", "2023-06-17"),
    ("17-Jun-2023", "2023-06-17"),
    ("June 17-23, 2023", "2023-06-17"),
    ("May 30 - June 2, 2023", "2023-05-30"),
    ("17-23 June 2023", "2023-06-17"),
    ("Sept. 2016", "2016-09"),
    ("June 2023", "2023-06"),
    ("Published: 2023-06-17", "2023-06-17"),
    ("ICCV 2021", "2021"),
    ("Spring 2020", "2020"),
    ("Wed, 17 Jun 2023 10:00:00 GMT", "2023-06-17"),
    # impossible or ambiguous parts go, certain ones stay
    ("2023-02-31", "2023-02"),
    ("2023-13-01", "2023"),
    ("2023/00/00", "2023"),
    ("03/04/2023", "2023"),
    ("Sumar 2020", "2020"),
    # no date
    ("n/a", None),
    ("", None),
    ("0000", None),
    ("1120-1134", None),
    ("9999", None),
    ("between 2019 and 2021", None),
    ("12", None),
]


@pytest.mark.parametrize(("raw", "expected"), CASES, ids=[raw or "empty" for raw, _ in CASES])
def test_a_date_says_as_much_as_its_text(raw: str, expected: str | None) -> None:
    assert dates.issued(raw) == expected


@pytest.mark.parametrize(("raw", "expected"), [("2023/06/17", 2023), ("in press", None), ("Vol. 33 (2021)", 2021)])
def test_the_year_is_that_of_the_date(raw: str, expected: int | None) -> None:
    assert dates.year(raw) == expected


@given(st.dates(min_value=date(dates.FIRST_YEAR, 1, 1), max_value=date(dates.LAST_YEAR, 12, 31)))
def test_every_day_comes_back_from_every_common_form(day: date) -> None:
    month = day.strftime("%B")

    forms = [day.isoformat(), day.strftime("%Y/%m/%d"), f"{month} {day.day}, {day.year}", f"{day.day} {month[:3]} {day.year}"]

    assert {dates.issued(f.zfill(10) if f[0].isdigit() and "-" in f else f) for f in forms} == {day.isoformat()}


@given(st.text())
def test_any_text_is_answered_with_a_date_that_comes_back(raw: str) -> None:
    found = dates.issued(raw)

    assert found is None or dates.issued(found) == found
