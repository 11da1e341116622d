"""Which addresses name an arXiv paper. Damage is mended only where a rule can tell the identifier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Identifier
from pipeline.sources import arxiv_page
from pipeline.sources.arxiv_api import source
from tests.sources.answering import unhurried

ids = st.one_of(
    st.builds("{:02}{:02}.{:05}".format, st.integers(15, 90), st.integers(1, 12), st.integers(1, 99_999)),
    st.builds("{:02}{:02}.{:04}".format, st.integers(8, 14), st.integers(1, 12), st.integers(1, 9_999)),
    st.builds("math/{:02}{:02}{:03}".format, st.integers(92, 99), st.integers(1, 12), st.integers(1, 999)),
)

PAPERS = [
    ("https://arxiv.org/abs/2106.08254", "2106.08254"),
    ("http://arxiv.org/abs/2106.08254v2", "2106.08254"),
    ("https://www.arxiv.org/pdf/2106.08254", "2106.08254"),
    ("https://arxiv.org/pdf/2106.08254v2.pdf", "2106.08254"),
    ("https://arxiv.org/abs/2111.11215.pdf", "2111.11215"),
    ("https://arxiv.org/html/2406.14088v1", "2406.14088"),
    ("https://arxiv.org/ps/1111.2011", "1111.2011"),
    ("https://arxiv.org/e-print/1111.2011v2", "1111.2011"),
    ("https://arxiv.org/abs/2411.15122/", "2411.15122"),
    ("https://arxiv.org/abs/2304.03893?s=03", "2304.03893"),
    ("https://arxiv.org/pdf/1503.04069.pdf?utm_source=x&utm_medium=social", "1503.04069"),
    ("https://arxiv.org/abs/2106.08254#", "2106.08254"),
    ("https://arxiv.org/abs/2106.08254#section", "2106.08254"),
    ("https://arxiv.org/1803.07128", "1803.07128"),
    ("https://arxiv.org/abs//2206.15433", "2206.15433"),
    ("https://arxiv.org//abs/2402.00357", "2402.00357"),
    ("https://arxiv.org/abs/arXiv:2106.08254", "2106.08254"),
    ("https://arxiv.org/abs/astro-ph/0612471", "astro-ph/0612471"),
    ("https://arxiv.org/abs/math.GT/0309136v1", "math/0309136"),
    ("https://arxiv.org/pdf/hep-th/9901001.pdf", "hep-th/9901001"),
    ("https://arxiv.org/ftp/arxiv/papers/2205/2205.02302.pdf", "2205.02302"),
    ("https://arxiv.org/ftp/cond-mat/papers/0408/0408502.pdf", "cond-mat/0408502"),
    ("https://arxiv.org/PS_cache/arxiv/pdf/0706/0706.1234v1.pdf", "0706.1234"),
    ("https://export.arxiv.org/pdf/1806.04482", "1806.04482"),
    ("https://browse.arxiv.org/pdf/2309.10020.pdf", "2309.10020"),
    ("https://web7.arxiv.org/pdf/2210.00729.pdf", "2210.00729"),
    ("http://de.arxiv.org/abs/2210.00729", "2210.00729"),
    ("http://xxx.lanl.gov/abs/hep-th/9901001", "hep-th/9901001"),
    ("https://ar5iv.org/abs/2106.08254", "2106.08254"),
    ("https://ar5iv.labs.arxiv.org/html/2106.08254", "2106.08254"),
    ("https://www.alphaxiv.org/abs/2106.08254v1", "2106.08254"),
    ("https://alphaxiv.org/overview/2106.08254", "2106.08254"),
    ("https://huggingface.co/papers/2303.18223", "2303.18223"),
    ("https://www.arxiv-vanity.com/papers/1809.01696/", "1809.01696"),
    ("https://scirate.com/arxiv/1809.01696", "1809.01696"),
    ("https://doi.org/10.48550/arXiv.2004.14135", "2004.14135"),
    ("http://dx.doi.org/10.48550/ARXIV.2004.14135", "2004.14135"),
    ("https://doi.org/10.48550/arXiv.hep-th/9901001", "hep-th/9901001"),
    ("https://arxiv.org%2Fabs", None),
    # damage
    ("https://arxiv.org/pdf/2106.08254.pdf9", "2106.08254"),
    ("https://arxiv.org/abs/2303.18223}", "2303.18223"),
    ("https://arxiv.org/abs/2303.18223)", "2303.18223"),
    ("https://arxiv.org/abs/2303.18223/)", "2303.18223"),
    ("https://arxiv.org/abs/2303.18223.", "2303.18223"),
    ("https://arxiv.org/abs/2303.18223.)]", "2303.18223"),
    ("https://arxiv.org/abs/2303.18223,", "2303.18223"),
    ("https://arxiv.org/abs/1905.05178v1f", "1905.05178"),
    ("https://arxiv.org/abs/2407.11681mini", "2407.11681"),
    ("https://arxiv.org/abs/1904.06373}(https://arxiv.org/abs/1904.06373)", "1904.06373"),
    ("http://arxiv.org/pdf/1506.05869.pdf%20(http://arxiv.org/pdf/1506.05869.pdf)", "1506.05869"),
    ("http://arxiv.org/pdf/1112.6209.pdf&embed", "1112.6209"),
    (r"https://arxiv.org/pdf/1511.07289.pdf%5Cnhttp://arxiv.org/abs/1511.07289", "1511.07289"),
]

NO_PAPERS = [
    "https://arxiv.org",
    "https://arxiv.org/",
    "https://arxiv.org/abs",
    "https://arxiv.org/list/cs.CV/recent",
    "https://arxiv.org/list/cs.CV/2106",
    "https://arxiv.org/a/he_k_1",
    "https://arxiv.org/search/advanced?terms-0-term=2106.08254",
    "https://arxiv.org/html/2412.18110v1/x1.png",
    "https://arxiv.org/html/2410.07513v1/extracted/5913898/figures/main_alg_v3.png",
    "https://arxiv.org/abs/2509.262311",
    "https://arxiv.org/abs/2503.164065",
    "https://arxiv.org/abs/9999.99999",
    "https://arxiv.org/abs/1412.69801mini",
    "https://arxiv.org/abs/x2106.08254",
    "https://arxiv.org/abs/2106.08254/2106.08255",
    "https://www.alphaxiv.org/",
    "https://huggingface.co/models/2303.18223",
    "https://huggingface.co/datasets/someone/2303.18223",
    "https://example.org/abs/2106.08254",
    "https://example.org/?next=https://arxiv.org/abs/2106.08254",
    "https://notarxiv.org/abs/2106.08254",
    "https://arxiv.org.example.com/abs/2106.08254",
    "https://bytez.com/docs/arxiv/2106.08254/llm",
    "https://doi.org/10.1109/2106.08254",
    "https://github.com/someone/2106.08254",
    "ftp://arxiv.org/abs/2106.08254",
    "mailto:someone@arxiv.org",
    "https://[broken/abs/2106.08254",
    "",
]


@pytest.mark.parametrize(("url", "number"), PAPERS)
def test_an_address_of_a_paper_gives_its_identifier(url: str, number: str | None) -> None:
    assert source.identify(url) == (Identifier(scheme="arxiv", value=number) if number else None)


@pytest.mark.parametrize("url", NO_PAPERS)
def test_an_address_of_something_else_gives_none(url: str) -> None:
    assert source.identify(url) is None


@unhurried
@given(ids)
def test_identifier_to_address_to_identifier(number: str) -> None:
    identifier = Identifier(scheme="arxiv", value=number)

    assert {source.identify(source.landing(identifier) or ""), source.identify(source.pdf(identifier) or "")} == {identifier}
    assert arxiv_page.source.identify(arxiv_page.source.landing(identifier) or "") == identifier


@unhurried
@given(ids, st.sampled_from(["1", "12", "0", "999"]))
def test_a_digit_more_is_never_taken_for_the_identifier(number: str, digits: str) -> None:
    found = source.identify(f"https://arxiv.org/abs/{number}{digits}")

    assert found is None or found.value == f"{number}{digits}"


@unhurried
@given(st.text())
def test_no_path_raises(path: str) -> None:
    source.identify(f"https://arxiv.org/abs/{path}")
