"""Which links count as dead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.evidence import Standing
from pipeline.evidence.answers import first
from pipeline.gone import dead, gone
from pipeline.models import Lookup, Outcome

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PAGE = Lookup(source="cvf", by="id", value="cvf:CVPR2022/He")
MISSING = Outcome.NOT_FOUND, "404 from openaccess.thecvf.com"


def standing(*answers: tuple[int, Outcome, str]) -> Standing:
    """After answers on these days."""
    (day, outcome, reason), *others = answers
    found = first(outcome, reason, 1, NOW + timedelta(days=day), "r")
    for n, (day, outcome, reason) in enumerate(others, 2):
        found = found.after(outcome, reason, n, NOW + timedelta(days=day), "r")
    return found


CASES = {
    "missed once": ([(0, *MISSING)], False),
    "missed twice on one day": ([(0, *MISSING), (0, *MISSING)], False),
    "missed on two days": ([(0, *MISSING), (1, *MISSING)], True),
    "gone for good": ([(0, Outcome.NOT_FOUND, "410 from x.org"), (1, Outcome.NOT_FOUND, "410 from x.org")], True),
    "refused in between": ([(0, *MISSING), (1, Outcome.REFUSED, "403 from x.org"), (2, *MISSING)], False),
    "an index that does not know it": ([(0, Outcome.NOT_FOUND, "not in the answer"), (1, Outcome.NOT_FOUND, "not in the answer")], False),
    "back again": ([(0, *MISSING), (1, *MISSING), (2, Outcome.FOUND, "")], False),
}


@pytest.mark.parametrize(("answers", "is_gone"), CASES.values(), ids=CASES.keys())
def test_what_was_missed_on_two_days_and_nothing_else_since_is_gone(answers: list[tuple[int, Outcome, str]], is_gone: bool) -> None:
    assert (PAGE.value in gone({PAGE: standing(*answers)})) is is_gone


def test_what_another_source_finds_is_there() -> None:
    other = Lookup(source="openalex", by="id", value=PAGE.value)

    assert gone({PAGE: standing((0, *MISSING), (1, *MISSING)), other: standing((2, Outcome.FOUND, ""))}) == {}


def test_the_papers_link_and_each_link_into_a_repository_are_told_once() -> None:
    lost = {PAGE.value: "404 from x.org", "github:a/b": "404 from api.github.com"}
    urls = [
        "https://x.org/he.pdf",
        "https://github.com/A/b",
        "https://github.com/A/b",
        "https://github.com/a/b/tree/main",
        "https://github.com/c/d",
    ]

    assert list(dead(urls[0], [PAGE.value], urls, lost)) == [
        (urls[0], "404 from x.org"), (urls[1], "404 from api.github.com"), (urls[3], "404 from api.github.com"),
    ]  # fmt: skip
