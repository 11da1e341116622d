"""BibTeX, RIS and CSL-JSON: one work each, readable by other programs whatever stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pybtex.database import parse_string as pybtex

from pipeline.export.bibtex import bibtex, latex
from pipeline.export.csl import csl
from pipeline.export.keys import Citation, citation_key
from pipeline.export.kinds import kind
from pipeline.export.papers import Author, Paper, Version
from pipeline.export.plain import flat
from pipeline.export.writing import export
from pipeline.models import Change, Work
from pipeline.store.build import build
from tests.export.csl_schema import SCHEMA
from tests.store.catalogues import BEIT, ENTRIES, MAE, SIMMIM, SMALL, UNREAD, catalogue, listed, people, work


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cited") / "papers.duckdb"
    build(SMALL, path)
    return path


def parsed(content: bytes) -> Library:
    library = parse_string(content.decode(), append_middleware=[SeparateCoAuthors(), LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return library


def paper(**fields: Any) -> Paper:
    empty = dict.fromkeys(Paper.model_fields)
    basis = {"list": "mim", "line": 1, "position": 1, "status": "complete", "work_id": "arxiv:2111.06377", "sources": (), "missing": ()}
    return Paper.model_validate({**empty, **basis, "section_path": (), "identifiers": {}, "versions": (), "provenance": {}, **fields})


def test_bibtex_comes_back_with_the_facts(database: Path) -> None:
    library = parsed(b"".join(export(database, "bibtex")))

    entries = {entry.key: entry for entry in library.entries}
    assert list(entries) == ["bao2022beit", "he2022masked", "xie2022simmim", "title"]
    mae = {field.key: field.value for field in entries["he2022masked"].fields}
    assert entries["he2022masked"].entry_type == "inproceedings"
    assert mae["title"] == MAE.chosen["title"].value
    assert mae["booktitle"] == MAE.chosen["container_title"].value
    assert mae["pages"] == "16000–16009"
    assert (mae["year"], mae["doi"], mae["eprint"]) == ("2022", "10.1109/cvpr52688.2022.01553", "2111.06377")
    assert entries["bao2022beit"].fields_dict["title"].value == "BEiT: BERT Pre-Training of Image Transformers"


def test_ris_comes_back_with_the_facts(database: Path) -> None:
    records = rispy.loads(b"".join(export(database, "ris")).decode())

    assert [record["id"] for record in records] == ["bao2022beit", "he2022masked", "xie2022simmim", "title"]
    mae = records[1]
    assert (mae["type_of_reference"], mae["title"], mae["year"]) == ("CPAPER", MAE.chosen["title"].value, "2022")
    assert mae["authors"] == ["He, Kaiming", "Chen, Xinlei", "Xie, Saining", "Li, Yanghao", "Dollár, Piotr", "Girshick, Ross"]
    assert (mae["start_page"], mae["end_page"]) == ("16000", "16009")
    assert records[0]["abstract"] == "Patches are masked and their visual tokens predicted. Fine-tuning then needs few labels."


def test_csl_has_the_facts_in_the_form_of_its_schema(database: Path) -> None:
    items = json.loads(b"".join(export(database, "csl")))

    Draft202012Validator(SCHEMA).validate(items)
    assert [item["id"] for item in items] == ["bao2022beit", "he2022masked", "xie2022simmim", "title"]
    assert items[1]["page"] == "16000-16009"
    assert items[1]["issued"] == {"date-parts": [[2022, 6]]}
    assert items[1]["author"][4] == {"family": "Dollár", "given": "Piotr"}
    assert (items[1]["container-title-short"], items[1]["DOI"]) == ("CVPR", "10.1109/cvpr52688.2022.01553")


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl"])
def test_a_work_listed_twice_is_cited_once(database: Path, form: str) -> None:
    assert b"".join(export(database, form)).count(b"he2022masked") == (2 if form == "csl" else 1)  # id and citation-key


def test_pybtex_reads_the_same_as_bibtexparser(database: Path) -> None:
    entries = pybtex(b"".join(export(database, "bibtex")).decode(), "bibtex").entries

    mae = entries["he2022masked"]
    assert (mae.type, mae.fields["eprint"], mae.fields["archiveprefix"]) == ("inproceedings", "2111.06377", "arXiv")
    assert [str(person) for person in mae.persons["author"]][4:] == [r"Doll{\'a}r, Piotr", "Girshick, Ross"]
    assert list(entries) == ["bao2022beit", "he2022masked", "xie2022simmim", "title"]


def test_letters_are_commands_or_themselves_by_choice(database: Path) -> None:
    commands, letters = (b"".join(export(database, "bibtex", unicode=unicode)).decode() for unicode in (False, True))

    assert commands.isascii()
    assert r"Doll{\'a}r, Piotr" in commands
    assert "Dollár, Piotr" in letters
    assert letters.replace("á", r"{\'a}") == commands


def keys_of(tmp_path: Path, works: list[Work], name: str = "papers") -> list[str]:
    path = tmp_path / f"{name}.duckdb"
    build(catalogue([listed(w, position=n) for n, w in enumerate(works, 1)], works), path)
    return [item["id"] for item in json.loads(b"".join(export(path, "csl")))]


def test_keys_of_works_that_look_alike_differ_and_the_first_keeps_its_own(tmp_path: Path) -> None:
    twins = [work(f"url:example.org/{n}", title="Masked Words", authors=people("He, Ann"), year=2022) for n in range(3)]

    keys = keys_of(tmp_path, twins)

    assert keys[0] == "he2022masked"
    assert len(set(keys)) == 3
    assert all(key.startswith("he2022masked") and key.isalnum() for key in keys)


def test_a_key_does_not_depend_on_what_is_selected(database: Path) -> None:
    [item] = json.loads(b"".join(export(database, "csl", where="venue = 'CVPR'", sections=["Two Level"])))

    assert item["id"] == "he2022masked"


def test_a_new_work_does_not_change_the_keys_of_the_others(tmp_path: Path) -> None:
    works = [MAE, BEIT, SIMMIM, UNREAD]

    assert keys_of(tmp_path, works, "before") == keys_of(tmp_path, [*works, work("url:zz", title="Another")], "after")[:4]


def _changed(work: Work, field: str, before: str, *, day: int) -> Change:
    return Change(
        list="mim", line=1, work_id=work.id, kind="changed", field=field, before=before, after="x", run=f"{day}", on=date(2026, 11, day)
    )


def test_a_key_outlives_a_change_of_year_and_title(tmp_path: Path) -> None:
    changes = (
        _changed(MAE, "year", "2021", day=1),
        _changed(MAE, "title", "The Autoencoders", day=2),
        _changed(MAE, "title", "Nets", day=3),
    )
    build(catalogue(ENTRIES[:1], [MAE], changes=changes), tmp_path / "papers.duckdb")

    [item] = json.loads(b"".join(export(tmp_path / "papers.duckdb", "csl")))

    assert item["id"] == "he2021autoencoders"
    assert item["issued"] == {"date-parts": [[2022, 6]]}


@pytest.mark.parametrize(
    ("family", "year", "title", "key"),
    [
        ("van den Oord", 2018, "Representation Learning with CPC", "vandenoord2018representation"),
        ("Dollár", 2022, "On the Masking of Images", "dollar2022masking"),
        ("何", 2022, "掩码", "he2022yanma"),
        ("O'Brien", None, "3D-MAE", "obrien3d"),
        ("He", 2022, "The And Of", "he2022the"),
        (None, 2022, "!!!", "2022"),
    ],
)
def test_keys_read_like_those_that_people_write(family: str | None, year: int | None, title: str, key: str) -> None:
    assert citation_key(family, year, title) == key


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "proceedings-article", "venue": "CVPR"}, "proceedings"),
        ({"type": "journal-article", "venue": "TPAMI"}, "journal"),
        ({"type": "JournalArticle", "venue": "arXiv"}, "preprint"),
        ({"type": "preprint", "venue": "ICLR", "versions": ("preprint", "proceedings")}, "proceedings"),
        ({"type": "article", "venue": "TMLR", "versions": ("preprint", "journal")}, "journal"),
        ({"type": "posted-content"}, "preprint"),
        ({"arxiv_id": "2111.06377"}, "preprint"),
        ({"container_title": "Nature Machine Intelligence"}, "journal"),
        ({"container_title": "Proceedings of the Workshop on Masks"}, "proceedings"),
        ({"type": "phdthesis"}, "thesis"),
        ({}, "other"),
    ],
)
def test_the_kind_follows_type_versions_and_container(fields: dict[str, Any], expected: str) -> None:
    blank: dict[str, Any] = {"title": None, "venue": None, "year": None, "url": None, "identifiers": (), "source": "x"}
    versions = tuple(Version(kind=name, **blank) for name in fields.pop("versions", ()))

    assert kind(paper(**fields, versions=versions)) == expected


def test_a_preprint_is_cited_with_its_eprint_and_without_a_container() -> None:
    preprint = paper(title="A Preprint", year=2021, venue="arXiv", arxiv_id="2106.08254", type="preprint")
    keys = {preprint.work_id: Citation(key="key")}

    [entry] = parsed(b"".join(bibtex([preprint], keys, frozenset()))).entries
    [item] = json.loads(b"".join(csl([preprint], keys, frozenset())))

    assert entry.entry_type == "misc"
    assert entry.fields_dict["eprint"].value == "2106.08254"
    assert (item["type"], item["publisher"], item["number"]) == ("article", "arXiv", "arXiv:2106.08254")
    assert "container-title" not in item


@pytest.mark.parametrize(
    ("author", "written"),
    [
        (Author(given="Kaiming", family="He"), "He, Kaiming"),
        (Author(given="Marcelo H.", family="Ang", suffix="Jr."), "Ang, Jr., Marcelo H."),
        (Author(given=None, family="ATLAS Collaboration"), "{ATLAS Collaboration}"),
        (Author(given=None, family="Research and Development"), "{Research and Development}"),
        (Author(given="Ludwig", family="van Beethoven"), "van Beethoven, Ludwig"),
        (Author(given="A, B", family="C"), "C, A{,} B"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names_are_written_so_that_bibtex_takes_them_apart_rightly(author: Author, written: str) -> None:
    content = b"".join(bibtex([paper(title="T", authors=[author])], {"arxiv:2111.06377": Citation(key="k")}, frozenset())).decode()

    assert f"author = {{{written}}}" in content


HOSTILE = (
    "{", "}", "}}}", "\\", "\\}", "{\\", "%", "$x^2", "@article{x,", '"', "'", "#", "~", "^", "_", "&", "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\u202e", "\u200f", "\n", "\r\n", "\x00", "\x1b[31m", "\u2028", "🦆", "é", "e\u0301", "何恺明", "TY  - JOUR\nER  - ", "ER  - ", " and ",
    ", ", "\\input{x}",
    "\\end{document}", "$$", "--", "Müller", "ß", "ﬁ", "a", "Word", " ",
)  # fmt: skip
hostile = st.one_of(st.text(), st.lists(st.sampled_from(HOSTILE), max_size=8).map("".join))
"""Texts that have broken bibliographies."""


def depths(text: str) -> Iterator[int]:
    """As BibTeX counts: an escaped brace counts too."""
    depth = 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        yield depth


@given(hostile)
def test_latex_has_balanced_braces_and_no_command_of_others(text: str) -> None:
    written = latex(text)

    counted = list(depths(written)) or [0]
    assert min(counted) >= 0
    assert counted[-1] == 0
    assert "\\input" not in written
    assert not any(letter in written.replace(f"\\{letter}", "") for letter in "%#&$")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_ascii_text_comes_back_from_latex(text: str) -> None:
    decoder: Any = LatexDecodingMiddleware()
    # The decoder does not know the commands that LaTeX has for braces, and takes the circumflex for an accent.
    known = latex(text).replace("{\\textbraceleft}", "\\{").replace("{\\textbraceright}", "\\}")

    decoded, error = decoder._transform_python_value_string(known)

    assert error == ""
    assert flat(decoded).replace("\u02c6", "^") == flat(text)
