from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identify import canonical

KEY = "https://example.org/a?x=1&y=2"


@pytest.mark.parametrize(
    "url",
    [
        KEY,
        "http://example.org/a?x=1&y=2",
        "https://EXAMPLE.org:443/a?y=2&x=1",
        "http://example.org:80/a?x=1&y=2#top",
        "  https://example.org/a?x=1&y=2  ",
        "https://example.org/a?x=1&y=2&utm_source=twitter&utm_medium=social",
        "https://example.org/a?fbclid=IwAR2o0&x=1&y=2&gclid=1",
        "https://example.org/a?x=1&y=2&ref=upstract.com",
        "https://example.org/a?x=1&y=2&ref=https://githubhelp.com",
        "https://example.org/a?x=1&y=2&from=timeline",
        "https://example.org/a?x=1&y=2&s=08",
        "https://example.org/a?x=1&y=2&casa_token=W6UxRKT4pDQAAAAA%3ACT",
    ],
)
def test_spellings_of_one_address_have_one_key(url: str) -> None:
    assert canonical(url) == KEY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/a/b"),
        ("https://example.org/#!/paper/1", "https://example.org/#!/paper/2"),
        ("https://example.org/#/paper/1", "https://example.org/#/paper/2"),
        ("https://example.org/blob?ref=master", "https://example.org/blob?ref=v2"),
        ("https://example.org:8001/a", "https://example.org/a"),
        ("https://openreview.net/forum?id=abc", "https://openreview.net/forum?id=Abc"),
    ],
)
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("text", ["", "no address", "https://[", "mailto:a@example.org", "http://example.org:port/"])
def test_what_is_no_address_comes_back(text: str) -> None:
    assert canonical(text) == text


@given(st.one_of(st.text(max_size=60), st.text(max_size=40).map(lambda tail: f"https://example.org/{tail}")))
def test_a_key_is_its_own_key(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
