"""The comparison with other programs: fair, and never with a figure that was not measured."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.peers.contestants import Failed, peer
from bench.peers.truth import Said, Truth, demonstration

TRUTH = Truth(link="l", listed="T", title="Masked Things: A Study", authors=("Kaiming He", "Piotr Dollár"), years=(2021, 2022))


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        (Said(link="l", title="Masked things — a study", authors=("He, Kaiming", "P. Dollar"), year=2022), True, False),
        (Said(link="l", title="Masked Things: A Study", authors=("Piotr Dollár", "Kaiming He"), year=2022), False, False),
        (Said(link="l", title="Masked Things: A Study", authors=TRUTH.authors), False, False),
        (Said(link="l", title="Masked Things: A Study", authors=("Ada Lovelace",), year=2021), False, True),
        (Said(link="l", title="CVPR 2022 Open Access Repository", authors=TRUTH.authors, year=2022), False, True),
        (Said(link="l"), False, False),
        (None, False, False),
    ],
    ids=["spelt otherwise", "another order", "no year", "other people", "another title", "nothing", "no answer"],
)
def test_what_is_said_of_a_link_is_held_against_the_truth(said: Said | None, right: bool, wrong: bool) -> None:
    assert (TRUTH.is_right(said), TRUTH.is_wrong(said)) == (right, wrong)


def test_who_is_not_installed_is_left_out_with_a_word() -> None:
    with pytest.raises(Failed, match="not installed"):
        peer("reading-lists-by-magic", "plain_loop", Path(sys.executable), [TRUTH], {})


def test_half_of_the_links_are_pages_and_no_link_comes_twice() -> None:
    links = [one.link for one in demonstration()]

    assert len(set(links)) == len(links) > 40
    assert 0.3 < sum("pdf" in link for link in links) / len(links) < 0.6
