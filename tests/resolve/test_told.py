"""What authors tell on arXiv about where their paper appeared."""

from __future__ import annotations

import pytest

from pipeline.models import Record
from pipeline.resolve.told import told
from pipeline.resolve.versions import versions
from pipeline.sources._arxiv_comment import accepted
from pipeline.sources._base import claim
from pipeline.sources._base import record as record_of
from tests.resolve.records import lookup, read, seed, shown


def preprint(comment: str = "", journal_ref: str = "", year: int = 2021, doi: str = "") -> Record:
    asked = lookup("arxiv arxiv:2111.06377")
    return record_of(
        asked,
        [*read(seed(asked.value)).seed.identifiers],
        claim("title", "Masked Autoencoders Are Scalable Vision Learners", "test"),
        claim("authors", "He, Kaiming\nChen, Xinlei", "test"),
        claim("venue", "arXiv", "test"),
        claim("year", str(year), "test"),
        claim("journal_ref", journal_ref or None, "arxiv:journal_ref"),
        *(claim("accepted", name, "arxiv:comment") for name in accepted(comment)),
    )


def publication(comment: str = "", journal_ref: str = "", year: int = 2021) -> tuple[object, object] | None:
    found = list(told([preprint(comment, journal_ref, year)]))
    return (found[0].clean("venue"), found[0].clean("year")) if found else None


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("Accepted at CVPR 2022", ("CVPR", 2022)),
        ("Accepted to CVPR 2022 (Oral). Code: https://example.org", ("CVPR", 2022)),
        ("12 pages, 5 figures, CVPR'22 highlight", ("CVPR", 2022)),
        ("To appear in the Proceedings of the 39th International Conference on Machine Learning (ICML 2022)", ("ICML", 2022)),
        ("MICCAI 2022", ("MICCAI", 2022)),
        ("Accepted by IEEE Transactions on Medical Imaging, 2023", ("TMI", 2023)),
        ("ICML 2022 Workshop on Pre-training", ("ICML Workshops", 2022)),
        ("Accepted at ICML 2022 Workshop on Pre-training. Accepted at NeurIPS 2022", ("NeurIPS", 2022)),
        ("NeurIPS 2022 Datasets and Benchmarks Track", ("NeurIPS Datasets and Benchmarks", 2022)),
        ("Published in Transactions on Machine Learning Research (08/2023)", ("TMLR", 2023)),
        ("36th Conference on Neural Information Processing Systems (NeurIPS 2022)", ("NeurIPS", 2022)),
        ("Accepted at IEEE International Conference on Acoustics, Speech and Signal Processing (ICASSP), 2023", ("ICASSP", 2023)),
        ("10 pages; MICCAI 2022; code available", ("MICCAI", 2022)),
        ("Accepted at the NeurIPS 2022 Datasets and Benchmarks Track", ("NeurIPS Datasets and Benchmarks", 2022)),
        ("Findings of EMNLP 2022", ("Findings of EMNLP", 2022)),
        ("Accepted at CVPR", None),  # which?
        ("Accepted at CVPR 2022. Accepted at ECCV 2022", None),  # which of the two?
        ("Accepted at a workshop in 2022", None),
        ("Submitted to CVPR 2022", None),
        ("Extended version of our CVPR 2020 paper", None),
        ("Accepted at CVPR 2020", ("CVPR", 2020)),  # posted a year after
        ("Accepted at CVPR 2019", None),
        ("Accepted at CVPR 2024", ("CVPR", 2024)),
        ("Accepted at CVPR 2025", None),
        ("Accepted at CVPR 2012", None),  # before the preprint: of another paper
        ("Accepted at CVPR 2030", None),
        ("", None),
    ],
)
def test_a_comment_tells_the_publication_where_it_names_a_known_venue_and_the_year(comment: str, expected: object) -> None:
    assert publication(comment) == expected


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Phys.Rev.D 98 (2018) 7, 076017", ("Physical Review D", 2018)),
        ("JHEP 1610 (2016) 174", ("JHEP", 2016)),
        ("Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition, 2022, pp. 16000-16009", ("CVPR", 2022)),
        ("CVPR 2022", ("CVPR", 2022)),
        ("Nature 518.7540 (2015): 529-533", ("Nature", 2015)),
        ("Medical Image Analysis 67 (2021) 101832", ("MedIA", 2021)),
        ("Phys. Rev. B 85, 115117", None),  # no year
        ("Journal of Something Nobody Knows 3 (2020) 1", None),
        ("Nature 2015; Science 2016", None),
        ("PoS(CD15) (2015) 045", None),  # a series of proceedings is no venue
    ],
)
def test_a_journal_reference_tells_the_publication_of_whatever_year(reference: str, expected: object) -> None:
    assert publication(journal_ref=reference) == expected


def test_a_journal_reference_is_believed_before_a_comment() -> None:
    assert publication("Accepted at CVPR 2022", "IEEE Trans. Pattern Anal. Mach. Intell. 45 (2023) 1") == ("TPAMI", 2023)


def test_the_publication_is_shown_and_the_preprint_kept() -> None:
    asked = seed("arxiv:2111.06377", "Masked Autoencoders Are Scalable Vision Learners")
    draft = read(asked, preprint("Accepted at CVPR 2022"))

    assert (shown(draft)["venue"], shown(draft)["year"]) == ("CVPR", 2022)
    assert draft.chosen["venue"].claim.way == "arxiv:comment"
    assert draft.published


def test_the_authors_word_is_a_version_beside_the_preprint() -> None:
    one = preprint("Accepted at CVPR 2022")

    found = versions([one, *told([one])], one.identifiers)

    assert [(v.kind, v.venue, v.year) for v in found] == [("preprint", "arXiv", 2021), ("proceedings", "CVPR", 2022)]


def test_the_authors_word_comes_before_the_lists_and_after_the_indexes() -> None:
    asked = seed("arxiv:2111.06377", "Masked Autoencoders Are Scalable Vision Learners", venue="ICCV", year=2021)

    assert shown(read(asked, preprint("Accepted at CVPR 2022")))["venue"] == "CVPR"
