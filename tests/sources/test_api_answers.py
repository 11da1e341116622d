"""Whatever an API answers, its reader neither raises nor makes anything up, and its asks keep their bounds."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Lookup, Record, Verdict
from pipeline.sources import registry
from pipeline.sources._base import Source, asked_id
from tests.sources.answering import by_id, by_title, one_record, read, saved, saved_json, unhurried

NAMES = ("arxiv", "crossref", "crossref_pii", "datacite", "dblp", "openalex", "openreview", "openreview_v1", "pubmed", "semantic_scholar")
SOURCES = [pytest.param(registry()[name], id=name) for name in NAMES]
ASKED = {  # by id, by title
    "arxiv": ("arxiv:2106.08254", "VideoMAE: Masked Autoencoders"),
    "crossref": ("doi:10.1007/978-3-031-20056-4_18", "SimMIM"),
    "crossref_pii": ("pii:S0197458010001570", None),
    "datacite": ("arxiv:2311.16162", None),
    "dblp": ("dblp:journals/cacm/Szalay08", "SimMIM"),
    "openalex": ("arxiv:2203.12602", "VideoMAE"),
    "openreview": ("openreview:vZZ4hhniJU", "Learning Multi-Agent Communication"),
    "openreview_v1": ("openreview:Hk6kPgZA-", "Certifying Some Distributional Robustness"),
    "pubmed": ("pmid:38534005", None),
    "semantic_scholar": ("arxiv:1603.02754", "Cognitive Maps"),
}
JSON_ANSWERS = [
    ("crossref", "crossref/eccv_chapter.json"), ("crossref", "crossref/two_languages.json"), ("crossref", "crossref/search.json"),
    ("crossref_pii", "crossref_pii/article.json"),
    ("datacite", "datacite/arxiv.json"), ("dblp", "dblp/search.json"), ("openalex", "openalex/batch.json"),
    ("openreview", "openreview/search.json"),
    ("openreview_v1", "openreview_v1/iclr2018.json"), ("semantic_scholar", "semantic_scholar/batch.json"),
    ("semantic_scholar", "semantic_scholar/match.json"),
]  # fmt: skip
XML_ANSWERS = [
    ("arxiv", "arxiv/ids_2026.xml"),
    ("arxiv", "arxiv/titles.xml"),
    ("pubmed", "pubmed/articles.xml"),
    ("dblp", "dblp/record.xml"),
]
MADE_OF_OTHERS = frozenset({"venue", "type", "url", "pdf_url", "year", "issued"})
"""Fields whose text a reader derives from numbers and rules; the rest must stand in the answer."""

anything: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({}), st.just([None]), st.just("\ud800"),
    st.just({"value": None}), st.just([[["deep"]]]), st.just(10**30),
)  # fmt: skip


def asked(source: Source) -> list[Lookup]:
    number, title = ASKED[source.name]
    return [*by_id(source, number), *(by_title(source, title) if title else [])]


def records(verdict: Verdict) -> tuple[Record, ...]:
    return verdict if isinstance(verdict, tuple) else ()


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(part, (*at, key))


def changed(document: Any, at: tuple[Any, ...], to: Any) -> Any:
    if not at:
        return to
    document = copy.deepcopy(document)
    inner = document
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = to
    return document


def words_of(document: Any) -> str:
    """All text of a document in a row, keys included, for the words of inverted indexes are keys."""
    if isinstance(document, dict):
        return "".join(words_of(key) + words_of(part) for key, part in document.items())
    if isinstance(document, list):
        return "".join(map(words_of, document))
    return str(document)


@pytest.mark.parametrize(("name", "file"), JSON_ANSWERS)
@unhurried
@given(data=st.data())
def test_a_damaged_answer_is_read_without_error_and_without_invention(name: str, file: str, data: st.DataObject) -> None:
    source = registry()[name]
    document = saved_json(file)
    for _ in range(data.draw(st.integers(1, 4))):
        document = changed(document, data.draw(st.sampled_from(list(places(document)))), data.draw(anything))
    there = words_of(document)

    for one in asked(source):
        for record in records(read(source, [one], json.dumps(document).encode("ascii"))[one]):
            if one.by == "id":
                assert asked_id(one) in record.identifiers
            for claim in record.claims:
                if claim.field not in MADE_OF_OTHERS:
                    assert all(word in there for word in re.findall(r"[^\W_]+", claim.raw))


@pytest.mark.parametrize(("name", "file"), XML_ANSWERS)
@unhurried
@given(
    start=st.floats(0, 1),
    length=st.integers(1, 60),
    instead=st.sampled_from([b"", b"<", b">", b"</", b"&", b"&x;", b"\xff", b"<a>", b"\x00"]),
)
def test_a_damaged_feed_is_read_without_error_and_never_for_another_work(
    name: str, file: str, start: float, length: int, instead: bytes
) -> None:
    source = registry()[name]
    body = saved(file)
    at = int(start * len(body))
    damaged = body[:at] + instead + body[at + length :]

    for one in asked(source):
        for record in records(read(source, [one], damaged)[one]):
            if one.by == "id":
                assert asked_id(one) in record.identifiers


@pytest.mark.parametrize("source", SOURCES)
@unhurried
@given(
    body=st.one_of(st.binary(max_size=300), st.text(max_size=100).map(str.encode)),
    status=st.sampled_from([200, 204, 301, 400, 404, 410, 418, 500]),
)
def test_any_bytes_with_any_status_give_an_outcome(source: Source, body: bytes, status: int) -> None:
    for one in asked(source):
        verdicts = read(source, [one], body, status)

        assert set(verdicts) == {one}
        assert not records(verdicts[one])


@pytest.mark.parametrize("source", SOURCES)
def test_every_lookup_of_an_ask_gets_a_verdict(source: Source) -> None:
    for one in asked(source):
        many = [replace(one, value=f"{one.value}{n}") for n in range(min(3, source.chunk(one.by)))]

        assert set(read(source, many, b"<html></html>")) == set(many)


@pytest.mark.parametrize("source", SOURCES)
@unhurried
@given(title=st.text(max_size=3_000))
def test_no_title_makes_an_ask_too_long(source: Source, title: str) -> None:
    if source.by_title:
        assert len(source.ask(by_title(source, title)).url) <= 2_000


@pytest.mark.parametrize("source", SOURCES)
def test_its_saved_work_is_found_by_its_identifier(source: Source) -> None:
    files = [file for name, file in (*JSON_ANSWERS, *XML_ANSWERS) if name == source.name]
    [one] = by_id(source, ASKED[source.name][0])

    found = [one_record(verdict) for file in files if isinstance(verdict := read(source, [one], saved(file))[one], tuple)]

    assert found
    assert all(record.clean("title") for record in found)
