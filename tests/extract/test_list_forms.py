"""One small list per form: what is read must be what a reader of the page sees."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pipeline.extract import extract
from pipeline.models import Entry

MAE = "https://arxiv.org/abs/2111.06377"
SWIN = "https://openaccess.thecvf.com/content/ICCV2021/papers/Liu_Swin_Transformer_ICCV_2021_paper.pdf"

# name, text, expected entries as (line, title, paper address, year, venue)
FORMS: list[tuple[str, str, list[tuple[int, str, str | None, int | None, str | None]]]] = [
    (
        "numbered, title is the link, code on the continued line, no newline at the end",
        f"""
        # Survey
        ### Masking <a name="1"></a>
          1. [Masked Autoencoders Are Scalable Vision Learners]({MAE}) \\
          [Link to code](https://github.com/facebookresearch/mae)
          2. [Swin Transformer]({SWIN}9) \\""",
        [(3, "Masked Autoencoders Are Scalable Vision Learners", MAE, None, None), (5, "Swin Transformer", SWIN + "9", None, None)],
    ),
    (
        "bullet with year behind the link",
        f"""
        # L
        * [Masked Autoencoders Are Scalable Vision Learners]({MAE}) (2021)
        """,
        [(2, "Masked Autoencoders Are Scalable Vision Learners", MAE, 2021, None)],
    ),
    (
        "two papers in one bullet",
        """
        # L
        * [The Google File System](papers/gfs.pdf) (2003) and [Bigtable: A Distributed Storage System](papers/bigtable.pdf) (2006): storage.
        """,
        [
            (2, "The Google File System", "papers/gfs.pdf", 2003, None),
            (2, "Bigtable: A Distributed Storage System", "papers/bigtable.pdf", 2006, None),
        ],
    ),
    (
        "nickname before the link, rest of the title behind it",
        f"""
        # L
        * DETR - [End-to-End Object Detection with Transformers]({MAE})
        - [Orca](https://www.usenix.org/conference/osdi22/presentation/yu): A Distributed Serving System for Transformer Models | OSDI'22
        """,
        [
            (2, "End-to-End Object Detection with Transformers", MAE, None, None),
            (
                3,
                "Orca: A Distributed Serving System for Transformer Models",
                "https://www.usenix.org/conference/osdi22/presentation/yu",
                2022,
                "OSDI",
            ),
        ],
    ),
    (
        "bold nickname, quoted title, venue, year",
        f"""
        # L
        * X-supervised:
            * **MAE**: "Masked Autoencoders Are Scalable Vision Learners", CVPR, 2022 (*Meta*). [[Paper]({MAE})][[PyTorch](https://github.com/a/b)]
        """,
        [(3, "Masked Autoencoders Are Scalable Vision Learners", MAE, 2022, "CVPR")],
    ),
    (
        "dates and venues in brackets",
        f"""
        # L
        - "Masked Autoencoders Are Scalable" [2021-11] [CVPR 2022] [[paper]({MAE})]
        1. [2023 Nature Methods] **Large models of single cells** [[paper]](https://www.nature.com/articles/s41592-024-02305-7)
        * [**Arxiv, 2021.11**] **MAE**: Masked Autoencoders Are Scalable. [paper](({MAE}))
        """,
        [
            (2, "Masked Autoencoders Are Scalable", MAE, 2022, "CVPR"),
            (3, "Large models of single cells", "https://www.nature.com/articles/s41592-024-02305-7", 2023, "Nature Methods"),
            (4, "Masked Autoencoders Are Scalable", MAE, 2021, "Arxiv"),
        ],
    ),
    (
        "the venue is the link, the title stands behind it",
        f"""
        # L
        - [[CVPR 2022]({MAE})] Masked Autoencoders Are Scalable. [**`survey`**] [[code](https://github.com/a/b)] [721⭐]
        """,
        [(2, "Masked Autoencoders Are Scalable", MAE, 2022, "CVPR")],
    ),
    (
        "citation with quotes in a paragraph",
        f"""
        # Roadmap
        ## Survey
        **[1]** He, Kaiming, Xinlei Chen, and R. Girshick. "**Masked autoencoders**." arXiv preprint arXiv:2111.06377 (2021). [[pdf]]({MAE})
        """,
        [(3, "Masked autoencoders", MAE, 2021, "arXiv")],
    ),
    (
        "citation without quotes under a nickname",
        """
        # L
        * R-CNN [[Paper]](http://arxiv.org/pdf/1311.2524)
          * Ross Girshick, Jeff Donahue, Trevor Darrell, Jitendra Malik, Rich feature hierarchies for object detection, CVPR, 2014.
        """,
        [(2, "Rich feature hierarchies for object detection", "http://arxiv.org/pdf/1311.2524", 2014, "CVPR")],
    ),
    (
        "title and links on lines of their own, authors nested",
        f"""
        # L
        #### 2022
        - Masked Autoencoders Are Scalable Vision Learners.
          [[pdf]]({MAE})
          [[code]](https://github.com/facebookresearch/mae)
          - Kaiming He, Xinlei Chen. *CVPR 2022*
        """,
        [(3, "Masked Autoencoders Are Scalable Vision Learners", MAE, 2022, "CVPR")],
    ),
    (
        "title in brackets without a target, links in a list below",
        f"""
        # L
        :heavy_check_mark: [Masked Autoencoders Are Scalable]
        - [[Paper]]({MAE})[[Code]](https://github.com/a/b)（CVPR 2022）
        """,
        [(2, "Masked Autoencoders Are Scalable", MAE, 2022, "CVPR")],
    ),
    (
        "bold line, then keys with bare addresses",
        f"""
        # L
        **Masked Autoencoders Are Scalable**

        - 论文：{MAE}
        - Code: https://github.com/facebookresearch/mae
        """,
        [(2, "Masked Autoencoders Are Scalable", MAE, None, None)],
    ),
    (
        "three lines with breaks",
        f"""
        # L
        **Masked Autoencoders Are Scalable Vision Learners.**<br>
        *Kaiming He, Xinlei Chen.*<br>
        CVPR 2022. [[Paper]({MAE})] [[Code](https://github.com/a/b)]
        """,
        [(2, "Masked Autoencoders Are Scalable Vision Learners", MAE, 2022, "CVPR")],
    ),
    (
        "plain title line and a key",
        f"""
        # L
        The Unreasonable Effectiveness of Masked Autoencoders ,
        PDF: <{MAE}>
        """,
        [(2, "The Unreasonable Effectiveness of Masked Autoencoders", MAE, None, None)],
    ),
    (
        "paper as a paragraph with a project page",
        """
        # L
        ## P
        [Layered Neural Atlases](https://layered-neural-atlases.github.io/). Yoni Kasten, Dolev Ofri. SIGGRAPH Asia 2021.
        """,
        [(3, "Layered Neural Atlases", None, 2021, "SIGGRAPH Asia")],
    ),
    (
        "shortcut reference",
        f"""
        # L
        * [Masked Autoencoders Are Scalable]

        [Masked Autoencoders Are Scalable]: {MAE}
        """,
        [(2, "Masked Autoencoders Are Scalable", MAE, None, None)],
    ),
    (
        "author and year are the link",
        """
        # L
        1. **How To Share A Secret. [Shamir (1979)](https://web.mit.edu/shamir.html).**
            * Reflections on Trusting Trust. [Thompson (1984)](https://www.cs.cmu.edu/trust.pdf).
        """,
        [
            (2, "How To Share A Secret", "https://web.mit.edu/shamir.html", 1979, None),
            (3, "Reflections on Trusting Trust", "https://www.cs.cmu.edu/trust.pdf", 1984, None),
        ],
    ),
    (
        "table with venue, year and materials",
        f"""
        # L
        | Title | Venue | Year | Materials |
        | --- | --- | --- | --- |
        | Masked Autoencoders :star: | Nat. Commun. (Comment) | 2022 | [[PUB](https://www.nature.com/articles/1)] [[PDF]({MAE})] |
        """,
        [(4, "Masked Autoencoders", "https://www.nature.com/articles/1", 2022, "Nat. Commun.")],
    ),
    (
        "table with bare addresses and italic titles",
        f"""
        # L
        | Title | ML | Source |
        | --- | --- | --- |
        | *Masked Autoencoders Are Scalable* | CNN | {MAE}, https://arxiv.org/abs/1409.1576 |
        """,
        [(4, "Masked Autoencoders Are Scalable", MAE, None, None)],
    ),
    (
        "table with badges, and cells beyond the head",
        f"""
        # L
        | Title & Authors | Links |
        |:--|:--|
        |[![P](https://img.shields.io/badge/Conference-CVPR'22-blue)]() <br>[Masked Autoencoders Are Scalable](https://github.com/a/b) |[Github](https://github.com/a/b)|[Paper]({MAE})
        """,
        [(4, "Masked Autoencoders Are Scalable", MAE, 2022, "CVPR")],
    ),
    (
        "HTML table",
        f"""
        # L
        <table>
        <tr><th>Title</th><th>Year</th><th>Links</th></tr>
        <tr><td>Masked Autoencoders Are Scalable</td><td>2021</td><td><a href="{MAE}">Paper</a></td></tr>
        </table>
        """,
        [(4, "Masked Autoencoders Are Scalable", MAE, 2021, None)],
    ),
    (
        "heading per paper",
        """
        # Notes
        ## CCS
        ### Intriguer: Field-Level Constraint Solving (CCS 2019)
        * <img src="x.png"> [Paper](./Paper/CCS19_Intriguer.pdf)
        ### Learning to Fuzz from Symbolic Execution (CCS 2019)
        * <img src="x.png"> [Paper](./Paper/CCS19_Learn.pdf)
        ### Matryoshka: Fuzzing Deeply Nested Branches (CCS 2019)
        * <img src="x.png"> [Paper](./Paper/CCS19_M.pdf)
        """,
        [
            (3, "Intriguer: Field-Level Constraint Solving", "./Paper/CCS19_Intriguer.pdf", 2019, "CCS"),
            (5, "Learning to Fuzz from Symbolic Execution", "./Paper/CCS19_Learn.pdf", 2019, "CCS"),
            (7, "Matryoshka: Fuzzing Deeply Nested Branches", "./Paper/CCS19_M.pdf", 2019, "CCS"),
        ],
    ),
    (
        "wrong label, space before the address, blank in the label",
        f"""
        # L
        **Flow Generator Matching** \\
        [[Website]({MAE})]

        - Foo Detection in Videos [paper] (https://arxiv.org/abs/1706.03762)
        """,
        [
            (2, "Flow Generator Matching", MAE, None, None),
            (5, "Foo Detection in Videos", "https://arxiv.org/abs/1706.03762", None, None),
        ],
    ),
    (
        "title before its authors, authors with initials below",
        """
        # L
        - Visual SLAM algorithms: a survey from 2010 to 2016, T. Taketomi, H. Uchiyama. arXiv:1904.06577 2017
        - Attention in Vision Systems [[Paper]](https://arxiv.org/abs/1706.03762)
            - Smith, J., Jones, K. (*OSDI 2020*)
        """,
        [
            (2, "Visual SLAM algorithms: a survey from 2010 to 2016", None, 2017, "arXiv"),
            (3, "Attention in Vision Systems", "https://arxiv.org/abs/1706.03762", 2020, "OSDI"),
        ],
    ),
    (
        "promised paper without an address",
        f"""
        # L
        1. **Masked Autoencoders Are Scalable.** CVPR 2022. [paper]({MAE})
        1. **Hypergraph Label Propagation Network.** AAAI 2020. [paper]()
        """,
        [(2, "Masked Autoencoders Are Scalable", MAE, 2022, "CVPR"), (3, "Hypergraph Label Propagation Network", None, 2020, "AAAI")],
    ),
]


def told(entries: tuple[Entry, ...]) -> list[tuple[int, str | None, str | None, int | None, str | None]]:
    return [(e.line, e.title, e.paper_url, e.year, e.venue) for e in entries]


@pytest.mark.parametrize(("text", "expected"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])
def test_a_form_is_read_as_its_page_shows_it(text: str, expected: list[tuple[int, str, str | None, int | None, str | None]]) -> None:
    assert told(extract(dedent(text).removeprefix("\n"), name="x")) == expected


OTHER_MARKUP = [
    (
        "list.rst",
        f"""
        Awesome papers
        ==============

        Surveys
        -------

        * `Masked Autoencoders Are Scalable <{MAE}>`_, CVPR 2022. `[code] <https://github.com/a/b>`_

        ====================== ========= ==================================
        Title                  Venue     Link
        ====================== ========= ==================================
        Swin Transformer nets  ICCV 2021 `[PDF] <https://arxiv.org/abs/2103.14030>`_
        ====================== ========= ==================================
        """,
        [
            (7, "Masked Autoencoders Are Scalable", MAE, 2022, "CVPR"),
            (12, "Swin Transformer nets", "https://arxiv.org/abs/2103.14030", 2021, "ICCV"),
        ],
    ),
    (
        "list.org",
        f"""
        #+TITLE: Papers
        * Vision
         + (2021) [[{MAE}][Masked Autoencoders Are Scalable]]
         + (2021) Swin Transformer for vision
           - https://arxiv.org/abs/2103.14030
        # comment [[https://arxiv.org/abs/1111.11111][hidden]]
        """,
        [
            (3, "Masked Autoencoders Are Scalable", MAE, 2021, None),
            (4, "Swin Transformer for vision", "https://arxiv.org/abs/2103.14030", 2021, None),
        ],
    ),
    (
        "refs.bib",
        """
        @inproceedings{he2022,
          title = {{Masked} Autoencoders Are Scalable},
          booktitle = {CVPR}, year = 2022,
          url = {https://arxiv.org/abs/2111.06377}
        }
        """,
        [(1, "Masked Autoencoders Are Scalable", MAE, 2022, "CVPR")],
    ),
    (
        "papers.yaml",
        """
        - title: 'Masked Autoencoders Are Scalable'
          year: '2022'
          link: https://arxiv.org/abs/2111.06377
        """,
        [(1, "Masked Autoencoders Are Scalable", MAE, 2022, None)],
    ),
    (
        "papers.csv",
        """
        Title,Venue,Year,Paper URL
        "Masked Autoencoders, Scalable",CVPR,2022,https://arxiv.org/abs/2111.06377
        """,
        [(2, "Masked Autoencoders, Scalable", MAE, 2022, "CVPR")],
    ),
    ("papers.tsv", f"name\tpaper\tyear\nMasked Autoencoders\t{MAE}\t2021\n", [(2, "Masked Autoencoders", MAE, 2021, None)]),
    (
        "post.md",
        f"---\ntitle: Masked Autoencoders\nauthors: [Kaiming He]\npaper: {MAE}\n---\nText\n",
        [(2, "Masked Autoencoders", MAE, None, None)],
    ),
]


@pytest.mark.parametrize(("path", "text", "expected"), OTHER_MARKUP, ids=[m[0] for m in OTHER_MARKUP])
def test_other_markup_gives_the_same_entries(
    path: str, text: str, expected: list[tuple[int, str, str | None, int | None, str | None]]
) -> None:
    assert told(extract(dedent(text).removeprefix("\n"), name="x", path=path)) == expected


@pytest.mark.parametrize(("path", "text", "expected"), OTHER_MARKUP[:5], ids=[m[0] for m in OTHER_MARKUP[:5]])
def test_a_format_is_recognised_without_its_suffix(
    path: str, text: str, expected: list[tuple[int, str, str | None, int | None, str | None]]
) -> None:
    assert told(extract(dedent(text).removeprefix("\n"), name="x", path="list")) == expected


NOT_ENTRIES = {
    "contents": "# L\n## Contents\n- [Vision](#vision)\n- [Pruning](pruning.md)\n",
    "comments": f"# L\n<!--\n- [Masked Autoencoders Are Scalable]({MAE})\n-->\n",
    "code": f"# L\n```\n- [Masked Autoencoders Are Scalable]({MAE})\n```\n",
    "news": f"# L\n## News\n- [2022/01] Our paper [Masked Autoencoders Are Scalable]({MAE}) is accepted!\n",
    "badges": f"# L\n[![arXiv](https://img.shields.io/badge/arXiv-2111-red)]({MAE}) [[Paper]({MAE})] [[Project](https://a.github.io)]\n",
    "prose": f"# L\nThis list accompanies our survey [Masked Image Modeling: A Survey]({MAE}), which explains all of it.\n",
    "figures": "# L\n![x](https://a.org/x.png)\n(from Kaiming He, Xinlei Chen, Masked Autoencoders, CVPR, 2022.)\n",
    "tools": "# L\n## Serving\n- [vLLM](https://github.com/vllm-project/vllm) - A fast engine.\n- [TGI](https://github.com/hf/tgi)\n",
    "a leaderboard": f"# L\n| Model | LAS | Paper |\n|--|--|--|\n| Foo | 94.1 | [Deep Biaffine Attention for Parsing]({MAE}) |\n",
    "proceedings": "# L\n- [IJCAI](https://dblp.org/search?q=x) [2025](https://www.ijcai.org/proceedings/2025/), [2024](https://www.ijcai.org/proceedings/2024/)\n",
    "citation counts": "# L\n- ([Citation](https://scholar.google.com/scholar?cites=1): 4,965)\n",
    "installation": "# Tool\n## Installation\n- Based on [timm](https://github.com/rwightman/timm), see [the docs](https://timm.fast.ai).\n",
}


@pytest.mark.parametrize("text", NOT_ENTRIES.values(), ids=NOT_ENTRIES.keys())
def test_what_is_about_the_list_is_no_entry(text: str) -> None:
    assert extract(text, name="x") == ()


def test_links_carry_their_roles_and_the_paper_stands_among_them() -> None:
    text = f"# L\n- [A title of its own]({MAE}) [[DOI](https://doi.org/10.1/x)] [code](https://github.com/a/b) [Homepage](https://x.org) [slides](https://x.org/s.pdf)\n"

    (entry,) = extract(text, name="x")

    assert [(link.role, link.url) for link in entry.links] == [
        ("paper", MAE),
        ("pdf", "https://doi.org/10.1/x"),
        ("code", "https://github.com/a/b"),
        ("project", "https://x.org"),
        ("slides", "https://x.org/s.pdf"),
    ]


def test_sections_nest_by_level_and_leave_the_title_of_the_page_out() -> None:
    text = (
        f"## List\n#### A <a name='a'></a>\n## B\n### [C](#top)\n* group\n  * [Some title of it]({MAE})\n# D\n* [Some title of it]({MAE})\n"
    )

    assert [e.section_path for e in extract(text, name="x")] == [("B", "C", "group"), ("D",)]


def test_identifiers_without_a_link_are_mentions() -> None:
    text = "# L\n* Kaiming He, Xinlei Chen, Masked autoencoders are scalable, arXiv:2111.06377.\n"

    (entry,) = extract(text, name="x")

    assert (entry.title, entry.paper_url, entry.mentions) == ("Masked autoencoders are scalable", None, ("arXiv:2111.06377",))
