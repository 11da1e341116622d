"""The rules one by one, as tables of cases."""

from __future__ import annotations

import pytest

from pipeline.extract.citation import citation, quoted
from pipeline.extract.hosts import document, scholarly
from pipeline.extract.names import people, person
from pipeline.extract.roles import label, role
from pipeline.extract.title import clean, untagged
from pipeline.extract.venue_year import Said, badge, cell, heading, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paper", "paper"),
        ("[pdf]", "paper"),
        ("PUB", "paper"),
        ("open access paper", "paper"),
        ("Paper ICONIP-2014", "paper"),
        ("论文", "paper"),
        ("Tensorflow code", "code"),
        ("official code - pytorch", "code"),
        ("COCE", "code"),
        ("源码", "code"),
        ("Link to project", "project"),
        ("Homeoage", "project"),
        ("Video", "video"),
        ("accompanying video", "video"),
        ("解读", "blog"),
        ("Slides", "slides"),
        ("Supplementary", "other"),
        ("Tweet", "other"),
        ("Dataset", "data"),
        ("here", "link"),
        ("Attention Is All You Need", None),
        ("GPT-4 Technical Report", None),
        ("", None),
    ],
)
def test_a_link_text_names_its_role(text: str, expected: str | None) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        ("code", "https://doi.org/10.5281/zenodo.1", "code"),
        ("here", "https://github.com/a/b", "code"),
        ("", "https://youtu.be/x", "video"),
        ("", "https://huggingface.co/datasets/a", "data"),
        ("", "https://huggingface.co/papers/2303.18223", "paper"),
        ("", "https://a.github.io/x", "project"),
        ("", "https://zhuanlan.zhihu.com/p/1", "blog"),
        ("", "https://unheard-of.org", "other"),
    ],
)
def test_the_text_decides_before_the_address(text: str, url: str, expected: str) -> None:
    assert role(text, url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org/abs//2206.15433", True),
        ("https://arxiv.org/html/2410.21352v1/x1.png", False),
        ("https://arxiv.org/list/cs.CV/recent", False),
        ("https://openreview.net/forum?id=_x-1", True),
        ("https://openreview.net/group?id=ICLR.cc/2025", False),
        ("https://papers.nips.cc/paper_files/paper/2022", False),
        ("https://www.thelancet.com/journals/landig/article/PIIS2589-7500(23)00048-1/fulltext", True),
        ("https://doi.org/10.5281/zenodo.4545599", False),
        ("https://dl.acm.org/doi/proceedings/10.1145/3690624", False),
        ("https://[broken", False),
    ],
)
def test_an_address_tells_whether_works_are_published_there(url: str, expected: bool) -> None:
    assert scholarly(url) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [("papers/codd.pdf", True), ("https://x.org/a.PDF#page=2", True), ("https://x.org/slides.pdf", False), ("a.html", False)],
)
def test_documents_are_told_by_their_suffix(url: str, expected: bool) -> None:
    assert document(url) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NIPS 2016", Said(2016, "NIPS")),
        ("CVPR2020", Said(2020, "CVPR")),
        ("ACM MM2018 oral", Said(2018, "ACM MM")),
        ("ICML 2018 Workshop", Said(2018, "ICML Workshop")),
        ("CVPR’ 19", Said(2019, "CVPR")),
        ("NSDI'25", Said(2025, "NSDI")),
        ("Nature Methods, July 2019.", Said(2019, "Nature Methods")),
        ("AI Open 2020.", Said(2020, "AI Open")),
        ("arXiv:1512.03385", Said(None, "arXiv")),
        ("arXiv:1511.04587, 2015", Said(2015, "arXiv")),
        ("2024-05", Said(2024, None)),
        ("Galinkin, 2021", Said(2021, None)),
        ("Farokhi and Kaafar, 2020", Said(2020, None)),
        ("from 1950 on", Said(1950, None)),
        ("", Said()),
    ],
)
def test_year_and_venue_are_read_from_what_stands_beside(text: str, expected: Said) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nat. Mach. Intell.(Comment)", Said(None, "Nat. Mach. Intell.")),
        ("Nature :mortar_board:", Said(None, "Nature")),
        ("-", Said()),
        ("2021", Said(2021)),
    ],
)
def test_a_venue_cell_is_the_venue(text: str, expected: Said) -> None:
    assert cell(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019", Said(2019)),
        ("NeurIPS 2023", Said(2023, "NeurIPS")),
        ("IJCAI", Said(None, "IJCAI")),
        ("Papers of the Week (June 3 - June 9) - 2024", Said(2024)),
        ("From Sep 30, 2024 - Now", Said()),
    ],
)
def test_a_heading_gives_year_and_venue_when_it_is_one(text: str, expected: Said) -> None:
    assert heading(text) == expected


