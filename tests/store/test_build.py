from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import PublishFailed
from pipeline.models import Choice, Claim, Identifier, Link, Listed, Lookup, Work
from pipeline.store.build import build
from pipeline.store.check import KEYS, check
from pipeline.store.rows import rows
from pipeline.store.spill import LINE
from tests.store.catalogues import ANSWERS, BEIT, ENTRIES, MAE, NOON, SMALL, catalogue, listed, people, work

PAPERS = {
    "list": "VARCHAR",
    "line": "INTEGER",
    "section": "VARCHAR",
    "section_path": "VARCHAR[]",
    "position": "INTEGER",
    "listed_title": "VARCHAR",
    "listed_url": "VARCHAR",
    "status": "VARCHAR",
    "missing": "VARCHAR[]",
    "work_id": "VARCHAR",
    "title": "VARCHAR",
    "authors": "VARCHAR[]",
    "first_author": "VARCHAR",
    "venue": "VARCHAR",
    "container_title": "VARCHAR",
    "type": "VARCHAR",
    "year": "INTEGER",
    "issued": "VARCHAR",
    "abstract": "VARCHAR",
    "doi": "VARCHAR",
    "arxiv_id": "VARCHAR",
    "url": "VARCHAR",
    "pdf_url": "VARCHAR",
    "code_url": "VARCHAR",
    "project_url": "VARCHAR",
    "preprint_url": "VARCHAR",
    "published_url": "VARCHAR",
    "sources": "VARCHAR[]",
    "updated_at": "TIMESTAMP",
}
"""The contract of the view people use."""


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("built") / "papers.duckdb"
    build(SMALL, path)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_the_view_papers_keeps_its_contract(con: duckdb.DuckDBPyConnection) -> None:
    columns = con.execute("SELECT column_name, column_type FROM (DESCRIBE papers)").fetchall()

    assert columns == list(PAPERS.items())


def test_an_entry_of_a_known_work_has_every_value(con: duckdb.DuckDBPyConnection) -> None:
    result = con.execute("FROM papers WHERE list = 'mim' AND position = 1")
    row = dict(zip(PAPERS, result.fetchall()[0], strict=True))

    assert row["section"] == "Objective Function"
    assert row["section_path"] == ["Single Level", "Objective Function"]
    assert row["authors"] == ["Kaiming He", "Xinlei Chen", "Saining Xie", "Yanghao Li", "Piotr Dollár", "Ross Girshick"]
    assert (row["first_author"], row["venue"], row["year"], row["issued"]) == ("Kaiming He", "CVPR", 2022, "2022-06")
    assert (row["doi"], row["arxiv_id"]) == ("10.1109/cvpr52688.2022.01553", "2111.06377")
    assert (row["code_url"], row["project_url"]) == ("https://github.com/facebookresearch/mae", None)
    assert (row["status"], row["missing"], row["sources"]) == ("complete", [], ["cvf"])
    assert row["updated_at"] == datetime(2026, 11, 20)  # noqa: DTZ001  # the column is UTC by contract


def test_an_entry_of_which_nothing_is_known_is_there_with_nulls(con: duckdb.DuckDBPyConnection) -> None:
    [row] = con.execute("SELECT title, authors, year, sources, missing FROM papers WHERE list = 'mim' AND position = 6").fetchall()

    assert row == (None, None, None, [], ["title", "authors", "venue", "year", "abstract"])


def test_papers_come_in_the_order_of_the_lists(con: duckdb.DuckDBPyConnection) -> None:
    places = con.execute("SELECT list, position FROM papers").fetchall()

    assert places == sorted(places)
    assert len(places) == len(ENTRIES)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("SELECT venue, year, works, entries FROM by_venue WHERE venue = 'CVPR'", [("CVPR", 2022, 2, 3)]),
        ("SELECT name, works, as_first FROM by_author LIMIT 1", [("Hangbo Bao", 1, 1)]),
        ("SELECT entries, complete FROM by_section WHERE section_path = ['Two Level']", [(2, 1)]),
        ("SELECT field FROM missing WHERE line = 15", [("abstract",), ("authors",), ("venue",), ("year",)]),
        ("SELECT list, lines, title FROM duplicates", [("mim", [11, 14], "Masked Autoencoders Are Scalable Vision Learners")]),
        ("SELECT line, reason FROM dead_links", [(15, "404 from example.org")]),
        ("SELECT list, line FROM preprints_now_published", [("awesome", 11), ("mim", 12)]),
        ("SELECT title, day FROM new_since_last_run", [("SimMIM: A Simple Framework for Masked Image Modeling", date(2026, 11, 22))]),
        ("SELECT work_id FROM identifiers WHERE id = 'title:0123456789abcdef' AND former", [(str(MAE.id),)]),
        ("SELECT schema_version, digest FROM meta", [(1, "d" * 16)]),
        ("SELECT synced_at FROM lists WHERE name = 'mim'", [(NOON.replace(tzinfo=None),)]),
        ("SELECT r.lookup, r.response FROM records AS r WHERE source = 'arxiv'", [("arxiv by id: arxiv:2106.08254", 7)]),
        ("SELECT work_id FROM answers WHERE source = 'general'", [("url:example.org/gone.pdf",)]),
        ("SELECT work_id FROM answers WHERE source = 'openalex'", [("url:example.org/gone.pdf",)]),
        ("SELECT pages FROM works WHERE doi IS NOT NULL", [("16000-16009",)]),
    ],
    ids=lambda value: value.split(" FROM ")[1].split()[0] if isinstance(value, str) else "",
)
def test_views_and_tables_answer(con: duckdb.DuckDBPyConnection, question: str, answer: list[object]) -> None:
    assert con.execute(question).fetchall() == answer


