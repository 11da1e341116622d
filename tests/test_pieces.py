"""What failed of a batch comes apart as far as it helps, and no further."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Lookup
from pipeline.pieces import Pieces

Batch = Sequence[Lookup]
HUNDRED = [Lookup(source="arxiv", by="id", value=f"arxiv:2001.{n:05}") for n in range(100)]


def ask_all(batch: Batch, fails: Callable[[Batch], Batch], *, once: bool = False) -> tuple[list[int], set[Lookup]]:
    """Sizes of all pieces until nothing is left, and what was given up."""
    pieces = Pieces()
    sizes: list[int] = []
    lost: list[Lookup] = []
    asked = batch
    while asked:
        failed = fails(asked)
        following = pieces.after(asked, failed, once=once and len(failed) == len(asked))
        lost += following.lost
        asked = following.piece
        if asked:
            sizes.append(len(asked))
    assert len(lost) == len(set(lost))
    return sizes, set(lost)


def spoilt_by(*bad: Lookup) -> Callable[[Batch], Batch]:
    return lambda asked: asked if set(bad) & set(asked) else []


@pytest.mark.parametrize("place", [0, 37, 50, 99])
def test_one_bad_lookup_among_a_hundred_is_found_in_few_requests(place: int) -> None:
    sizes, lost = ask_all(HUNDRED, spoilt_by(HUNDRED[place]))

    assert lost == {HUNDRED[place]}
    assert len(sizes) <= 16


def test_a_site_that_takes_ten_at_once_gets_no_more() -> None:
    sizes, lost = ask_all(HUNDRED, lambda asked: asked if len(asked) > 10 else [])

    assert lost == set()
    assert sizes[:4] == [50, 25, 12, 6]
    assert set(sizes[4:-1]) == {6}


def test_a_site_that_answers_ten_of_what_is_asked_is_asked_for_ten() -> None:
    sizes, lost = ask_all(HUNDRED, lambda asked: asked[10:])

    assert lost == set()
    assert sizes == [10] * 9


def test_a_site_at_which_every_question_fails_is_soon_left_alone() -> None:
    sizes, lost = ask_all(HUNDRED, lambda asked: asked)

    assert lost == set(HUNDRED)
    assert sizes == [50, 25, 12, 6, 3, 1, 1]


def test_a_refusal_of_a_half_ends_it() -> None:
    sizes, lost = ask_all(HUNDRED, lambda asked: asked, once=True)

    assert (sizes, lost) == ([50], set(HUNDRED))


def test_a_batch_that_was_refused_for_its_size_is_answered_in_halves() -> None:
    assert ask_all(HUNDRED, lambda asked: asked if len(asked) > 60 else [], once=True) == ([50, 50], set())


def test_where_nothing_can_help_nothing_is_tried() -> None:
    assert Pieces().after(HUNDRED, HUNDRED, hopeless=True) == ([], HUNDRED)


@given(st.sets(st.sampled_from(HUNDRED)), st.integers(1, 100), st.integers(1, 100))
def test_every_lookup_is_answered_or_given_up_and_only_bad_ones_are_given_up_alone(bad: set[Lookup], size: int, most: int) -> None:
    batch = HUNDRED[:size]
    answered: set[Lookup] = set()

    def fails(asked: Batch) -> Batch:
        failed = asked if len(asked) > most or bad & set(asked) else []
        answered.update(set(asked) - set(failed))
        return failed

    sizes, lost = ask_all(batch, fails)

    assert answered | lost == set(batch)
    assert not answered & lost
    assert len(sizes) <= size + 8 * 8
