"""When a site seems to have moved, and when some of its pages are merely gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.evidence import Standing
from pipeline.evidence.answers import first
from pipeline.models import Lookup, Outcome
from pipeline.moves import Moves

JANUARY = datetime(2026, 1, 10, tzinfo=UTC)
MONTH = timedelta(days=30)


def there(at: datetime) -> Standing:
    return first(Outcome.FOUND, "", 1, at, "1")


def gone(*at: datetime) -> Standing:
    standing = first(Outcome.NOT_FOUND, "404", None, at[0], "1")
    for when in at[1:]:
        standing = standing.after(Outcome.NOT_FOUND, "404", None, when, "2")
    return standing


def vanished(at: datetime) -> Standing:
    """Found in January, then not."""
    return there(JANUARY).after(Outcome.NOT_FOUND, "404", None, at, "2")


def warnings(*stand: Standing, source: str = "pmlr") -> list[str]:
    moves = Moves()
    for n, one in enumerate(stand):
        moves.add(Lookup(source=source, by="id", value=f"{source}:v1/a{n}"), one)
    return list(moves.warnings())


def test_a_site_all_of_whose_pages_are_gone_at_once_seems_to_have_moved() -> None:
    told = warnings(*[there(JANUARY)] * 30, *[vanished(JANUARY + 6 * MONTH)] * 10)

    assert told == ["pmlr: none of the last 10 pages is there, 40 were once: the site seems to have moved"]


def test_a_site_of_which_no_page_was_ever_there_seems_to_have_moved() -> None:
    assert warnings(*[gone(JANUARY)] * 40)


@pytest.mark.parametrize(
    "stand",
    [
        [*[there(JANUARY)] * 30, vanished(JANUARY + MONTH)],
        [*[there(JANUARY)] * 30, *[gone(JANUARY)] * 10],
        [*[there(JANUARY)] * 30, *[gone(JANUARY, JANUARY + MONTH)] * 10],
        [*[vanished(JANUARY + MONTH)] * 10, *[there(JANUARY + 2 * MONTH)] * 3],
        [*[gone(JANUARY)] * 4],
    ],
    ids=["one page", "dead from the first", "dead links asked again", "there again", "a few dead links"],
)
def test_dead_links_are_no_move(stand: list[Standing]) -> None:
    assert warnings(*stand) == []


def test_an_index_that_does_not_know_a_work_has_not_moved() -> None:
    assert warnings(*[gone(JANUARY)] * 40, source="crossref") == []
