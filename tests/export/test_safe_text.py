"""Exports carry no active content, whatever lists and pages write."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.export.markdown import text
from pipeline.export.plain import flat, plain, web_address
from pipeline.export.selection import is_suspect
from pipeline.export.tables import FORMULA, cell
from pipeline.export.writing import export
from pipeline.models import Link
from pipeline.store.build import build
from tests.store.catalogues import catalogue, listed, people, work

ACTIVE = "<script>alert(1)</script>[x](javascript:alert(1))\x1b]8;;http://example.org\x07![i](http://example.org/i.png)\u202e\u200ftxt\0\u2028\f\b\rend"
SCRIPT = "javascript:alert(document.domain)"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "papers.duckdb"
    hostile = work(
        "url:example.org/hostile", title=f"={ACTIVE}", abstract=f"@{ACTIVE}\nsecond line", authors=people(f"{ACTIVE}, -{ACTIVE}"),
        container_title=ACTIVE, venue=ACTIVE, url=SCRIPT, pdf_url="https://example.org/a b.pdf", published_url="data:text/html,x",
        type="+1",
    )  # fmt: skip
    entry = listed(hostile, position=1, section_path=(ACTIVE, "# Section *"), paper_url=SCRIPT)
    links = (Link(role="code", url="https://example.org/\u202ecode", text=ACTIVE), Link(role="slides", url="vbscript:x", text=""))
    entry = entry.model_copy(update={"entry": entry.entry.model_copy(update={"links": links})})
    build(catalogue([entry], [hostile]), path)
    return path


@pytest.mark.parametrize("form", ["json", "jsonl", "csl", "bibtex", "ris", "csv", "markdown"])
def test_no_format_carries_escapes_or_reordering(database: Path, form: str) -> None:
    content = b"".join(export(database, form)).decode()

    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t\r" for c in content)
    assert not any(c in content for c in "\u202e\u2028\u2066\u200f\u200e")
    for escaped in ("\\u001b", "\\u0000", "\\u202e"):
        assert escaped not in content


def test_addresses_that_are_not_of_the_web_are_not_followed(database: Path) -> None:
    [paper] = json.loads(b"".join(export(database, "json")))

    assert [paper[name] for name in ("url", "pdf_url", "published_url")] == [None, None, None]
    assert paper["code_url"] == "https://example.org/code"
    assert paper["listed_url"] == SCRIPT, "what the list wrote is a fact, not a link"


def test_markdown_shows_active_text_as_text(database: Path) -> None:
    content = b"".join(export(database, "markdown")).decode()

    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(content)
    assert "<script" not in html
    assert "<img" not in html
    targets = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert {urlsplit(target).scheme for target in targets} <= {"https", "http"}
    assert "[x](javascript:alert(1))" in html


def test_spreadsheets_compute_nothing(database: Path) -> None:
    content = b"".join(export(database, "csv")).decode("utf-8-sig")

    cells = [c for row in csv.reader(io.StringIO(content, newline="")) for c in row]
    assert not any(c.startswith(FORMULA) for c in cells)
    assert any(c.startswith("'=<script>") for c in cells)


@given(st.text())
def test_plain_text_is_settled_after_one_pass(content: str) -> None:
    once = plain(content)

    assert plain(once) == once
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in once)
    assert "\n" not in flat(content)


@given(st.text(), st.sampled_from(FORMULA))
def test_a_guarded_cell_differs_from_the_text_by_an_apostrophe_alone(content: str, start: str) -> None:
    guarded = cell(start + content)

    assert not guarded.startswith(FORMULA)
    assert guarded.removeprefix("'") == plain(start + content)


markup = st.lists(st.sampled_from([*"*_[]()<>#`!|~$\\&;:/.-+=1 aé何", "http://a.b", "&amp;", "1.", "<b>", "]("]), max_size=12).map("".join)


@given(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), markup))
def test_markdown_text_reads_as_it_was(content: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"- [{text(content)}](https://example.org)")

    inline = next((t for t in tokens if t.type == "inline"), None)
    assert inline is not None
    children = inline.children or []
    assert [c.type for c in children if c.type not in {"text", "text_special"}] == ["link_open", "link_close"]
    assert "".join(c.content for c in children) == flat(content)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://arxiv.org/abs/2111.06377", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG/x", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/x", False),
        ("./code", False),
        ("https:///x", False),
        ("https://[broken", False),
        ("https://example.org/a b", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, kept: bool) -> None:
    assert (web_address(url) is not None) is kept


@pytest.mark.parametrize("clean", [plain, flat])
def test_letters_of_every_script_stay(clean: Callable[[str], str]) -> None:
    for content in ("何恺明", "שלום", "مرحبا", "नमस्ते", "👩‍🔬", "e\u0301", "x²"):
        assert clean(content) == content


def test_nothing_that_is_printable_is_active() -> None:
    printable = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if c.isprintable())

    assert plain(f"\n{printable}") == f"\n{printable}"  # the line feed makes it look
    assert not is_suspect(f"\\ {printable}")  # so does the backslash


def test_the_published_file_itself_keeps_what_was_written(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as con:
        assert con.execute("SELECT title FROM papers").fetchall() == [(f"={ACTIVE}",)]