def test_every_known_value_of_a_work_has_the_claim_that_won(con: duckdb.DuckDBPyConnection) -> None:
    claims = con.execute("SELECT field, clean, source, rule, since FROM claims WHERE chosen AND work_id = ?", [str(BEIT.id)]).fetchall()

    assert {field for field, *_ in claims} == set(BEIT.chosen)
    assert ("year", "2022", "arxiv", "1: the publisher's own page", date(2026, 11, 20)) in claims


def test_a_claim_that_lost_stays_beside_the_one_that_won(con: duckdb.DuckDBPyConnection) -> None:
    said = con.execute("SELECT source, raw, chosen FROM claims WHERE field = 'year' AND work_id = ? ORDER BY source", [str(BEIT.id)])

    assert said.fetchall() == [("arxiv", "2022", True), ("crossref", "2021", False)]


def test_a_chosen_value_that_stands_in_no_record_is_a_claim_too(tmp_path: Path) -> None:
    corrected = Claim(field="title", raw="Corrected", clean="Corrected", way="set")
    choice = Choice(value="Corrected", claim=corrected, lookup=Lookup(source="corrections", by="id", value=str(MAE.id)), rule="0: said")
    build(catalogue(ENTRIES[:1], [MAE.model_copy(update={"chosen": {**MAE.chosen, "title": choice}})]), tmp_path / "papers.duckdb")

    with duckdb.connect(str(tmp_path / "papers.duckdb"), read_only=True) as con:
        claims = con.execute("SELECT source, record IS NULL, chosen FROM claims WHERE field = 'title' ORDER BY source").fetchall()
    assert claims == [("corrections", True, True), ("cvf", False, False)]


def test_every_table_view_and_column_says_what_it_is(con: duckdb.DuckDBPyConnection) -> None:
    silent = con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        " UNION ALL SELECT table_name, '' FROM duckdb_tables() WHERE comment IS NULL"
        " UNION ALL SELECT view_name, '' FROM duckdb_views() WHERE comment IS NULL AND NOT internal"
    ).fetchall()

    assert silent == []


def test_a_column_that_may_be_null_says_when(con: duckdb.DuckDBPyConnection) -> None:
    """Its own comment, or that of its table for all columns."""
    columns = con.execute(
        "SELECT c.table_name, c.column_name FROM duckdb_columns() AS c LEFT JOIN duckdb_tables() AS t USING (table_name)"
        " WHERE NOT c.internal AND NOT regexp_matches(concat(c.comment, t.comment), '\\bnull\\b')"
    ).fetchall()

    silent = [
        f"{table}.{column}"
        for table, column in columns
        if con.execute(f'SELECT count(*) - count("{column}") FROM {table}').fetchone() != (0,)
    ]

    assert len(columns) > 50
    assert silent == []


JOINED = {"answers": {"work_id"}, "records": {"response"}}
"""Columns that are filled from other tables."""


def test_rows_fill_every_column_of_their_table(con: duckdb.DuckDBPyConnection) -> None:
    given: dict[str, set[str]] = {}
    for table, row in rows(SMALL):
        given.setdefault(table, set()).update(row)

    for table in KEYS:
        columns = {name for (name,) in con.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()}
        assert columns - given[table] <= JOINED.get(table, set()), table


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    build(SMALL, tmp_path / "papers.duckdb")

    assert [path.name for path in tmp_path.iterdir()] == ["papers.duckdb"]


def test_an_answer_may_come_with_every_work_that_wants_it(tmp_path: Path) -> None:
    build(catalogue(ENTRIES[:2], [MAE, BEIT], answers=ANSWERS * 2), tmp_path / "papers.duckdb")

    assert check(tmp_path / "papers.duckdb")["answers"] == len(ANSWERS)


