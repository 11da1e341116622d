"""Nothing that may stand in a file stops the reader, and what goes out comes back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract import companions, decode, extract, unclaimed

PATHS = ("README.md", "a.rst", "a.org", "a.bib", "a.csv", "a.tsv", "a.yaml", "list")
PIECES = [
    "[",
    "]",
    "(",
    ")",
    "](",
    "https://arxiv.org/abs/2111.06377",
    "# ",
    "- ",
    "* ",
    "1. ",
    "|",
    "\n",
    "\n\n",
    "  ",
    "<a href=x>",
    "<td>",
    "</details>",
    "<!--",
    "**",
    "`",
    "```",
    "Kaiming He",
    ", ",
    "2022",
    "CVPR",
    '"',
    "title",
    ":",
    "---\n",
    "@article{a,",
    "\0",
    "\u200b",
    "论文",
    "🍕",
    "\t",
    "$x^2$",
    "paper",
    "&amp;",
]
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@given(text=TEXTS, path=st.sampled_from(PATHS))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_lines_ascend_within_the_file(text: str, path: str) -> None:
    entries = extract(text, name="x", path=path)

    lines = [e.line for e in entries]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)
    assert [e.position for e in entries] == list(range(1, len(entries) + 1))
    assert unclaimed(text, entries) is not None
    assert companions(text, path) is not None


@given(body=st.binary(max_size=200))
def test_any_bytes_are_decoded_with_their_lines(body: bytes) -> None:
    assert "\r" not in decode(body)


@pytest.mark.parametrize(
    ("body", "text"),
    [(b"\xef\xbb\xbfa\r\nb", "a\nb"), ("é\n".encode("utf-16"), "é\n"), (b"caf\xe9 na\xefve", "café naïve"), (b"a\0b", "a\0b"), (b"", "")],
    ids=["byte order mark and CRLF", "UTF-16", "Windows-1252", "NUL survives", "empty"],
)
def test_bytes_become_text(body: bytes, text: str) -> None:
    assert decode(body) == text


WORDS = ("Masked", "Autoencoders", "Reveal", "Structure", "Beyond", "Pixels", "Robust", "Alignment", "Sparse", "Tokens", "Scaling", "Laws")
TITLES = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9, unique=True).map(" ".join)
NUMBERS = st.integers(min_value=10000, max_value=99999)

RENDERINGS = {
    "bullet": "# L\n## S\n* [{title}]({url})\n",
    "numbered with code": "# L\n## S\n1. [{title}]({url}) \\\n   [Link to code](https://github.com/a/b)\n",
    "bold with label": "# L\n## S\n- **{title}.** CVPR 2022. [[paper]({url})]\n",
    "quoted": '# L\n## S\n- "{title}" [2022-01] [[paper]({url})]\n',
    "plain": "# L\n## S\n- {title} [[pdf]]({url})\n",
    "table": "# L\n## S\n| Title | Link |\n|--|--|\n| {title} | {url} |\n",
    "paragraph": "# L\n## S\n**{title}**<br>\n*Kaiming He, Ross Girshick*<br>\n[[Paper]({url})]\n",
    "citation": "# L\n## S\n* Kaiming He, Ross Girshick, {title}, CVPR, 2022. [[Paper]]({url})\n",
}


@pytest.mark.parametrize("form", RENDERINGS.values(), ids=RENDERINGS.keys())
@given(title=TITLES, number=NUMBERS)
@settings(max_examples=20, deadline=None)
def test_an_entry_that_is_written_in_a_form_comes_back(form: str, title: str, number: int) -> None:
    url = f"https://arxiv.org/abs/2203.{number}"

    (entry,) = extract(form.format(title=title, url=url), name="x")

    assert (entry.title, entry.paper_url, entry.section_path) == (title, url, ("S",))


DAMAGED = {
    "brackets": "[" * 50_000,
    "stars": "*" * 140_000,
    "tags": "<a " * 30_000,
    "comments": "<!--" * 30_000,
    "parentheses": "- [a](" + "(" * 20_000,
    "levels": "\n".join("  " * i + "- a" for i in range(400)),
    "names": "- " + "John Smith, " * 10_000,
    "one line": "- [Attention is all you need](https://arxiv.org/abs/1706.03762) " * 2_000,
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
@pytest.mark.parametrize("path", ["a.md", "a.org", "a.yaml"])
def test_damaged_text_is_read_to_its_end(text: str, path: str) -> None:
    """A pattern that backtracks would not come back within the patience of whoever runs the tests."""
    entries = extract(text, name="x", path=path)

    assert all(1 <= e.line <= text.count("\n") + 1 for e in entries)


def test_aliases_of_yaml_do_not_multiply() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]" for i in range(20))

    assert extract(bomb + "\n" + "z: [" + "*a, " * 2_000 + "*a]", name="x", path="a.yaml") == ()


_YAML_BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
_MONSTERS: dict[str, tuple[str, str]] = {
    "instructions without an end": ("README.md", "<?" * 30_000),
    "declarations without an end": ("README.md", "<![CDATA[" * 10_000),
    "items that are never closed": ("README.md", "<ul><li>" * 10_000),
    "items one in another": ("page.html", "<li>" * 15_000),
    "bold words without a link": ("README.md", "<b>x</b> " * 10_000),
    "brackets in brackets": ("README.md", "[" * 30_000 + "]" * 30_000),
    "emphasis": ("README.md", "*a_ **b" * 8_000),
    "quotes in quotes": ("README.md", ">" * 60_000),
    "definitions": ("README.md", "".join(f"[a{n}]: https://x.org/{n}\n" for n in range(2_500))),
    "a table of one column": ("README.md", "|a|\n|-|\n" + "|x|\n" * 12_000),
    "a wide table": ("README.md", "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n"),
    "tags without an end": ("README.md", "<a href='x " * 5_000),
    "rst: markup without an end": ("a.rst", "*a `b |c " * 6_000),
    "rst: a word without an end": ("a.rst", "{{a}}" * 12_000),
    "rst: targets": ("a.rst", "a__ b_ " * 8_000),
    "yaml: aliases of aliases": ("a.yaml", _YAML_BOMB),
    "yaml: a value that holds itself": ("a.yaml", "a: &a\n  - title: X\n  - *a\n  - *a\n"),
    "yaml: open brackets": ("a.yaml", "[" * 60_000),
}
"""Each takes a second, and hours where a pattern or a walk takes the square of it."""


@pytest.mark.parametrize(("path", "text"), _MONSTERS.values(), ids=_MONSTERS)
def test_text_made_to_cost_time_costs_little(path: str, text: str) -> None:
    assert len(extract(text, name="x", path=path)) <= 1


def test_an_include_of_rst_reads_no_file() -> None:
    assert extract(".. include:: /etc/hostname\n\n.. raw:: html\n   :file: /etc/hostname\n", name="x", path="a.rst") == ()


def test_scholarly_links_outside_entries_are_reported_with_their_lines() -> None:
    text = "# L\nSee https://arxiv.org/abs/1706.03762.\n<!-- https://arxiv.org/abs/1111.11111 -->\n- [A title of it](https://arxiv.org/abs/2111.06377)\n"

    assert unclaimed(text, extract(text, name="x")) == ((2, "https://arxiv.org/abs/1706.03762"),)


def test_companions_are_the_pages_of_the_repository_in_order() -> None:
    text = "# L\n- [Q](doc/quant%20ized.md#a)\n- [P](/pruning.md) [o](https://a.org/x.md) [c](CONTRIBUTING.md)\n## License\n[l](other.md)\n"

    assert companions(text, "docs/README.md") == ("docs/doc/quant ized.md", "pruning.md")
