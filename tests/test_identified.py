"""The tool that counts how many links of lists are identified."""

from __future__ import annotations

import pytest

from tools.identified import FAMILIES, NO_WORKS, addresses, family, is_work, report

TEXT = """
- [MAE](https://arxiv.org/abs/2111.06377) ([code](https://github.com/facebookresearch/mae), [pdf](https://arxiv.org/pdf/2111.06377.pdf)).
- Broken: https://arxiv.org/abs/2509.262311
- https://openaccess.thecvf.com/CVPR2023?day=all, https://www.jstor.org/stable/1268779
"""


def test_links_are_counted_by_family_and_the_rest_is_sampled() -> None:
    told = list(report([TEXT, TEXT]))

    assert told[0].split()[-4:] == ["2", "of", "3", "66.67%"]
    assert "    https://arxiv.org/abs/2509.262311" in told
    assert not any("CVPR2023" in line for line in told)
    assert told[-2:] == ["\nOf 2 of the 2 other links 1 are identified:", "    jstor:1268779  https://www.jstor.org/stable/1268779"]


def test_an_address_ends_where_its_bracket_ends() -> None:
    assert list(addresses("(https://en.wikipedia.org/wiki/Set_(mathematics)) [a](https://example.org/a).")) == [
        "https://en.wikipedia.org/wiki/Set_(mathematics)",
        "https://example.org/a",
    ]


@pytest.mark.parametrize("name", FAMILIES)
def test_every_host_of_a_family_is_its_own(name: str) -> None:
    assert {family(f"https://www.{place}") for place in FAMILIES[name].split()} == {name}


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/",
        "https://openaccess.thecvf.com/content/CVPR2024/supplemental/Lu_FedHCA2_CVPR_2024_supplemental.pdf",
        "https://proceedings.mlr.press/v130/",
        "https://www.usenix.org/system/files/sec22_slides-stevens.pdf",
        "https://dblp.org/db/conf/aaai/aaai2023",
        "https://openreview.net/attachment?id=Byl5&name=supplementary_material",
    ],
)
def test_what_a_rule_tells_to_be_no_work_is_none(url: str) -> None:
    assert not is_work(url)


def test_every_rule_says_what_it_is_about() -> None:
    assert all(pattern and why for pattern, why in NO_WORKS)