def test_a_catalogue_without_anything_gives_an_empty_file(tmp_path: Path) -> None:
    build(catalogue([], []), tmp_path / "papers.duckdb")

    assert {t: n for t, n in check(tmp_path / "papers.duckdb").items() if n} == {"meta": 1, "runs": 1}


def test_texts_come_back_as_they_went_in(tmp_path: Path) -> None:
    title = 'NUL \0, tab\t, line\nbreak, \x1b[31m, \u202e, 🦆, $x^2$, {"quotes"}, \' and \\'
    odd = work("url:example.org/odd", title=title, abstract="\r\n", authors=people("何恺明", "O'Brien, Ó"))
    entry = listed(odd, position=1, links={"code": "https://example.org/'%20\""})
    build(catalogue([entry], [odd]), tmp_path / "papers.duckdb")

    with duckdb.connect(str(tmp_path / "papers.duckdb"), read_only=True) as con:
        row = con.execute("SELECT title, abstract, authors, code_url FROM papers").fetchone()
    assert row == (title, "\r\n", ["何恺明", "Ó O'Brien"], "https://example.org/'%20\"")


def test_a_monstrous_text_does_not_stop_the_build(tmp_path: Path) -> None:
    long = work("url:example.org/long", title="Long", abstract="word " * (LINE // 5 + 1))
    build(catalogue([listed(long, position=1)], [long]), tmp_path / "papers.duckdb")

    with duckdb.connect(str(tmp_path / "papers.duckdb"), read_only=True) as con:
        [(length,)] = con.execute("SELECT strlen(abstract) FROM papers").fetchall()
    assert length > LINE


def test_half_a_character_does_not_stop_the_build(tmp_path: Path) -> None:
    cut = work("url:example.org/\udc80", title="cut \ud83d", authors=people("He \ud83d, Ann"))
    build(catalogue([listed(cut, position=1, alias="\udfff")], [cut]), tmp_path / "papers.duckdb")

    with duckdb.connect(str(tmp_path / "papers.duckdb"), read_only=True) as con:
        assert con.execute("SELECT title, authors FROM papers").fetchall() == [("cut \ufffd", ["Ann He \ufffd"])]


@pytest.mark.parametrize(
    ("entries", "works", "fault"),
    [
        (ENTRIES[:2], [MAE], "1 rows of entries have a work_id that is not in works"),
        (ENTRIES[:1], [MAE, MAE], "1 rows of works do not differ in id"),
        ([ENTRIES[0], ENTRIES[0]], [MAE], "1 rows of entries do not differ in list, position"),
    ],
    ids=["entry without work", "two works of one id", "two entries in one place"],
)
def test_a_catalogue_that_does_not_fit_together_is_refused(tmp_path: Path, entries: list[Listed], works: list[Work], fault: str) -> None:
    whole = catalogue(entries, works)

    with pytest.raises(PublishFailed, match=re.escape(fault)):
        build(whole, tmp_path / "papers.duckdb")


def test_one_record_of_a_listing_may_describe_two_works(tmp_path: Path) -> None:
    listing = Lookup(source="cvf", by="listing", value="CVPR2022")
    record = MAE.records[0].model_copy(update={"lookup": listing, "identifiers": frozenset({Identifier.parse("cvf:x")})})
    works = [w.model_copy(update={"records": (record, record)}) for w in (MAE, BEIT)]
    build(catalogue(ENTRIES[:2], works), tmp_path / "papers.duckdb")

    assert check(tmp_path / "papers.duckdb")["records"] == 2


def test_of_several_links_of_a_role_the_first_counts(tmp_path: Path) -> None:
    links = tuple(Link(role="code", url=f"https://example.org/{n}", text="code") for n in range(3))
    build(catalogue([listed(MAE, position=1).model_copy(update={"entry": ENTRIES[0].entry.model_copy(update={"links": links})})], [MAE]),
          tmp_path / "papers.duckdb")  # fmt: skip

    with duckdb.connect(str(tmp_path / "papers.duckdb"), read_only=True) as con:
        assert con.execute("SELECT code_url FROM papers").fetchall() == [("https://example.org/0",)]


def test_a_link_says_what_its_address_names(tmp_path: Path) -> None:
    entry = listed(MAE, position=1, links={"code": "https://github.com/facebookresearch/mae/tree/main", "project": "https://example.org"})
    named = (Identifier.parse("arxiv:2111.06377"), Identifier.parse("github:facebookresearch/mae"), None)

    build(catalogue([entry.model_copy(update={"named": named})], [MAE]), tmp_path / "papers.duckdb")

    with duckdb.connect(str(tmp_path / "papers.duckdb"), read_only=True) as con:
        assert con.execute("SELECT role, identifier FROM links ORDER BY number").fetchall() == [
            ("paper", "arxiv:2111.06377"), ("code", "github:facebookresearch/mae"), ("project", None),
        ]  # fmt: skip
