"""Dates as sites write them, never with a part that nobody wrote.

Own patterns: general date parsers fill gaps from today's date and read "n/a" as a day.
"""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR = 1600
"""Scholarly journals begin in 1665; what reads as an earlier year is a page or a report number."""

LAST_YEAR = 2039
"""Proceedings are dated ahead by a year at most; numbers beyond the coming decade are not years. A constant: cleaning knows no clock."""

MONTHS = {name: n for n, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
     "october oct", "november nov", "december dec"), 1) for name in names.split()}  # fmt: skip

_MONTH = r"(?<![^\W\d_])(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_MONTH2 = _MONTH.replace("?P<month>", "?:")
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?!\d)(?:st|nd|rd|th)?"
_DASH = r"\s{0,3}(?:-|–|—|to|/|&|and)\s{0,3}"
_FORMS = tuple(re.compile(form, re.I) for form in (
    rf"(?<!\d){_YEAR}(?:[-/.](?P<month>\d{{1,2}})(?!\d)(?:[-/.](?P<day>\d{{1,2}})(?!\d))?)?",  # 2023/06/17, 2023-06, 2023, ISO
    r"(?<!\d)(?P<year>\d{4})(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",                                  # 20230617
    rf"(?<!\d){_YEAR}[\s,]{{1,3}}{_MONTH}(?:[\s,]{{1,3}}{_DAY})?",                                     # 2023 Jun 28
    # Apr 22, 2019; June 17-23, 2023; May 30 - June 2, 2023
    rf"{_MONTH}[\s,]{{1,3}}{_DAY}(?:{_DASH}(?:{_MONTH2}[\s]{{1,3}})?\d{{1,2}}(?:st|nd|rd|th)?)?[\s,]{{1,4}}{_YEAR}",
    # 17 June 2023; 17-23 June 2023; 17-Jun-2023
    rf"(?<!\d){_DAY}(?:{_DASH}\d{{1,2}}(?:st|nd|rd|th)?)?[\s.-]{{1,3}}(?:of\s)?{_MONTH}[\s,.-]{{0,3}}{_YEAR}",
    rf"{_MONTH}(?:{_DASH}{_MONTH2})?[\s,.-]{{1,3}}{_YEAR}",                                            # June 2023; Jul-Aug 2023
))  # fmt: skip
_WITHIN = re.compile(r"(?<![\d/.-])(?P<year>\d{4})[-/.](?P<month>\d{2})[-/.](?P<day>\d{2})(?!\d)")
_DAY_OR_MONTH_FIRST = re.compile(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1(?P<year>\d{4})(?!\d)")  # 03/04/2023: whose habit nobody says
_LONE_YEAR = re.compile(r"(?<![\d.:/-])(\d{4})(?![\d:])")
_LONGEST = 300  # characters; a longer text is no date


def issued(raw: str) -> str | None:
    """`YYYY-MM-DD`, `YYYY-MM` or `YYYY`: as much as the text says for certain; of a span of days the first.

    >>> issued("2023/06/17"), issued("Apr 22, 2019"), issued("June 17-23, 2023"), issued("2023-02-31"), issued("n/a")
    ('2023-06-17', '2019-04-22', '2023-06-17', '2023-02', None)
    """
    text = " ".join(raw[:_LONGEST].split())
    for form in _FORMS[2:]:
        if match := form.search(text):
            return _certain(**match.groupdict())
    for match in (_FORMS[0].match(text), _FORMS[1].match(text), _WITHIN.search(text), _DAY_OR_MONTH_FIRST.search(text)):
        if match and (found := _certain(**match.groupdict())):
            return found
    years = {y for y in _LONE_YEAR.findall(text) if FIRST_YEAR <= int(y) <= LAST_YEAR}
    return years.pop() if len(years) == 1 else None


def year(raw: str) -> int | None:
    """
    >>> year("2023/06/17"), year("ICCV 2021"), year("pages 1120 to 1990")
    (2023, 2021, 1990)
    """
    found = issued(raw)
    return int(found[:4]) if found else None


def _certain(year: str, month: str | None = None, day: str | None = None) -> str | None:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    number = MONTHS.get(month.lower()) if month and not month.isdigit() else int(month or 0)
    if not number or number > 12:
        return year
    try:
        return date(int(year), number, int(day or 0)).isoformat()
    except ValueError:
        return f"{year}-{number:02d}"
