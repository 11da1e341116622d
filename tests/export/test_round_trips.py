"""Whatever lists and pages write: every format is read back by a program of its kind, says the same, and does nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from pybtex.database import parse_string as pybtex

from pipeline.export.papers import schema
from pipeline.export.plain import flat, plain
from pipeline.export.selection import Selection, paper, texts
from pipeline.export.tables import FORMULA
from pipeline.export.writing import FORMATS, export
from pipeline.models import Link, Listed, Work
from pipeline.published import open_published
from pipeline.store.build import build
from tests.export.csl_schema import SCHEMA
from tests.store.catalogues import catalogue, listed, people, work

HOSTILE = (
    "{", "}", "}}}", "\\", "{\\", '"', "'", "@article{x,", "%", "#", "$x^2", "~", "_", "&", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![i](http://a.b/i.png)", "`", "|", "* ", "# ",
    "\u202e", "\u2066", "\u200f", "\u200e", "\n", "\r\n", "\t", "\x00", "\x1b[31m", "\x1b]8;;http://a.b\x07", "\x9b", "\u2028",
    "🦆", "👩‍🔬", "é", "e\u0301", "何恺明", "שלום", "TY  - JOUR", "ER  - ", "\nER  - ", " and ", ", ", "\\input{x}", "\\write18{x}", "$$",
    "--", "```", "ﬁ", "a", "Word", "BEiT", " ", "1.", "null", ",\"suffix\":null", "\\u0000",
)  # fmt: skip
text = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(HOSTILE), max_size=8).map("".join))
titles = text.filter(lambda t: any(c.isalnum() for c in flat(t)))
addresses = st.one_of(
    st.sampled_from(["https://example.org/a", "https://example.org/a b", "javascript:alert(1)", "data:text/html,<script>", "http://[", "HTTP://A.B"]),
    text.map("https://example.org/".__add__),
)  # fmt: skip


class Case(NamedTuple):
    entry: Listed
    work: Work


@st.composite
def cases(draw: st.DrawFn) -> list[Case]:
    """Several works at once, for a file takes longer to build than its rows."""
    return [_case(draw, number) for number in range(1, draw(st.integers(1, 8)) + 1)]


def _case(draw: st.DrawFn, number: int) -> Case:
    said = work(
        f"url:example.org/{number}", title=draw(titles), abstract=draw(text), venue=draw(text) or None, container_title=draw(text),
        authors=people(*draw(st.lists(st.tuples(titles, text).map(", ".join), max_size=3))), year=2022, doi="10.1/a_b%{}", pages=draw(text),
        url=draw(addresses), pdf_url=draw(addresses), published_url=draw(addresses), type=draw(text),
    )  # fmt: skip
    where = listed(said, position=number, section_path=tuple(draw(st.lists(titles, max_size=2))), paper_url=draw(addresses))
    links = (Link(role="code", url=draw(addresses), text=draw(text)), Link(role="slides", url=draw(addresses), text=draw(text)))
    return Case(where.model_copy(update={"entry": where.entry.model_copy(update={"links": links})}), said)


class Built(NamedTuple):
    """A published file and what every format made of it."""

    path: Path

    def content(self, form: str, **options: Any) -> str:
        return b"".join(export(self.path, form, **options)).decode()

    def view(self) -> list[dict[str, Any]]:
        with duckdb.connect(str(self.path), read_only=True) as con:
            rows = con.execute("FROM papers").fetchall()
            names = [column[0] for column in con.description or ()]
        return [dict(zip(names, row, strict=True)) for row in rows]


def check(built: Built) -> None:
    """Everything that holds for any content."""
    view = built.view()
    for form in sorted(FORMATS.keys() - {"parquet"}):
        content = built.content(form)
        _does_nothing(json.dumps(json.loads(content), ensure_ascii=False) if form in {"json", "csl"} else content)
    _json(built, view)
    _tables(built, view)
    _bibliographies(built, view)
    _markdown(built, view)


def _does_nothing(content: str) -> None:
    """No control character and none that reorders: no terminal obeys and no reader is misled."""
    assert not {c for c in content if unicodedata.category(c) == "Cc"} - {"\n", "\t", "\r"}
    assert not {c for c in content if unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}}
    assert not {"\u200e", "\u200f", "\u061c"} & {*content}


def _json(built: Built, view: Sequence[dict[str, Any]]) -> None:
    content = built.content("json")
    entries = json.loads(content)
    _schema().validate(entries)
    assert [line.rstrip(",") for line in content.split("\n")[1:-2]] == built.content("jsonl").split("\n")[:-1]
    with open_published(built.path) as con:
        by_model = [paper(line) for line in texts(con, Selection())]
    assert built.content("jsonl").split("\n")[:-1] == [one.model_dump_json() for one in by_model], "the short way gives the same"
    for entry, row in zip(entries, view, strict=True):
        assert [entry[name] for name in ("title", "abstract", "venue", "listed_url")] == [
            None if row[name] is None else plain(row[name]) for name in ("title", "abstract", "venue", "listed_url")
        ]
        assert all(entry[n] is None or entry[n].lower().startswith(("http://", "https://")) for n in ("url", "pdf_url", "code_url"))


def _tables(built: Built, view: Sequence[dict[str, Any]]) -> None:
    cells = list(csv.DictReader(io.StringIO(built.content("csv").removeprefix("\ufeff"), newline="")))
    for row, cell in zip(view, cells, strict=True):
        assert not any(value.startswith(FORMULA) for value in cell.values())
        for name, value in row.items():
            if isinstance(value, str):
                assert cell[name] in {plain(value), f"'{plain(value)}"}
    with TemporaryDirectory() as folder, duckdb.connect() as con:
        file = Path(folder, "papers.parquet")
        file.write_bytes(b"".join(export(built.path, "parquet")))
        rows = con.execute("FROM read_parquet(?)", [str(file)]).fetchall()
    assert rows == [tuple(row.values()) for row in view], "Parquet holds the view as it is"


def _bibliographies(built: Built, view: Sequence[dict[str, Any]]) -> None:
    items = json.loads(built.content("csl"))
    _csl().validate(items)
    keys = [item["id"] for item in items]
    people = [len(row["authors"] or ()) for row in view]
    assert [item["title"] for item in items] == [flat(row["title"]) for row in view]
    for unicode in (False, True):
        content = built.content("bibtex", unicode=unicode)
        library = parse_string(content)
        assert library.failed_blocks == []
        assert [entry.key for entry in library.entries] == keys
        entries = pybtex(content, "bibtex").entries
        assert list(entries) == keys
        assert [len(entry.persons.get("author", ())) for entry in entries.values()] == people
    records = rispy.loads(built.content("ris"))
    assert [record["id"] for record in records] == keys
    assert [record["title"] for record in records] == [flat(row["title"]) for row in view]
    assert [len(record.get("authors", ())) for record in records] == people


def _markdown(built: Built, view: Sequence[dict[str, Any]]) -> None:
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(built.content("markdown"))
    within = [*tokens, *(child for token in tokens for child in token.children or ())]
    assert not {t.type for t in within} & {"html_block", "html_inline", "image", "code_inline", "fence", "code_block"}
    assert sum(t.type == "list_item_open" for t in tokens) == len(view)
    targets = [str(t.attrGet("href")) for t in within if t.type == "link_open"]
    assert all(re.match("https?://", target, re.IGNORECASE) for target in targets)


@cache
def _schema() -> Draft202012Validator:
    return Draft202012Validator(schema())


@cache
def _csl() -> Draft202012Validator:
    return Draft202012Validator(SCHEMA)


@settings(max_examples=8, deadline=None, phases=[Phase.reuse, Phase.generate])  # every example builds a file: shrinking takes minutes
@given(cases())
def test_whatever_is_written_every_format_reads_back_and_does_nothing(several: list[Case]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "papers.duckdb")
        build(catalogue([c.entry for c in several], [c.work for c in several]), path)
        check(Built(path))


def _each_alone() -> Iterator[Case]:
    for number, odd in enumerate(HOSTILE, 1):
        said = work(
            f"url:example.org/{number}", title=f"{odd}T{odd}", abstract=odd, venue=odd, container_title=odd, year=2022, pages=odd, type=odd,
            authors=people(f"F{odd}, {odd}"), url=f"https://example.org/{odd}", published_url=odd,
        )  # fmt: skip
        yield Case(listed(said, position=number, section_path=(f"{odd}S{odd}",), paper_url=odd), said)


def test_every_text_that_has_done_harm_elsewhere_does_none(tmp_path: Path) -> None:
    several = list(_each_alone())
    build(catalogue([c.entry for c in several], [c.work for c in several]), tmp_path / "papers.duckdb")

    check(Built(tmp_path / "papers.duckdb"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "preprint", "id": "x"},
        {"type": "book"},
        {"type": "book", "id": "x", "doi": "10.1/x"},
        {"type": "book", "id": "x", "author": [{"name": "A"}]},
        {"type": "book", "id": "x", "issued": {"date-parts": [[2022, 1, 1, 1]]}},
        {"type": "book", "id": "x", "title": None},
    ],
    ids=["unknown type", "no id", "unknown field", "a name that is none", "a day too long", "null"],
)
def test_the_rules_of_csl_refuse_what_is_wrong(wrong: dict[str, Any]) -> None:
    assert not _csl().is_valid([wrong])
