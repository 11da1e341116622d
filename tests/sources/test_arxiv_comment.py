"""What arXiv comments say about acceptance and withdrawal, and what they only seem to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources._arxiv_comment import accepted, withdrawn
from tests.sources.answering import unhurried

SAYINGS = [
    ("Accepted at CVPR 2023", ["CVPR 2023"]),
    ("Accepted to CVPR 2023 as oral presentation", ["CVPR 2023"]),
    ("accepted by ICML2022", ["ICML2022"]),
    ("To appear in ECCV'22", ["ECCV'22"]),
    ("To appear in Proc. of ICCV 2021. Code is released", ["ICCV 2021"]),
    ("Published as a conference paper at ICLR 2021", ["ICLR 2021"]),
    ("9 pages, accepted for oral presentation at ICCV 2023, code at https://example.org", ["ICCV 2023"]),
    ("Accepted for publication in IEEE Transactions on Medical Imaging", ["IEEE Transactions on Medical Imaging"]),
    ("Accepted at ICLR 2022 (Oral)", ["ICLR 2022"]),
    ("Camera-ready version for ICML 2022", ["ICML 2022"]),
    ("In Proceedings of ICML 2020", ["ICML 2020"]),
    ("In ICML 2020", ["ICML 2020"]),
    ("ICLR 2022 (Oral)", ["ICLR 2022"]),
    ("CVPR'23 highlight", ["CVPR'23"]),
    ("NeurIPS 2021 Spotlight, 12 pages", ["NeurIPS 2021"]),
    ("CVPR2023 Highlight. Code: https://example.org", ["CVPR2023"]),
    ("13 pages; ICCV 2023; project page: https://example.org", ["ICCV 2023"]),
    ("Accepted to NeurIPS 2022 Workshop on Self-Supervised Learning", ["NeurIPS 2022 Workshop on Self-Supervised Learning"]),
    ("ECCV 2022 Workshops", ["ECCV 2022 Workshops"]),
    (
        "Accepted at the 16th IEEE International Conference on Software Testing, Verification and Validation (ICST) 2023",
        ["16th IEEE International Conference on Software Testing, Verification and Validation (ICST) 2023"],
    ),
    ("Preprint. Accepted to the Workshop on Testing in the Cloud at ICPADS 2015", ["Workshop on Testing in the Cloud at ICPADS 2015"]),
    ("Submitted to ICLR 2024", []),
    ("Under review at CVPR 2024", []),
    ("Not accepted at CVPR 2021", []),
    ("Extended version of our CVPR 2020 paper", []),
    ("Extended version of a paper accepted at CVPR 2021", []),
    ("Abridged version to appear in SODA 2021", []),
    ("Part of this work was presented at ICALP 2011", []),
    ("1st place in the CVPR 2021 challenge", []),
    ("Winner of the NeurIPS 2021 competition on Earth", []),
    ("Supplementary material for ECCV 2022", []),
    ("COVID-19, MNIST 2012", []),
    ("12 pages, 3 figures", []),
    ("accepted", []),
    ("", []),
    (None, []),
]


@pytest.mark.parametrize(("comment", "venues"), SAYINGS)
def test_only_where_this_paper_was_accepted_counts(comment: str | None, venues: list[str]) -> None:
    assert list(accepted(comment)) == venues


@pytest.mark.parametrize(
    "text",
    [
        "This paper has been withdrawn",
        "This paper has been withdrawn by the author due to a crucial error",
        "12 pages. This submission was withdrawn by arXiv administrators",
        "This has been withdrawn by arXiv administrators",
        "Withdrawn",
        "withdrawn by the authors",
        "The article has been temporarily withdrawn",
    ],
)
def test_a_paper_that_its_comment_takes_back_is_withdrawn(text: str) -> None:
    assert withdrawn(text) == text


@pytest.mark.parametrize("text", ["Replaces the withdrawn arXiv:0706.0001", "We study how troops were withdrawn", "12 pages", "", None])
def test_a_paper_that_only_uses_the_word_is_not(text: str | None) -> None:
    assert withdrawn(text) is None


@unhurried
@given(st.text())
def test_what_is_said_stands_in_the_comment(comment: str) -> None:
    assert all(" ".join(comment.split()).find(venue) >= 0 for venue in accepted(comment))


def test_a_long_comment_takes_no_time() -> None:
    assert list(accepted("accepted " * 100_000)) == []
    assert withdrawn("this paper " * 100_000) is None