def test_a_badge_carries_the_venue() -> None:
    assert badge("Publish", "https://img.shields.io/badge/Journal-TMLR_2025-blue") == Said(2025, "TMLR")
    assert badge("Star", "https://img.shields.io/github/stars/a/b.svg") == Said()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kaiming He", True),
        ("Tackgeun You", True),
        ("Antonio L. Rossi", True),
        ("P. H. S. Torr", True),
        ("Ming-Hsuan Yang", True),
        ("Deep Learning", False),
        ("YOLO Net", False),
        ("a b", False),
    ],
)
def test_a_name_is_told_by_its_shape(text: str, expected: bool) -> None:
    assert person(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kaiming He, Xinlei Chen, and Ross Girshick.", True),
        ("Efros, Alexei A and Isola, Phillip", True),
        ("Deng et al.", True),
        ("Look, Listen and Learn", False),
        ("Clement Farabet, Charless Fowlkes", True),
        ("", False),
    ],
)
def test_a_list_of_names_is_told_from_a_title(text: str, expected: bool) -> None:
    assert people(text) is expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Sven Behnke: Learning Iterative Image Reconstruction. IJCAI, 2001.", "Learning Iterative Image Reconstruction"),
        ("Wei Liu1, Dragomir Anguelov, SSD: Single Shot MultiBox Detector, arXiv:1512.02325", "SSD: Single Shot MultiBox Detector"),
        (
            "Hinton, Geoffrey and Salakhutdinov, Ruslan. Reducing the dimensionality of data. Science, 2006",
            "Reducing the dimensionality of data",
        ),
        ("Christian Szegedy, Wei Liu, Scott Reed, CVPR, 2015.", None),
        ("Zhenda Xie, Yue Cao, Han Hu. SimMIM: A Simple Framework. CVPR, 2022", "SimMIM: A Simple Framework"),
        ("Z. Chen, Y. Du, X. Wan. Multi-Modal Autoencoders. In MICCAI, 2022", "Multi-Modal Autoencoders"),
        ("QuanLin Wu, Hang Ye, Di He. Denoising Autoencoders Help. ICLR, 2023", "Denoising Autoencoders Help"),
        (
            "Yutong Xie, Qi Wu. MedIM: Boost Medical Image Representation via Reports. MICCAI, 2023",
            "MedIM: Boost Medical Image Representation via Reports",
        ),
        (
            "Tuomas Oikarinen, Tsui-Wei Weng. CLIP-Dissect: Neurons in Deep Vision Networks. ICLR, 2023",
            "CLIP-Dissect: Neurons in Deep Vision Networks",
        ),
        ("Chen Change Loy. Face Hallucination for Everybody. CVPR, 2022", "Face Hallucination for Everybody"),
    ],
)
def test_a_citation_gives_its_title(text: str, title: str | None) -> None:
    found = citation(text, colons=True)

    assert found is not None
    assert found.title == title


def test_one_name_before_a_colon_is_a_citation_only_on_a_page_of_citations() -> None:
    text = "Unmasked Voyager: Learning Iterative Image Reconstruction. IJCAI, 2001."

    assert citation(text) is None
    assert citation(text, colons=True) is not None


def test_quotes_give_the_title_of_a_citation() -> None:
    found = quoted('Fisher Yu, Vladlen Koltun, "Multi-Scale Context Aggregation", ICLR 2016')

    assert found is not None
    assert (found.authors, found.title, found.rest) == ("Fisher Yu, Vladlen Koltun", "Multi-Scale Context Aggregation", "ICLR 2016")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  **A  Title.** :star:", "A Title"),
        ("“Is it free?”", "Is it free?"),
        ("[A Title]", "A Title"),
        ("F$^{2}$-NeRF", "F$^{2}$-NeRF"),
        ("zero-\u00adshot", "zero-shot"),
        ('"Give Me BF16"? Trade-Offs', '"Give Me BF16"? Trade-Offs'),
        ("...", None),
    ],
)
def test_a_title_is_cleaned_and_nothing_more(text: str, expected: str | None) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3) Title of it", ("Title of it", [], None)),
        ("[MAE] Title of it", ("Title of it", [], "MAE")),
        ("(2017-01) Title", ("Title", ["(2017-01)"], None)),
        ("3D Vision", ("3D Vision", [], None)),
    ],
)
def test_tags_before_a_title_are_taken_apart(text: str, expected: tuple[str, list[str], str | None]) -> None:
    assert untagged(text) == expected
