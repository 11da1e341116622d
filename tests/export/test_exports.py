"""What goes out must come back: each format is read again by a program of its own kind."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from jsonschema import Draft202012Validator

from pipeline.errors import UsageError
from pipeline.export.papers import schema
from pipeline.export.writing import export, write
from pipeline.extract import extract
from pipeline.models import Catalogue
from pipeline.store.build import build
from tests.store.catalogues import BEIT, ENTRIES, MAE, NOON, SIMMIM, SMALL, WORKS, catalogue, listed

FORMATS = ("json", "jsonl", "csl", "bibtex", "ris", "csv", "parquet", "markdown")
ABSTRACT = str(MAE.chosen["abstract"].value)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "papers.duckdb"
    build(SMALL, path)
    return path


def whole(database: Path, form: str, **selection: Any) -> bytes:
    return b"".join(export(database, form, **selection))


def view(database: Path) -> list[dict[str, Any]]:
    with duckdb.connect(str(database), read_only=True) as con:
        rows = con.execute("FROM papers").fetchall()
        names = [column[0] for column in con.description or ()]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_json_has_one_entry_per_line_in_the_order_of_the_lists(database: Path) -> None:
    content = whole(database, "json")

    papers = json.loads(content)
    assert [(p["list"], p["position"]) for p in papers] == sorted((e.entry.list, e.entry.position) for e in ENTRIES)
    lines = content.decode().splitlines()
    assert [lines[0], lines[-1]] == ["[", "]"]
    assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == papers


def test_json_begins_with_the_columns_of_the_view_in_its_order(database: Path) -> None:
    row, paper = view(database)[1], json.loads(whole(database, "json"))[1]

    assert list(paper)[: len(row)] == list(row)
    assert list(paper)[len(row) :] == ["identifiers", "versions", "provenance"]
    split = {"authors", "updated_at"}
    assert {k: v for k, v in paper.items() if k in row and k not in split} == {k: v for k, v in row.items() if k not in split}
    assert [f"{a['given']} {a['family']}" for a in paper["authors"]] == row["authors"]
    assert paper["updated_at"] == "2026-11-20T00:00:00Z"


def test_json_says_who_said_so_since_when_and_where(database: Path) -> None:
    mae = next(p for p in json.loads(whole(database, "json")) if p["list"] == "mim" and p["position"] == 1)

    assert mae["provenance"]["doi"] == {"source": "cvf", "url": MAE.chosen["url"].value, "since": "2026-11-20"}
    assert mae["identifiers"]["arxiv"] == ["2111.06377"]
    assert "title" not in mae["identifiers"], "a former id is no identifier of the work"


@pytest.mark.parametrize("form", FORMATS)
def test_a_selection_in_parts_gives_the_same_as_one_at_once(database: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    at_once = whole(database, form)
    monkeypatch.setattr("pipeline.export.selection.AT_ONCE", 2)

    assert whole(database, form) == at_once


def test_versions_are_told_apart(database: Path) -> None:
    beit = json.loads(whole(database, "json"))[0]

    assert [(v["kind"], v["venue"], v["year"]) for v in beit["versions"]] == [("preprint", "arXiv", 2021), ("proceedings", "ICLR", 2022)]


def test_what_is_not_known_is_null(database: Path) -> None:
    nothing = json.loads(whole(database, "json"))[-1]

    assert {nothing[name] for name in ("title", "authors", "venue", "year", "abstract", "doi", "updated_at")} == {None}
    assert nothing["provenance"] == {}


@pytest.mark.parametrize("without", [frozenset(), frozenset({"abstract"})], ids=["whole", "without abstract"])
def test_json_fits_its_schema(database: Path, without: frozenset[str]) -> None:
    judge = Draft202012Validator(schema(without))
    papers = json.loads(whole(database, "json", without=without))

    judge.check_schema(schema(without))
    judge.validate(papers)
    assert not judge.is_valid([{**papers[0], "year": "2022"}])
    assert not judge.is_valid([{**papers[0], "surprise": 1}])
    assert ("abstract" in papers[0]) is not bool(without)


def test_json_lines_are_the_lines_of_json(database: Path) -> None:
    assert [json.loads(line) for line in whole(database, "jsonl").splitlines()] == json.loads(whole(database, "json"))


def test_csv_is_the_view(database: Path) -> None:
    content = whole(database, "csv")

    assert content.startswith("\ufefflist,line".encode())
    cells = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    rows = view(database)
    assert list(cells[0]) == list(rows[0])
    assert [{k: _cell(v) for k, v in row.items()} for row in rows] == cells


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if hasattr(value, "isoformat"):
        return f"{value.isoformat()}Z"
    return "" if value is None else str(value)


def test_parquet_is_the_view(database: Path, tmp_path: Path) -> None:
    write(database, "parquet", tmp_path / "papers.parquet")

    with duckdb.connect() as con:
        rows = con.execute("FROM read_parquet(?)", [str(tmp_path / "papers.parquet")]).fetchall()
    assert rows == [tuple(row.values()) for row in view(database)]


def test_markdown_is_the_list_again(database: Path) -> None:
    lines = whole(database, "markdown", lists=["mim"]).decode().splitlines()

    assert lines[:5] == ["# mim", "", "## Single Level", "", "### Objective Function"]
    assert lines[6] == (
        "- [Masked Autoencoders Are Scalable Vision Learners]"
        "(https://example.org/CVPR2022/He_Masked_Autoencoders_Are_Scalable_Vision_Learners.pdf)"
        " · Kaiming He, Xinlei Chen, Saining Xie et al. · *CVPR* 2022 · [code](https://github.com/facebookresearch/mae)"
    )
    assert sum(line.startswith("- ") for line in lines) == 6


def test_markdown_read_as_a_list_has_the_same_entries(tmp_path: Path) -> None:
    unlinked = listed(
        SIMMIM, position=3, section_path=("Two & More", "1. Deep [Nets]"), paper_url=None, links={"code": "https://github.com/x/y"}
    )
    named = (*ENTRIES[:2], unlinked)
    build(catalogue(named, WORKS), tmp_path / "papers.duckdb")

    again = extract(whole(tmp_path / "papers.duckdb", "markdown").decode(), name="mim", path="README.md")

    titles = [w.chosen["title"].value for w in (MAE, BEIT, SIMMIM)]
    assert [(e.title, e.section_path, e.paper_url, e.venue, e.year) for e in again] == [
        (title, one.entry.section_path, one.repaired_url, venue, 2022)
        for title, one, venue in zip(titles, named, ["CVPR", "ICLR", "CVPR"], strict=True)
    ]
    assert [[link.url for link in e.links if link.role == "code"] for e in again] == [
        ["https://github.com/facebookresearch/mae"], [], ["https://github.com/x/y"]
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_equal_content_gives_equal_bytes(database: Path, tmp_path: Path, form: str) -> None:
    build(Catalogue(contents=tuple(SMALL.contents)[::-1], digest=SMALL.digest), tmp_path / "papers.duckdb")

    assert whole(tmp_path / "papers.duckdb", form) == whole(database, form)


@pytest.mark.parametrize("form", FORMATS)
def test_abstracts_can_be_left_out(database: Path, tmp_path: Path, form: str) -> None:
    content = whole(database, form, without=frozenset({"abstract"}))

    assert ABSTRACT.encode() not in content
    if form == "parquet":
        (tmp_path / "papers.parquet").write_bytes(content)
        with duckdb.connect() as con:
            assert "abstract" not in str(con.execute("DESCRIBE FROM read_parquet(?)", [str(tmp_path / "papers.parquet")]).fetchall())
    elif form != "csv":
        assert b'"abstract":' not in content


@pytest.mark.parametrize("form", FORMATS)
def test_a_selection_without_entries_is_a_sound_file(database: Path, tmp_path: Path, form: str) -> None:
    content = whole(database, form, where="false")

    if form in {"json", "csl"}:
        assert json.loads(content) == []
    elif form == "csv":
        assert len(content.decode().splitlines()) == 1
    elif form == "parquet":
        (tmp_path / "papers.parquet").write_bytes(content)
        with duckdb.connect() as con:
            assert con.execute("FROM read_parquet(?)", [str(tmp_path / "papers.parquet")]).fetchall() == []
    else:
        assert content == b""


@pytest.mark.parametrize(
    ("selection", "places"),
    [
        ({"where": "venue = 'ICLR'"}, [("awesome", 1), ("mim", 2)]),
        ({"where": "venue = 'ICLR' -- and no more"}, [("awesome", 1), ("mim", 2)]),
        ({"where": "list_contains(authors, 'Kaiming He') OR doi IS NOT NULL", "lists": ["mim"]}, [("mim", 1), ("mim", 4)]),
        ({"sections": ["two level"]}, [("mim", 4), ("mim", 6)]),
        ({"sections": ["Single Level", "Papers"], "where": "year = 2022"}, [("awesome", 1), ("mim", 1), ("mim", 2), ("mim", 3)]),
        ({"lists": ["awesome", "mim"], "where": "title IS NULL"}, [("mim", 6)]),
    ],
    ids=["where", "where with a remark", "or is bound by the list", "section in other letters", "outer section", "nothing known"],
)
def test_a_selection_takes_what_fits_all_its_conditions(database: Path, selection: Any, places: list[tuple[str, int]]) -> None:
    assert [(p["list"], p["position"]) for p in json.loads(whole(database, "json", **selection))] == places


@pytest.mark.parametrize(
    ("form", "selection", "told"),
    [
        ("json", {"where": "titel = 'x'"}, 'Candidate bindings: "title"'),
        ("csv", {"where": "year >"}, "An example: venue = 'CVPR'"),
        ("markdown", {"where": "year > 'recent'"}, "Could not convert"),
        ("parquet", {"where": "true); DROP TABLE works; --"}, "does not work on papers"),
        ("jsonl", {"where": "true; DROP TABLE works"}, "does not work on papers"),
        ("csv", {"where": "true) OR (true", "lists": ["mim"]}, "does not work on papers"),
        ("json", {"where": "true) UNION ALL SELECT 1 WHERE (true"}, "does not work on papers"),
        ("csl", {"where": "EXISTS (FROM glob('/*'))"}, "Cannot access file"),
        ("bibtex", {"where": "(SELECT true FROM read_text('/etc/hostname'))"}, "Cannot access file"),
        ("ris", {"lists": ["mmi"]}, "there is no list 'mmi'; there are: awesome; mim"),
        ("csl", {"sections": ["Nowhere"]}, "there is no section 'nowhere'; there are: objective function"),
        ("json", {"without": frozenset({"title"})}, "title cannot be left out; abstract can"),
        ("xml", {}, "there is no format 'xml'; there are: json, jsonl"),
    ],
)
def test_a_selection_that_cannot_be_made_says_what_would_have_worked(database: Path, form: str, selection: Any, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        export(database, form, **selection).__next__()

    assert told in str(caught.value)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make enrich"):
        whole(tmp_path / "papers.duckdb", "json")


@pytest.mark.parametrize("content", [b"not a database", None], ids=["garbage", "another database"])
def test_another_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    if content is None:
        duckdb.connect(str(tmp_path / "papers.duckdb")).close()
    else:
        (tmp_path / "papers.duckdb").write_bytes(content)

    with pytest.raises(UsageError, match="is not a published file"):
        whole(tmp_path / "papers.duckdb", "csv")


def test_json_is_written_with_its_schema_beside_it(database: Path, tmp_path: Path) -> None:
    write(database, "json", tmp_path / "papers.json")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["papers.json", "papers.schema.json"]
    assert json.loads((tmp_path / "papers.schema.json").read_text()) == schema()


def test_a_failed_export_leaves_the_old_file(database: Path, tmp_path: Path) -> None:
    output = tmp_path / "papers.csv"
    output.write_text("old")

    with pytest.raises(UsageError):
        write(database, "csv", output, where="nonsense")

    assert output.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["papers.csv"]


def test_a_folder_that_is_not_there_is_told(database: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write(database, "ris", tmp_path / "nowhere" / "papers.ris")


def test_without_a_file_the_export_goes_to_standard_output(database: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write(database, "jsonl")

    assert capsysbinary.readouterr().out == whole(database, "jsonl")


def test_times_are_utc_whatever_the_zone_of_the_machine(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = whole(database, "json")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")

    assert whole(database, "json") == before
    assert NOON.utcoffset() is not None
