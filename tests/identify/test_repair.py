from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identify import repair
from pipeline.identify.damage import RULES

ABS = "https://arxiv.org/abs/1706.03762"
PDF = "https://arxiv.org/pdf/1706.03762.pdf"

DAMAGED = (
    # as written, as meant
    (f"  {ABS}\n", ABS),
    (f"{ABS}\u200b", ABS),
    ("https://arxiv.org/\n  abs/1706.03762", ABS),
    (f"<{ABS}>", ABS),
    (f"({ABS})", ABS),
    (f'"{ABS}"', ABS),
    (f"{ABS})", ABS),
    (f"{ABS}]", ABS),
    (f"{ABS}}}", ABS),
    (f"{ABS}}}}}", ABS),
    (f"{ABS}.", ABS),
    (f"{ABS},", ABS),
    (f"{ABS};", ABS),
    (f"**{ABS}**", ABS),
    (f"{ABS}`", ABS),
    (f"{ABS}\\", ABS),
    (f"{ABS}%7D", ABS),
    (f"{PDF}%22", PDF),
    (f"{ABS}%20", ABS),
    (f"{ABS}）", ABS),
    (f"{ABS}，代码", ABS),
    (f"{ABS}。", ABS),
    ("https：//arxiv.org/abs/1706.03762", ABS),
    ("https://arxiv.org／abs／1706.03762", ABS),
    (f'{ABS} "Attention"', ABS),
    (f"{ABS} (v2)", ABS),
    (f"{PDF}9", PDF),
    (f"{PDF}12", PDF),
    (f"{PDF}&embed", PDF),
    (f"{ABS}mini", ABS),
    (f"{ABS}v1f", f"{ABS}v1"),
    ("https://arxiv.org/abs//1706.03762", ABS),
    ("https://arxiv.org//abs/1706.03762", ABS),
    ("https:/arxiv.org/abs/1706.03762", ABS),
    ("https//arxiv.org/abs/1706.03762", ABS),
    ("https:arxiv.org/abs/1706.03762", ABS),
    ("https;//arxiv.org/abs/1706.03762", ABS),
    ("htttps://arxiv.org/abs/1706.03762", ABS),
    ("ttps://arxiv.org/abs/1706.03762", ABS),
    ("http://https://arxiv.org/abs/1706.03762", ABS),
    ("https://https//arxiv.org/abs/1706.03762", ABS),
    ("https://www.https://arxiv.org/abs/1706.03762", ABS),
    ("//arxiv.org/abs/1706.03762", ABS),
    ("arxiv.org/abs/1706.03762", ABS),
    ("www.example.org/paper", "https://www.example.org/paper"),
    ("https%3A%2F%2Farxiv.org%2Fabs%2F1706.03762", ABS),
    ("arXiv:1706.03762", ABS),
    ("doi:10.1109/5.771073", "https://doi.org/10.1109/5.771073"),
    ("10.1109/5.771073", "https://doi.org/10.1109/5.771073"),
    ("https://doi.org/https://doi.org/10.1109/5.771073", "https://doi.org/10.1109/5.771073"),
    ("https://doi.org/doi.org/10.1109/5.771073", "https://doi.org/10.1109/5.771073"),
    ("https://doi.org/doi:10.1109/5.771073", "https://doi.org/10.1109/5.771073"),
    (r"https://doi.org/10.1007/978-3-030-29135-8\_9", "https://doi.org/10.1007/978-3-030-29135-8_9"),
    ("https://doi.org/10.1007/978-3-030-29135-8%5C_9", "https://doi.org/10.1007/978-3-030-29135-8_9"),
    ("https://doi.org/10.1007/JHEP01(2024)012)", "https://doi.org/10.1007/JHEP01(2024)012"),
    ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&c=2"),
    ("https://example.org/a?b=1&amp;amp;c=2", "https://example.org/a?b=1&c=2"),
    (f"{ABS}}}({ABS})", ABS),
    (f"{PDF}%20({PDF})", PDF),
    (f"{PDF}%5Cn{ABS}%5Cn{ABS}", PDF),
    (f"{ABS}https://github.com/tensorflow/tensor2tensor", ABS),
    (f"https://arxiv.org/{ABS}", ABS),
    (f"https://github.com/owner/name/blob/main/{ABS}", ABS),
    (f"https://web.archive.org/web/20200101000000/{ABS}", ABS),
    (f"https://web.archive.org/web/20200101000000if_/{ABS}", ABS),
    (f"https://www.google.com/url?sa=t&q={ABS}&usg=AOvVaw", ABS),
    ("https://scholar.google.com/scholar_url?url=https%3A%2F%2Farxiv.org%2Fabs%2F1706.03762&hl=en", ABS),
    ("https://link.zhihu.com/?target=https%3A//arxiv.org/abs/1706.03762", ABS),
    ("https://docs.google.com/viewer?url=https%3A%2F%2Farxiv.org%2Fpdf%2F1706.03762.pdf", PDF),
    ("https://ezproxy.example.edu/login?url=https://ieeexplore.ieee.org/document/771073", "https://ieeexplore.ieee.org/document/771073"),
    ("https://doi-org.ezproxy.lib.example.edu/10.1109/5.771073", "https://doi.org/10.1109/5.771073"),
    ("http://ieeexplore.ieee.org.ezproxy.example.edu/document/771073", "https://ieeexplore.ieee.org/document/771073"),
    ("https://www-sciencedirect-com.remotexs.example.edu.sg/science/article/pii/S0031320323005812",
     "https://www.sciencedirect.com/science/article/pii/S0031320323005812"),
    ("https://0-dl-acm-org.proxy.example.edu/doi/10.1145/3458754", "https://dl.acm.org/doi/10.1145/3458754"),
    ("https://example.org/a paper.pdf", "https://example.org/a%20paper.pdf"),
)  # fmt: skip

