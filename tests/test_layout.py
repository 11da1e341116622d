"""A change of a site's layout is noticed, a bad day of chance is not."""

from __future__ import annotations

import pytest

from pipeline.layout import WINDOW, Habit, Tally, habit, tally
from pipeline.models import By, Claim, Lookup, NotAPage, NotFound, Record, Verdict

FULL = {"title": "citation_title", "authors": "citation_author", "abstract": "div#abstract"}


def lookup(n: int, by: By = "id") -> Lookup:
    return Lookup("cvf", by, str(n))


def page(n: int, ways: dict[str, str]) -> tuple[Lookup, Verdict]:
    claims = tuple(Claim.model_validate({"field": f, "raw": "x", "clean": "x", "way": w}) for f, w in ways.items())
    return lookup(n), (Record(lookup=lookup(n), identifiers=frozenset(), claims=claims),)


def pages(count: int, ways: dict[str, str], reader: str = "v1") -> Tally:
    return tally(reader, [page(n, ways) for n in range(count)])


def after(*tallies: Tally) -> Habit:
    known: Habit | None = None
    for one in tallies:
        known = habit("cvf", known, one)
    assert known is not None
    return known


def test_pages_and_ways_are_counted() -> None:
    counted = tally(
        "v1", [page(1, FULL), page(2, {"title": "h1"}), (lookup(3), NotFound(reason="404")), (lookup(4), NotAPage(reason="shell"))]
    )

    assert counted.pages == 3
    assert counted.ways["title"] == {"citation_title": 1, "h1": 1}
    assert counted.found("abstract") == 1


def test_searches_and_listings_are_not_counted() -> None:
    assert tally("v1", [(lookup(1, "title"), ()), (lookup(2, "listing"), ())]).pages == 0


@pytest.mark.parametrize(
    ("now", "warning"),
    [
        (pages(5, {"title": "citation_title", "authors": "citation_author"}), "cvf: abstract found on 0 of 5 pages, before on 80 of 80"),
        (pages(5, {**FULL, "title": "h1"}), "cvf: title is no longer found by citation_title but by h1 (5 of 5 pages)"),
        (tally("v1", [(lookup(n), NotAPage(reason="no paper")) for n in range(5)]), "cvf: title found on 0 of 5 pages, before on 80 of 80"),
    ],
    ids=["a field is gone", "another way hits", "the reader knows no page any more"],
)
def test_a_change_of_layout_is_told(now: Tally, warning: str) -> None:
    assert any(w.startswith(warning) for w in after(pages(80, FULL), now).warnings)


def test_pages_that_come_one_a_day_tell_it_too() -> None:
    days = [pages(1, {"title": "citation_title"}) for _ in range(5)]

    assert len(after(pages(80, FULL), *days).warnings) == 2


@pytest.mark.parametrize(
    "now",
    [pages(1, {}), pages(30, FULL), tally("v1", [page(n, FULL if n else {}) for n in range(10)])],
    ids=["one odd page", "all as before", "one odd page of ten"],
)
def test_what_may_be_chance_is_not_told(now: Tally) -> None:
    assert after(pages(80, FULL), now).warnings == ()


def test_a_field_that_is_often_missing_may_be_missing_again() -> None:
    sometimes = tally("v1", [page(n, FULL if n % 3 == 0 else {"title": "citation_title"}) for n in range(60)])

    assert after(sometimes, pages(5, {"title": "citation_title"})).warnings == ()


def test_a_new_version_of_the_reader_begins_anew() -> None:
    assert after(pages(80, FULL), pages(50, {"title": "h1"}, "v2")).warnings == ()


def test_the_warning_stays_until_the_old_way_is_back() -> None:
    changed = [pages(WINDOW, {**FULL, "title": "h1"}) for _ in range(3)]
    known = after(pages(80, FULL), *changed)

    assert known.warnings
    assert habit("cvf", known, pages(WINDOW, FULL)).warnings == ()


def test_a_run_without_pages_changes_nothing() -> None:
    known = after(pages(80, FULL), pages(5, {}))

    assert habit("cvf", known, pages(0, {})) == known
