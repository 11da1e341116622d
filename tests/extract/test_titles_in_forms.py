"""Titles that look like something else, names above all, in the usual forms: the entry is there and has the whole title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import extract

PDF = "https://arxiv.org/pdf/2111.06377"
PEOPLE = "Kaiming He, Xinlei Chen, Ross Girshick"

FORMS = {
    "bold, badges behind": f"- **{{title}}** (CVPR 2022) [[paper]({PDF})] [[code](https://github.com/facebookresearch/mae)]",
    "plain words, a label behind": f"- {{title}} [[pdf]({PDF})]",
    "a tag before": f"- `CVPR 2022` {{title}}. [[Paper]({PDF})]",
    "the title is the link": f"- [{{title}}]({PDF}) - {PEOPLE} (2022)",
    "people beneath": f"- {{title}}<br>{PEOPLE}<br>CVPR 2022. [[Paper]({PDF})]",
    "people beneath, by two blanks": f"- {{title}}  \n  *{PEOPLE}*  \n  CVPR 2022. [[Paper]({PDF})]",
    "quoted, people before": f'- {PEOPLE}. "{{title}}." *CVPR* (2022). [[paper]]({PDF})',
    "a citation": f"- {PEOPLE}. {{title}}. CVPR, 2022. [[pdf]]({PDF})",
    "the title, then people": f"- {{title}}. {PEOPLE}. CVPR 2022. [[pdf]]({PDF})",
    "the title, then some people": f"- {{title}} - Kaiming He, Xinlei Chen et al, `CVPR 2022`. [[Paper]({PDF})]",
    "a label before": f"- [[paper]]({PDF}) {{title}} (CVPR 2022)",
    "between bars": f"- 2022-06 | {{title}} | Kaiming He et al. | CVPR | [arXiv]({PDF})",
    "a row": f"| Year | Venue | Title | Link |\n|---|---|---|---|\n| 2022 | CVPR | {{title}} | [paper]({PDF}) |",
    "a row with people": f"| Paper | Venue | Link |\n|---|---|---|\n| **{{title}}**<br>{PEOPLE} | CVPR 2022 | [pdf]({PDF}) |",
}
LIKE_NAMES = (
    "Rethinking Universal Rates and Partial Concept Classes",
    "Unmasked Teacher: Towards Training-Efficient Video Foundation Models",
    "Minimal Neural Atlas: Parameterizing Complex Surfaces with Minimal Charts and Distortion",
    "A Whac-a-Mole Dilemma: Shortcuts Come in Multiples Where Mitigating One Amplifies Others",
    "Sliced Optimal Partial Transport",
    "Look, Listen and Learn",
    "4M: Massively Multimodal Masked Modeling",
    "autoSMIM: Automatic Superpixel-Based Masked Image Modeling",
)


def titles(form: str, title: str) -> list[tuple[str | None, str | None]]:
    return [(e.title, e.paper_url) for e in extract(f"# Papers\n\n{FORMS[form].format(title=title)}\n", name="x")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("title", LIKE_NAMES)
def test_a_title_that_looks_like_names_is_the_title(form: str, title: str) -> None:
    assert titles(form, title) == [(title, PDF)]


@pytest.mark.parametrize("form", FORMS)
@given(
    words=st.lists(
        st.sampled_from(["Rates", "Queries", "Sliced", "Partial", "Unmasked", "Teacher", "Minimal", "Atlas", "Deep", "Whole", "Slide"]),
        min_size=4,
        max_size=9,
        unique=True,
    )
)
def test_no_words_of_a_title_lose_its_entry(form: str, words: list[str]) -> None:
    assert [url for _, url in titles(form, " ".join(words))] == [PDF]


@pytest.mark.parametrize(
    "people",
    [PEOPLE, "QuanLin Wu, Hang Ye, Yuntian Gu, haoqi fan", "Nicolae-Catalin Ristea, Radu Tudor Ionescu and Mubarak Shah"],
    ids=["as usual", "as they like", "a long given name"],
)
def test_people_behind_a_title_are_no_part_of_it(people: str) -> None:
    text = f"- Self-Supervised Masked Transformer Blocks for Anomalies, {people}, CVPR 2022. [[pdf]({PDF})]"

    (entry,) = extract(text, name="x")

    assert (entry.title, entry.venue, entry.year) == ("Self-Supervised Masked Transformer Blocks for Anomalies", "CVPR", 2022)


def test_a_title_may_be_a_heading_over_its_people_and_its_links() -> None:
    one = "### {title}\n\n*{people}*\n\nCVPR 2022\n\n[Paper](https://arxiv.org/abs/2111.0637{n}) | [Code](https://github.com/a/b)\n\n"
    text = "# List\n\n## Papers\n\n" + "".join(one.format(title=t, people=PEOPLE, n=n) for n, t in enumerate(LIKE_NAMES[:4]))

    assert [(e.title, e.venue, e.year) for e in extract(text, name="x")] == [(t, "CVPR", 2022) for t in LIKE_NAMES[:4]]
