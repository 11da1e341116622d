from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.store.build import build
from pipeline.store.query import query
from pipeline.store.table import LEAST, json_rows, table
from tests.store.catalogues import SMALL

QUERIES = Path(__file__).parents[2] / "docs" / "queries.sql"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "papers.duckdb"
    build(SMALL, path)
    return path


def test_a_question_gives_names_and_rows(database: Path) -> None:
    assert query(database, "SELECT venue, year FROM papers WHERE list = 'awesome';") == (("venue", "year"), [("ICLR", 2022)])


def test_a_value_of_others_is_handed_over_apart_from_the_statement(database: Path) -> None:
    assert query(database, "SELECT count(*) FROM papers WHERE title = ?", ["' OR true --"])[1] == [(0,)]


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT titel FROM papers", 'Candidate bindings: "title"'),
        ("FROM paper", "Views: by_author"),
        ("selct 1", "syntax error"),
        ("", "there is no statement"),
        ("-- only a remark", "there is no statement"),
        ("DROP VIEW papers", "read-only"),
        ("UPDATE works SET title = ''", "read-only"),
        ("COPY papers TO 'stolen.csv'", "Cannot access file"),
        ("FROM read_text('/etc/hostname')", "Cannot access file"),
        ("SET enable_external_access = true", "locked"),
        ("SELECT 1/0 + 'x'::INTEGER", "Could not convert"),
    ],
    ids=lambda text: text.split(" ")[0] or "nothing",
)
def test_a_question_that_cannot_be_answered_says_what_could(database: Path, sql: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        query(database, sql)

    assert told in str(caught.value)
    assert "An example: SELECT" in str(caught.value)


def test_no_progress_is_drawn_into_the_answer(database: Path) -> None:
    assert query(database, "SELECT current_setting('enable_progress_bar')")[1] == [(False,)]


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make enrich"):
        query(tmp_path / "papers.duckdb", "FROM papers")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_someone_else_has_open_can_be_asked(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True):
        assert query(database, "SELECT count(*) FROM papers")[1] == [(7,)]


def questions() -> Iterator[tuple[str, str]]:
    for part in QUERIES.read_text().split(";\n"):
        remarks = [line[3:] for line in part.splitlines() if line.startswith("-- ")]
        if remarks:
            yield remarks[-1], part


@pytest.mark.parametrize("sql", [pytest.param(sql, id=name) for name, sql in questions()])
def test_the_questions_of_the_manual_have_answers(database: Path, sql: str) -> None:
    columns, rows = query(database, sql)

    assert columns
    assert rows, "the small catalogue has something for every question"


def test_the_manual_has_twenty_questions_or_more() -> None:
    names = [name for name, _ in questions()]

    assert len(names) >= 20
    assert all(name.endswith("?") for name in names)


def test_wide_columns_share_the_terminal_and_narrow_ones_keep_their_width() -> None:
    text = table(["year", "title", "abstract"], [(2022, "word " * 20, "word " * 100)], 60)

    lines = text.splitlines()
    assert lines[0].startswith("year  title")
    assert max(map(len, lines)) <= 60


def test_wide_letters_take_two_columns() -> None:
    text = table(["name", "year"], [("何恺明", 2022), ("He", 2021)], 40)

    assert text.splitlines()[2:] == ["何恺明  2022", "He      2021"]


def test_columns_that_do_not_fit_beside_each_other_stand_below_each_other() -> None:
    columns = ["title", "year", *(f"column_{n}" for n in range(8))]

    text = table(columns, [("Masked Autoencoders Are Scalable Vision Learners", 2022, *range(8)), ("Other", None, *range(8))], 40)

    lines = text.splitlines()
    assert lines[:3] == ["title     Masked Autoencoders Are", "          Scalable Vision Learners", "year      2022"]
    assert lines[11] == ""
    assert lines[12:14] == ["title     Other", "year"]
    assert max(map(len, lines)) <= 40
    assert table(columns, [], 40).startswith("title  year  column_")


def test_json_is_for_programs() -> None:
    rows = json.loads(json_rows(["title", "lines", "day"], [("\x1b[31m何", [1, 2], date(2026, 11, 20))]))

    assert rows == [{"title": "\x1b[31m何", "lines": [1, 2], "day": "2026-11-20"}]
    assert json_rows(["title"], [("\x9b",)]).isascii()
    assert json_rows(["title"], []) == "[]\n"


def test_no_rows_give_the_names_alone() -> None:
    assert table(["a", "b"], [], 20) == "a  b\n-  -\n"


@given(st.lists(st.tuples(st.text(), st.one_of(st.none(), st.integers(), st.lists(st.text())))), st.one_of(st.none(), st.integers(1, 200)))
def test_whatever_the_text_the_terminal_is_safe_and_rows_are_apart(rows: list[tuple[object, ...]], width: int | None) -> None:
    text = table(["one", "two"], rows, width)

    lines = text.split("\n")[:-1]
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} or c == "\t" for line in lines for c in line)
    if width is None:
        assert [line.count("\t") for line in lines] == [1] * (len(rows) + 1)
    elif width >= 2 * LEAST + 2 and all(len(str(row[0])) <= LEAST and str(row[0]).isascii() for row in rows):
        assert len(lines) >= len(rows) + 2