SOUND = (
    ABS,
    PDF,
    "http://arxiv.org/abs/1706.03762v5#page=3",
    "https://doi.org/10.1007/JHEP01(2024)012",
    "https://www.cell.com/cell/fulltext/S0092-8674(18)30724-4",
    "https://openreview.net/forum?id=_abc-_",
    "https://openreview.net/forum?id=HklxbgBKvr&noteId=yrsGpHd0Sf",
    "https://en.wikipedia.org/wiki/Yahoo!",
    "https://en.wikipedia.org/wiki/Apple_Inc.",
    "https://en.wikipedia.org/wiki/Transformer_(deep_learning)",
    "https://github.com/alexpashevich/E.T.",
    "https://www.nature.com/articles/s41586-021-03819-2",
    "https://dl.acm.org/doi/pdf/10.1145/3366423.3380088?casa_token=W6UxRKT4pDQAAAAA%3ACTbuFKp72M88",
    "https://bmcbioinformatics.biomedcentral.com/articles/10.1186/s12859-019-3119-4?ref=https://githubhelp.com",
    "https://onlinelibrary.wiley.com/doi/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
    "https://www.example.org/a%5B1%5D.pdf",
    "https://example.org:8001/~corbato/sjcc62/",
    "https://proxy.example.org/paper.html",
    "https://example.org/a//b",
    "https://example.org/index.html?page=//x",
    "https://arxiv.org/abs/2509.262311",
    "http://host/",
    "papers/paper.pdf",
    "README.md",
    "docs/arxiv.md#section",
    "mailto:someone@example.org",
    "#section",
    "",
)


@pytest.mark.parametrize(("written", "meant"), DAMAGED, ids=[written for written, _ in DAMAGED])
def test_a_damaged_address_is_mended(written: str, meant: str) -> None:
    assert repair(written) == meant


@pytest.mark.parametrize("url", SOUND)
def test_a_sound_address_comes_back_as_it_is(url: str) -> None:
    assert repair(url) == url


_PIECES = st.sampled_from(
    ["https://", "http:", "arxiv.org", "/abs/", "//", "1706.03762", ".pdf", "9", ")", "(", "]", "}", "%7D", "%20", " ", "\\", "_", "&amp;",
     "&", "doi.org/", "10.1/x", "www.", "proxy.", "，", "）", "*", ".", ",", "'", '"',
     "?url=", "web.archive.org/web/2020/", "%5Cn", "\u200b", "v1f"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=12).map("".join)))
def test_mending_a_mended_address_changes_nothing(text: str) -> None:
    once = repair(text)

    assert repair(once) == once


@given(st.sampled_from(DAMAGED), st.sampled_from(["", " ", "\n", "\u200b"]))
def test_blanks_around_make_no_difference(case: tuple[str, str], blank: str) -> None:
    written, meant = case

    assert repair(f"{blank}{written}{blank}") == meant


@given(st.from_regex(r"https://[a-z]{2,9}\.(org|com)/[a-z0-9/_-]{0,20}[a-z0-9](\?[a-z]=[a-z0-9]{1,5})?", fullmatch=True))
def test_plain_addresses_are_sound(url: str) -> None:
    known_to_mean_one_slash = "//" in url.removeprefix("https://")

    assert known_to_mean_one_slash or repair(url) == url


def test_long_junk_is_left_alone_and_does_not_take_long() -> None:
    for sign in (" ", "&", "%7D", "(", "https://", "[", "proxy.", "a.", "，"):
        text = "https://x.org/" + sign * (1_900 // len(sign))
        assert repair(repair(text)) == repair(text)
    assert repair("data:image/png;base64," + "A" * 10_000) == "data:image/png;base64," + "A" * 10_000


def test_every_rule_says_why() -> None:
    assert all(len(rule.why) > 10 for rule in RULES)
