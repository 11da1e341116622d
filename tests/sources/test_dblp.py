"""DBLP: its JSON in all its shapes, its XML with its own entities, and its bot check."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import JsonValue

from pipeline.models import Identifier, NotAPage, NotFound, Record
from pipeline.sources.dblp import source
from tests.sources.answering import by_id, by_title, known, one_record, read, saved, wanted


def hit(**info: Any) -> Record:
    [asked] = by_title(source, "A Title")
    body: JsonValue = {"result": {"hits": {"@total": "1", "hit": {"info": {"title": "A Title.", "key": "conf/x/Y22", **info}}}}}
    return one_record(read(source, [asked], body)[asked])


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://dblp.org/rec/conf/cvpr/HeCXLDG22", "conf/cvpr/HeCXLDG22"),
        ("https://dblp.org/rec/conf/cvpr/HeCXLDG22.html?view=bibtex", "conf/cvpr/HeCXLDG22"),
        ("http://dblp.uni-trier.de/rec/html/journals/corr/abs-2111-06377", "journals/corr/abs-2111-06377"),
        ("https://dblp.org/rec/bib/conf/nips/0001S0R0L0GMF23", "conf/nips/0001S0R0L0GMF23"),
        ("https://dblp.dagstuhl.de/rec/conf/cvpr/HeCXLDG22.xml", "conf/cvpr/HeCXLDG22"),
        ("https://dblp.org/db/conf/cvpr/cvpr2022.html", None),
        ("https://dblp.org/search?q=masked", None),
        ("https://dblp.org/pid/34/7659.html", None),
        ("https://dblp.org/rec/homepages/g/OdedGoldreich", None),
        ("https://example.org/rec/conf/cvpr/HeCXLDG22", None),
    ],
)
def test_records_are_recognised_by_their_key(url: str, key: str | None) -> None:
    assert source.identify(url) == (Identifier(scheme="dblp", value=key) if key else None)


def test_identifier_to_address_to_identifier() -> None:
    identifier = Identifier.parse("dblp:conf/cvpr/HeCXLDG22")

    assert source.identify(source.landing(identifier) or "") == identifier


def test_it_is_asked_by_key_and_by_title() -> None:
    work = known("dblp:conf/cvpr/HeCXLDG22", title="Is It?")

    assert wanted(source, work) == [("id", "dblp:conf/cvpr/HeCXLDG22"), ("title", "Is It?")]
    assert [source.ask([one]).url for one in source.lookups(work)] == [
        "https://dblp.org/rec/conf/cvpr/HeCXLDG22.xml", "https://dblp.org/search/publ/api?q=Is%20It&format=json&h=10",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("authors", "families"),
    [
        pytest.param(
            {"author": [{"@pid": "1", "text": "Zheng Zhang 0022"}, {"@pid": "2", "text": "Kaiming He"}]}, ["Zhang", "He"], id="objects"
        ),
        pytest.param({"author": {"@pid": "1", "text": "Kaiming He"}}, ["He"], id="a single one"),
        pytest.param({"author": ["Kaiming He", "Piotr Dollár"]}, ["He", "Dollár"], id="texts of 2019"),
        pytest.param({"author": "Kaiming He"}, ["He"], id="a single text"),
        pytest.param({"author": [None, {"text": "Kaiming He"}]}, ["He"], id="null among them"),
        pytest.param(None, None, id="none"),
    ],
)
def test_authors_come_in_many_shapes(authors: Any, families: list[str] | None) -> None:
    people = hit(authors=authors).clean("authors")

    assert [one["family"] for one in people if isinstance(one, dict)] == families if isinstance(people, list) else families is None


def test_titles_lose_their_full_stop_and_nothing_else() -> None:
    assert [hit(title=title).clean("title") for title in ("A Title.", "Is It?", "It Is!")] == ["A Title", "Is It?", "It Is!"]


@pytest.mark.parametrize(
    ("info", "identifiers"),
    [
        ({"ee": "https://arxiv.org/abs/2111.06377"}, {"arxiv:2111.06377"}),
        (
            {"ee": ["https://doi.org/10.1109/CVPR52688.2022.01553", "https://arxiv.org/abs/2111.06377"]},
            {"doi:10.1109/cvpr52688.2022.01553", "arxiv:2111.06377"},
        ),
        ({"ee": "https://doi.org/10.48550/arXiv.2111.06377"}, {"arxiv:2111.06377"}),
        ({"venue": "CoRR", "volume": "abs/2111.06377"}, {"arxiv:2111.06377"}),
        ({"venue": "TPAMI", "volume": "45"}, set()),
        ({"doi": "10.1109/X"}, {"doi:10.1109/x"}),
    ],
)  # fmt: skip
def test_links_and_volumes_give_identifiers(info: dict[str, Any], identifiers: set[str]) -> None:
    assert {str(one) for one in hit(**info).identifiers} == {"dblp:conf/x/Y22"} | identifiers


def test_a_search_keeps_both_twins_and_no_proceedings() -> None:
    [asked] = by_title(source, "SimMIM")

    verdict = read(source, [asked], saved("dblp/search.json"))[asked]

    assert isinstance(verdict, tuple)
    assert [one.clean("type") for one in verdict] == ["paper-conference", "preprint", "paper-conference"]
    assert [one.clean("venue") for one in verdict[:2]] == ["CVPR", "arXiv"]


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        pytest.param(
            b"<!doctype html><html><head><title>Making sure you're not a bot!</title></head></html>", 200, NotAPage, id="bot check"
        ),
        pytest.param(b"<html><head><title>429 Too Many Requests</title></head></html>", 429, NotAPage, id="too many"),
        pytest.param({"result": {"hits": {"@total": "0"}}}, 200, NotFound, id="no hits"),
        pytest.param({"result": {"hits": None}}, 200, NotAPage, id="null"),
        pytest.param({"result": {"status": {"@code": "500"}}}, 200, NotAPage, id="no word about hits"),
        pytest.param(
            {"result": {"hits": {"hit": [None, {"info": None}, {"info": {"title": ""}}]}}}, 200, NotFound, id="hits without works"
        ),
    ],
)
def test_what_is_no_list_of_hits_gives_an_outcome(body: Any, status: int, verdict: type) -> None:
    [asked] = by_title(source, "A Title")

    assert type(read(source, [asked], body, status)[asked]) is verdict


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        pytest.param(
            b"<!doctype html><html><head><title>Making sure you're not a bot!</title></head></html>", 200, NotAPage, id="bot check"
        ),
        pytest.param(b"<dblp></dblp>", 200, NotFound, id="empty"),
        pytest.param(saved("dblp/record.xml"), 200, NotFound, id="another record"),
        pytest.param(saved("dblp/record.xml")[:-8], 200, NotAPage, id="cut"),
        pytest.param(b"not found", 404, NotFound, id="404"),
    ],
)
def test_what_is_not_the_record_gives_an_outcome(body: bytes, status: int, verdict: type) -> None:
    [asked] = by_id(source, "dblp:conf/cvpr/HeCXLDG22")

    assert type(read(source, [asked], body, status)[asked]) is verdict
