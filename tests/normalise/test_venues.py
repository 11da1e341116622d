"""Container titles in the forms that sites, indexes and lists use."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.normalise.venues as venues
from pipeline.normalise import venue_table

NAMED = [
    # proceedings' own titles
    ("Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition", "CVPR"),
    ("Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
    ("2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
    ("2009 IEEE Computer Society Conference on Computer Vision and Pattern Recognition", "CVPR"),
    ("2021 IEEE/CVF International Conference on Computer Vision (ICCV)", "ICCV"),
    ("2007 IEEE 11th International Conference on Computer Vision", "ICCV"),
    ("Computer Vision – ECCV 2022", "ECCV"),
    ("Computer Vision - ECCV 2024", "ECCV"),
    ("Proceedings of the European Conference on Computer Vision (ECCV)", "ECCV"),
    ("2022 IEEE/CVF Winter Conference on Applications of Computer Vision (WACV)", "WACV"),
    ("Medical Image Computing and Computer Assisted Intervention – MICCAI 2023", "MICCAI"),
    ("Advances in Neural Information Processing Systems 35", "NeurIPS"),
    ("Advances in Neural Information Processing Systems", "NeurIPS"),
    ("Thirty-seventh Conference on Neural Information Processing Systems", "NeurIPS"),
    ("Proceedings of the 40th International Conference on Machine Learning", "ICML"),
    ("Forty-first International Conference on Machine Learning", "ICML"),
    ("The Twelfth International Conference on Learning Representations", "ICLR"),
    ("Proceedings of the AAAI Conference on Artificial Intelligence", "AAAI"),
    ("Proceedings of the 37th AAAI Conference on Artificial Intelligence", "AAAI"),
    ("Proceedings of the Thirty-Second International Joint Conference on Artificial Intelligence", "IJCAI"),
    ("Proceedings of the 60th Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)", "ACL"),
    ("Proceedings of the 2023 Conference on Empirical Methods in Natural Language Processing", "EMNLP"),
    (
        "Proceedings of the 2019 Conference of the North American Chapter of the Association for Computational Linguistics: "
        "Human Language Technologies, Volume 1 (Long and Short Papers)",
        "NAACL",
    ),
    ("2019 IEEE International Conference on Acoustics, Speech and Signal Processing (ICASSP)", "ICASSP"),
    ("ICASSP 2020 - 2020 IEEE International Conference on Acoustics, Speech and Signal Processing (ICASSP)", "ICASSP"),
    ("Interspeech 2022", "Interspeech"),
    ("2021 IEEE International Conference on Robotics and Automation (ICRA)", "ICRA"),
    ("2022 IEEE/RSJ International Conference on Intelligent Robots and Systems (IROS)", "IROS"),
    ("Robotics: Science and Systems XVII", "RSS"),
    ("Proceedings of the 32nd ACM International Conference on Multimedia", "ACM MM"),
    ("Proceedings of the 28th ACM SIGKDD Conference on Knowledge Discovery and Data Mining", "KDD"),
    ("Proceedings of the 2021 International Conference on Management of Data", "SIGMOD"),
    ("SIGMOD/PODS '21: International Conference on Management of Data", "SIGMOD"),
    ("MM '23: The 31st ACM International Conference on Multimedia", "ACM MM"),
    ("Proceedings of the ACM on Web Conference 2025", "WWW"),
    ("2022 IEEE International Conference on Bioinformatics and Biomedicine (BIBM)", "BIBM"),
    ("IEEE Symposium on Information Visualization, 2005. INFOVIS 2005.", "InfoVis"),
    ("29th USENIX Security Symposium (USENIX Security 20)", "USENIX Security"),
    ("2023 IEEE Symposium on Security and Privacy (SP)", "IEEE S&P"),
    ("2018 IEEE International Symposium on High Performance Computer Architecture (HPCA)", "HPCA"),
    ("Proceedings of the 2023 CHI Conference on Human Factors in Computing Systems", "CHI"),
    ("2019 IEEE/ACM 41st International Conference on Software Engineering (ICSE)", "ICSE"),
    # Semantic Scholar, OpenAlex, DBLP
    ("Computer Vision and Pattern Recognition", "CVPR"),
    ("Neural Information Processing Systems", "NeurIPS"),
    ("IEEE International Conference on Computer Vision", "ICCV"),
    ("European Conference on Computer Vision", "ECCV"),
    ("International Conference on Learning Representations", "ICLR"),
    ("International Conference on Medical Image Computing and Computer-Assisted Intervention", "MICCAI"),
    ("IEEE Workshop/Winter Conference on Applications of Computer Vision", "WACV"),
    ("AAAI Conference on Artificial Intelligence", "AAAI"),
    ("Annual Meeting of the Association for Computational Linguistics", "ACL"),
    ("Knowledge Discovery and Data Mining", "KDD"),
    ("The Web Conference", "WWW"),
    ("arXiv.org", "arXiv"),
    ("arXiv (Cornell University)", "arXiv"),
    ("CoRR", "arXiv"),
    ("CoRR abs/2106.08254", "arXiv"),
    ("arXiv preprint arXiv:2106.08254", "arXiv"),
    ("bioRxiv (Cold Spring Harbor Laboratory)", "bioRxiv"),
    ("ECCV (30)", "ECCV"),
    ("MICCAI (1)", "MICCAI"),
    ("NAACL-HLT (1)", "NAACL"),
    ("ECCV, 2024, Milan (Italie), Italy", "ECCV"),
    ("IEEE/CVF International Conference on Computer Vision, ICCV 2023, Paris, France, October 1-6, 2023", "ICCV"),
    # OpenReview
    ("NeurIPS 2023 poster", "NeurIPS"),
    ("ICLR 2024 poster", "ICLR"),
    ("ICLR 2023 notable top 5%", "ICLR"),
    ("ICLR 2022 Spotlight", "ICLR"),
    ("ICML 2026 regular", "ICML"),
    ("Accepted by TMLR", "TMLR"),
    # journals
    ("IEEE Trans. Pattern Anal. Mach. Intell.", "TPAMI"),
    ("IEEE Transactions on Pattern Analysis and Machine Intelligence", "TPAMI"),
    ("IEEE transactions on pattern analysis and machine intelligence", "TPAMI"),
    ("IEEE Transactions on Medical Imaging", "TMI"),
    ("IEEE Transactions on Image Processing", "TIP"),
    ("International Journal of Computer Vision", "IJCV"),
    ("Journal of Machine Learning Research", "JMLR"),
    ("ACM Transactions on Graphics (TOG)", "TOG"),
    ("Nat. Commun.", "Nature Communications"),
    ("PLoS ONE, v.1, e30-e30 (2006)", "PLOS ONE"),
    ("Remote Sensing; Volume 14; Issue 22; Pages: 5675", "Remote Sensing"),
    ("Nature 521", "Nature"),
    ("Proceedings of the IEEE", "Proceedings of the IEEE"),
    ("Proceedings of the National Academy of Sciences", "PNAS"),
    ("Proceedings of the VLDB Endowment", "PVLDB"),
    # as lists write them
    ("CVPR", "CVPR"),
    ("cvpr 2023", "CVPR"),
    ("CVPR2023", "CVPR"),
    ("CVPR'23", "CVPR"),
    ("NeurIPS'22", "NeurIPS"),
    ("NIPS", "NeurIPS"),
    ("CVPR 2023 (Oral)", "CVPR"),
    ("ICLR(Oral)", "ICLR"),
    ("Arxiv", "arXiv"),
    ("T-PAMI", "TPAMI"),
    ("J.Chem.Inf.Model", "JCIM"),
    ("Science. Advances.", "Science Advances"),
]

APART = [
    ("2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)", "CVPR Workshops", "workshop"),
    ("CVPR Workshops", "CVPR Workshops", "workshop"),
    ("CVPRW 2022", "CVPR Workshops", "workshop"),
    ("ICCV workshop", "ICCV Workshops", "workshop"),
    ("Computer Vision – ECCV 2022 Workshops", "ECCV Workshops", "workshop"),
    ("ICLR 2022 Workshop on Geometrical and Topological Representation Learning", "ICLR Workshops", "workshop"),
    ("NeurIPS 2022 Workshop: Self-Supervised Learning", "NeurIPS Workshops", "workshop"),
    ("Workshop on Foundation Models at NeurIPS 2022", "NeurIPS Workshops", "workshop"),
    ("23rd International Conference on Distributed Computing Systems Workshops, 2003. Proceedings.", "ICDCS Workshops", "workshop"),
    ("Findings of the Association for Computational Linguistics: EMNLP 2022", "Findings of EMNLP", "conference"),
    ("Findings of the Association for Computational Linguistics: ACL-IJCNLP 2021", "Findings of ACL", "conference"),
    ("EMNLP Findings", "Findings of EMNLP", "conference"),
    ("NAACL Findings 2022", "Findings of NAACL", "conference"),
    ("ACL/IJCNLP (Findings)", "Findings of ACL", "conference"),
    ("NeurIPS Datasets and Benchmarks 2023 Poster", "NeurIPS Datasets and Benchmarks", "conference"),
    (
        "Thirty-seventh Conference on Neural Information Processing Systems Datasets and Benchmarks Track",
        "NeurIPS Datasets and Benchmarks",
        "conference",
    ),
    (
        "Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics: System Demonstrations",
        "ACL Demonstrations",
        "conference",
    ),
    ("ACL (Tutorial Abstracts) 2011", "ACL Tutorials", "conference"),
    ("Companion Proceedings of the Web Conference 2022", "WWW Companion", "conference"),
    ("WWW (Companion Volume)", "WWW Companion", "conference"),
    ("Extended Abstracts of the 2021 CHI Conference on Human Factors in Computing Systems", "CHI Extended Abstracts", "conference"),
]

NONE = [
    ("Submitted to ICLR 2024", "not accepted"),
    ("ICLR 2025 Conference Submission", "not accepted"),
    ("ICLR 2024 Conference Withdrawn Submission", "withdrawn"),
    ("ICLR 2024 Conference Desk Rejected Submission", "rejected"),
    ("Under review as a conference paper at ICLR 2024", "not accepted"),
    ("Computer Vision", "generic"),
    ("Machine Learning in Mechanics (ICML)", "the acronym alone proves nothing"),
    ("International Conference on Machine Vision", "another conference"),
    ("International Conference on Computer Vision Theory", "a longer name is another conference"),
    ("Nature Sustainability Reviews of Everything", "a longer name is another journal"),
    ("Science, Technology, & Human Values 2020", "begins with another journal's name"),
    ("A-TEST@ESEC/SIGSOFT FSE", "a workshop unknown to the table"),
    ("Brain Tumour Challenge - MICCAI 2021", "beside a conference, not in it"),
    ("Journal of Test Deposits", "unknown"),
    ("", "empty"),
    ("2023", "a year"),
    ("🙂", "no letters"),
]


@pytest.mark.parametrize(("container_title", "expected"), NAMED, ids=[title for title, _ in NAMED])
def test_a_container_title_gives_the_short_name_of_its_venue(container_title: str, expected: str | None) -> None:
    assert venues.short(container_title) == expected


with (Path(__file__).parent / "container_titles.tsv").open(encoding="utf-8", newline="") as file:
    COLLECTED = [(row["container_title"], row["venue"] or None) for row in csv.DictReader(file, delimiter="\t")]
"""Titles as publishers, indexes, arXiv and lists write them, with the venue; None where none is named for certain."""


@pytest.mark.parametrize(("container_title", "expected"), COLLECTED, ids=[title for title, _ in COLLECTED])
def test_a_title_in_use_somewhere_gives_its_venue_or_none(container_title: str, expected: str | None) -> None:
    assert venues.short(container_title) == expected


def test_an_abbreviation_of_two_venues_is_no_name() -> None:
    assert venue_table.abbreviated("Nat. Rev. C.") is None


@pytest.mark.parametrize(("container_title", "expected", "kind"), APART, ids=[row[0] for row in APART])
def test_workshops_and_tracks_stand_apart_from_the_main_conference(container_title: str, expected: str, kind: str) -> None:
    found = venues.venue(container_title)

    assert found is not None
    assert (found.short, found.kind) == (expected, kind)


@pytest.mark.parametrize(("container_title", "why"), NONE, ids=[title or "empty" for title, _ in NONE])
def test_what_the_table_cannot_prove_is_no_venue(container_title: str, why: str) -> None:
    assert venues.venue(container_title) is None, why


@pytest.mark.parametrize("container_title", ["Lecture Notes in Computer Science", "Proceedings of Machine Learning Research"])
def test_a_book_series_says_who_prints_and_has_no_short_name(container_title: str) -> None:
    found = venues.venue(container_title)

    assert found is not None
    assert found.kind == "book_series"
    assert venues.short(container_title) is None


def test_no_name_of_the_table_means_two_venues() -> None:
    assert venue_table.check_table() == []


def test_every_name_of_the_table_finds_its_own_venue() -> None:
    for one, name in venue_table.rows():
        assert venues.venue(name) == one, name


@given(st.text(max_size=120))
def test_any_text_is_answered(raw: str) -> None:
    venues.venue(raw)
