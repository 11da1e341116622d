"""Which texts are arXiv identifiers, and which only look like some."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources._arxiv_id import ARCHIVES, arxiv_id
from tests.sources.answering import unhurried

months = st.integers(1, 12).map("{:02}".format)
of_five = st.builds("{:02}{}.{:05}".format, st.integers(15, 90), months, st.integers(1, 99_999))
of_four = st.builds("{:02}{}.{:04}".format, st.integers(8, 14), months, st.integers(1, 9_999))
of_old = st.builds(
    "{}/{:02}{}{:03}".format, st.sampled_from(ARCHIVES), st.sampled_from([*range(92, 100), *range(7)]), months, st.integers(1, 999)
)
ids = st.one_of(of_five, of_four, of_old)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        pytest.param("2106.08254", "2106.08254", id="five digits since 2015"),
        pytest.param("1412.6980", "1412.6980", id="four digits until 2014"),
        pytest.param("0704.0001", "0704.0001", id="the first month of the new style"),
        pytest.param("2106.08254v12", "2106.08254", id="a version is dropped"),
        pytest.param(" arXiv:2106.08254 ", "2106.08254", id="prefix and blanks"),
        pytest.param("hep-th/9901001", "hep-th/9901001", id="old style"),
        pytest.param("math.GT/0309136", "math/0309136", id="a subject class is dropped"),
        pytest.param("math.GT/0309136v2", "math/0309136", id="old style with class and version"),
        pytest.param("CS/0212040", "cs/0212040", id="case of the archive"),
        pytest.param("2509.262311", None, id="six digits"),
        pytest.param("1412.69801", None, id="five digits before 2015"),
        pytest.param("2106.0825", None, id="four digits after 2014"),
        pytest.param("9999.99999", None, id="month 99"),
        pytest.param("2113.08254", None, id="month 13"),
        pytest.param("2100.08254", None, id="month 0"),
        pytest.param("0703.0001", None, id="before the new style began"),
        pytest.param("9107.0001", None, id="a year of the old style"),
        pytest.param("2106.00000", None, id="numbers begin with one"),
        pytest.param("hep-th/9913001", None, id="old style, month 13"),
        pytest.param("hep-th/0704001", None, id="old style after its end"),
        pytest.param("hep-th/9106001", None, id="old style before its beginning"),
        pytest.param("no-such/9901001", None, id="an archive that never was"),
        pytest.param("2106.08254v", None, id="half a version"),
        pytest.param("12106.08254", None, id="a digit too many before the dot"),
        pytest.param("٢١٠٦.٠٨٢٥٤", None, id="digits of another script"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_only_what_arxiv_can_have_given_out_is_an_identifier(written: str, found: str | None) -> None:
    assert arxiv_id(written) == found


@unhurried
@given(ids)
def test_an_identifier_in_normal_form_is_left_as_it_is(number: str) -> None:
    assert arxiv_id(number) == number


@unhurried
@given(ids, st.integers(1, 99))
def test_a_version_never_changes_the_identifier(number: str, version: int) -> None:
    assert arxiv_id(f"{number}v{version}") == number


@unhurried
@given(st.text())
def test_no_text_raises(text: str) -> None:
    found = arxiv_id(text)

    assert found is None or arxiv_id(found) == found
