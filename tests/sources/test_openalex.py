"""OpenAlex: batches of DOIs, abstracts from inverted indexes, and venues that are none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Identifier, NotAPage, NotFound, Record
from pipeline.sources.openalex import source
from tests.sources.answering import by_id, by_title, known, one_record, read, saved, unhurried, wanted


def record(**fields: Any) -> Record:
    [asked] = by_id(source, "doi:10.1000/a")
    work = {"id": "https://openalex.org/W1", "doi": "https://doi.org/10.1000/a", "title": "A", **fields}
    return one_record(read(source, [asked], {"results": [work]})[asked])


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://openalex.org/W2741809807", "openalex:W2741809807"),
        ("https://openalex.org/works/w2741809807", "openalex:W2741809807"),
        ("https://api.openalex.org/works/W2741809807", "openalex:W2741809807"),
        ("https://openalex.org/A5023888391", None),
        ("https://openalex.org/works?search=W2741809807", None),
        ("https://example.org/W2741809807", None),
    ],
)
def test_works_are_recognised_by_their_number(url: str, found: str | None) -> None:
    assert source.identify(url) == (Identifier.parse(found) if found else None)


def test_dois_and_arxiv_ids_go_into_one_filter() -> None:
    url = source.ask(by_id(source, "doi:10.1007/978-3-031-20056-4_18", "arxiv:2203.12602", "arxiv:hep-th/9901001")).url

    assert "filter=doi:10.1007/978-3-031-20056-4_18|10.48550/arxiv.2203.12602|10.48550/arxiv.hep-th/9901001&per_page=3&" in url


def test_a_full_batch_of_usual_dois_has_a_short_address() -> None:
    asked = by_id(source, *(f"doi:10.1007/978-3-031-{n:05}-{n % 10}_{n}" for n in range(source.chunk("id"))))

    assert len(source.ask(asked).url) <= 2_000


@unhurried
@given(st.lists(st.text(max_size=300), min_size=1, max_size=40))
def test_no_batch_of_what_is_offered_is_too_long(suffixes: list[str]) -> None:
    offered = [one for suffix in suffixes for one in source.lookups(known(f"doi:10.1000/{suffix}"))]

    assert not offered or len(source.ask(offered).url) <= 8_000


def test_a_doi_that_would_break_a_filter_is_not_offered() -> None:
    assert wanted(source, known("doi:10.1000/a,b", "doi:10.1000/a|b", "doi:10.1000/ab", title="T")) == [
        ("id", "doi:10.1000/ab"),
        ("title", "T"),
    ]


def test_a_batch_is_matched_by_doi() -> None:
    asked = by_id(source, "doi:10.1038/s41586-023-05881-4", "doi:10.1000/unknown", "arxiv:2203.12602", "doi:10.1007/978-3-031-73390-1_24")

    verdicts = read(source, asked, saved("openalex/batch.json"))

    assert type(verdicts[asked[1]]) is NotFound
    assert [one_record(verdicts[asked[n]]).clean("year") for n in (0, 2, 3)] == [2023, 2022, 2024]


def test_where_a_copy_or_a_volume_stands_is_no_venue() -> None:
    asked = by_id(source, "arxiv:2203.12602", "doi:10.1007/978-3-031-73390-1_24", "doi:10.1038/s41586-023-05881-4")

    verdicts = read(source, asked, saved("openalex/batch.json"))

    arxiv, chapter, article = (one_record(verdicts[one]) for one in asked)
    assert [one.clean("venue") for one in (arxiv, chapter, article)] == [None, None, "Nature"]
    assert [one.clean("type") for one in (arxiv, chapter, article)] == ["preprint", "chapter", "article-journal"]
    assert {str(one) for one in chapter.identifiers} == {"arxiv:2404.08351", "doi:10.1007/978-3-031-73390-1_24", "openalex:W4394838889"}
    assert {str(one) for one in article.identifiers} == {"doi:10.1038/s41586-023-05881-4", "openalex:W4365143687", "pmid:37045921"}


def test_names_are_taken_as_written_on_the_work_and_affiliations_left_out() -> None:
    asked = by_id(source, "arxiv:2203.12602", "doi:10.1007/978-3-031-73390-1_24")

    verdicts = read(source, asked, saved("openalex/batch.json"))

    first, second = (one_record(verdicts[one]).clean("authors") for one in asked)
    assert first == [{"family": "Tong", "given": "Zhan"}, {"family": "Song", "given": "Yibing"}]
    assert second == [{"family": "Astruc", "given": "Guillaume"}, {"family": "Mallet", "given": "Clement"}]


@unhurried
@given(st.lists(st.text("abcxyz", min_size=1), min_size=1))
def test_an_abstract_comes_back_from_its_inverted_index(words: list[str]) -> None:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        index.setdefault(word, []).append(place)

    claim = record(abstract_inverted_index=index).claim("abstract")

    assert claim
    assert claim.raw == " ".join(words)


@pytest.mark.parametrize("index", [None, {}, [], "words", {"a": None}, {"a": [-1]}, {"a": ["0"]}, {"a": [10**12]}, {"a": [True]}])
def test_a_broken_index_is_no_abstract(index: Any) -> None:
    assert record(abstract_inverted_index=index).claim("abstract") is None


def test_january_first_is_a_year_and_no_day() -> None:
    assert (record(publication_date="2012-01-01", publication_year=2012).claim("issued"), record(publication_year=2012).clean("year")) == (
        None,
        2012,
    )
    assert record(publication_date="2012-01-02").clean("issued") == "2012-01-02"


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        pytest.param({"meta": {"count": 0}, "results": []}, 200, NotFound, id="nothing"),
        pytest.param(
            {"results": [{"id": "https://openalex.org/W1", "doi": "https://doi.org/10.1000/b", "title": "B"}]}, 200, NotFound, id="another"
        ),
        pytest.param({"results": [None, 5, {"doi": None}]}, 200, NotFound, id="no works"),
        pytest.param({"error": "Invalid query"}, 400, NotAPage, id="400"),
        pytest.param({"error": "Rate limit exceeded", "message": "Insufficient budget"}, 200, NotAPage, id="budget with 200"),
        pytest.param({"error": "Not found"}, 404, NotAPage, id="the filter has no 404"),
        pytest.param({"results": None}, 200, NotAPage, id="null"),
        pytest.param(b"<html></html>", 200, NotAPage, id="a page"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("by", ["id", "title"])
def test_what_is_not_the_work_gives_an_outcome(by: str, body: Any, status: int, verdict: type) -> None:
    [asked] = by_title(source, "A Title") if by == "title" else by_id(source, "doi:10.1000/a")

    found = read(source, [asked], body, status)[asked]

    assert type(found) is verdict or (by == "title" and isinstance(found, tuple))
