from __future__ import annotations

import pytest

from pipeline.identify import code
from pipeline.models import Identifier


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/facebookresearch/mae", "github:facebookresearch/mae"),
        ("http://www.github.com/facebookresearch/mae.git", "github:facebookresearch/mae"),
        ("https://github.com/facebookresearch/mae/tree/main/util#readme", "github:facebookresearch/mae"),
        ("https://github.com/facebookresearch/mae)", "github:facebookresearch/mae"),
        ("https://raw.githubusercontent.com/facebookresearch/mae/main/README.md", "github:facebookresearch/mae"),
        ("https://github.com/alexpashevich/E.T.", "github:alexpashevich/E.T."),
        ("https://gitlab.com/group/sub/name/-/tree/main/src", "gitlab:group/sub/name"),
        ("https://gitlab.com/group/name/blob/master/a.py", "gitlab:group/name"),
        ("https://huggingface.co/Qwen/Qwen-VL/tree/main", "huggingface:Qwen/Qwen-VL"),
        ("https://huggingface.co/datasets/epfl-llm/guidelines", "huggingface:datasets/epfl-llm/guidelines"),
        ("https://huggingface.co/spaces/microsoft/Promptist", "huggingface:spaces/microsoft/Promptist"),
    ],
)
def test_an_address_within_a_repository_names_the_repository(url: str, expected: str) -> None:
    assert code(url) == Identifier.parse(expected)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/facebookresearch",
        "https://github.com/topics/self-supervised-learning",
        "https://github.com/sponsors/someone",
        "https://github.com/owner/..",
        "https://gist.github.com/owner/0123456789abcdef",
        "https://someone.github.io/project",
        "https://gitlab.com/explore/projects",
        "https://huggingface.co/papers/2303.18223",
        "https://huggingface.co/collections/Qwen/qwen-65c0e50c3f1ab89cb8704144",
        "https://huggingface.co/docs/trl/en/index",
        "https://github.com.example.org/owner/name",
        "https://example.org/owner/name",
        "owner/name",
        "",
    ],
)
def test_other_addresses_name_no_repository(url: str) -> None:
    assert code(url) is None


def test_letter_case_is_kept_as_the_owner_writes_it() -> None:
    assert code("https://github.com/PKU-YuanGroup/LanguageBind") == Identifier.parse("github:PKU-YuanGroup/LanguageBind")
