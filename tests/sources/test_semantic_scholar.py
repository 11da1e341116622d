"""Semantic Scholar: one batch for all identifiers, and answers matched by them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.models import Identifier, NotAPage, NotFound
from pipeline.sources.semantic_scholar import source
from tests.sources.answering import by_id, by_title, known, one_record, read, saved, saved_json, wanted

SHA = "26bc9195c6343e4d7f434dd65b4ad67efe2be27a"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (f"https://www.semanticscholar.org/paper/XGBoost%3A-A-Scalable-System-Chen/{SHA}", f"s2:{SHA}"),
        (f"https://www.semanticscholar.org/paper/{SHA}", f"s2:{SHA}"),
        (f"https://pdfs.semanticscholar.org/{SHA[:4]}/{SHA[4:]}.pdf", f"s2:{SHA}"),
        (f"https://pdfs.semanticscholar.org/{SHA[:4]}/{SHA[4:]}.pdf?_ga=2.1", f"s2:{SHA}"),
        ("https://api.semanticscholar.org/CorpusID:4650265", "corpusid:4650265"),
        ("https://www.semanticscholar.org/arxiv/1603.02754", "arxiv:1603.02754"),
        ("https://www.semanticscholar.org/author/Tianqi-Chen/1913774", None),
        ("https://www.semanticscholar.org/search?q=xgboost", None),
        (f"https://example.org/paper/{SHA}", None),
        ("https://www.semanticscholar.org/paper/short", None),
    ],
)
def test_papers_are_recognised_by_their_hash(url: str, found: str | None) -> None:
    assert source.identify(url) == (Identifier.parse(found) if found else None)


@pytest.mark.parametrize("written", [f"s2:{SHA}", "corpusid:4650265"])
def test_identifier_to_address_to_identifier(written: str) -> None:
    assert source.identify(source.landing(Identifier.parse(written)) or "") == Identifier.parse(written)


def test_a_batch_writes_identifiers_as_the_api_wants_them() -> None:
    asked = by_id(
        source, "arxiv:1603.02754", "doi:10.1145/2939672.2939785", "pmid:41111004", "acl:D19-1410", f"s2:{SHA}", "corpusid:4650265"
    )

    ask = source.ask(asked)

    assert (ask.method, ask.url.partition("?")[0]) == ("POST", "https://api.semanticscholar.org/graph/v1/paper/batch")
    assert json.loads(ask.body or b"")["ids"] == [
        "ARXIV:1603.02754", "DOI:10.1145/2939672.2939785", "PMID:41111004", "ACL:D19-1410", SHA, "CorpusId:4650265",
    ]  # fmt: skip


def test_it_is_asked_by_every_identifier_that_it_knows_and_then_by_title() -> None:
    work = known("arxiv:1603.02754", "cvf:CVPR2023/x", "doi:10.1/x", title="XGBoost")

    assert wanted(source, work) == [("id", "arxiv:1603.02754"), ("id", "doi:10.1/x"), ("title", "XGBoost")]


def test_null_is_not_found_and_the_rest_goes_by_position_and_identifier() -> None:
    asked = by_id(source, "arxiv:2106.99999", "doi:10.1145/2939672.2939785", "arxiv:2505.12081")

    verdicts = read(source, asked, saved("semantic_scholar/batch.json"))

    assert type(verdicts[asked[0]]) is NotFound
    assert [one_record(verdicts[one]).clean("year") for one in asked[1:]] == [2016, 2025]


def test_an_answer_in_the_wrong_order_is_put_right() -> None:
    asked = by_id(source, "arxiv:2505.12081", "doi:10.1145/2939672.2939785", "arxiv:2106.99999")

    verdicts = read(source, asked, saved("semantic_scholar/batch.json"))

    assert [one_record(verdicts[one]).clean("year") for one in asked[:2]] == [2025, 2016]
    assert type(verdicts[asked[2]]) is NotFound


def test_another_work_in_the_place_of_the_asked_one_is_not_found() -> None:
    [asked] = by_id(source, "doi:10.1145/3292500")

    assert type(read(source, [asked], [{"paperId": SHA, "title": "Other", "externalIds": {"DOI": "10.1145/2939672"}}])[asked]) is NotFound


def test_a_short_answer_says_nothing_about_what_is_missing() -> None:
    asked = by_id(source, "arxiv:1603.02754", "arxiv:2106.99999")
    papers = saved_json("semantic_scholar/batch.json")
    assert isinstance(papers, list)

    verdicts = read(source, asked, papers[1:2])

    assert one_record(verdicts[asked[0]]).clean("year") == 2016
    assert type(verdicts[asked[1]]) is NotAPage


def test_arxivs_own_doi_is_an_arxiv_identifier() -> None:
    [asked] = by_id(source, "arxiv:2505.12081")

    found = one_record(read(source, [asked], [{"paperId": SHA, "title": "A", "externalIds": {"DOI": "10.48550/arXiv.2505.12081"}}])[asked])

    assert {i.scheme for i in found.identifiers} == {"s2", "arxiv"}


def test_a_preprint_is_none_of_a_journal() -> None:
    [asked] = by_id(source, "arxiv:2505.12081")

    found = one_record(read(source, [asked], saved("semantic_scholar/batch.json"))[asked])

    assert (found.clean("type"), found.clean("venue"), found.claim("container_title")) == ("preprint", "arXiv", None)


@pytest.mark.parametrize(
    ("by", "body", "status", "verdict"),
    [
        pytest.param("title", {"error": "Title match not found"}, 404, NotFound, id="no match"),
        pytest.param("title", {"total": 0, "offset": 0}, 200, NotFound, id="none at all"),
        pytest.param("title", {"data": []}, 200, NotFound, id="an empty list"),
        pytest.param("title", {"message": "Too Many Requests", "code": "429"}, 429, NotAPage, id="too many"),
        pytest.param("title", {"message": "Too Many Requests", "code": "429"}, 200, NotAPage, id="too many with 200"),
        pytest.param("id", {"error": "Unrecognized or unsupported fields: [x]"}, 400, NotAPage, id="bad field"),
        pytest.param("id", {"message": "Forbidden"}, 403, NotAPage, id="key pruned"),
        pytest.param("id", {"error": "not found"}, 404, NotAPage, id="the batch has no 404"),
        pytest.param("id", b"<html></html>", 200, NotAPage, id="a page"),
        pytest.param("id", b"[null", 200, NotAPage, id="cut"),
        pytest.param("id", b"[" * 100_000, 200, NotAPage, id="nested without end"),
    ],
)
def test_what_is_no_list_of_papers_gives_an_outcome(by: str, body: Any, status: int, verdict: type) -> None:
    [asked] = by_title(source, "XGBoost") if by == "title" else by_id(source, "arxiv:1603.02754")

    assert type(read(source, [asked], body, status)[asked]) is verdict
