"""arXiv's Atom API: what is asked at once, and that no answer is read as more than it says."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import arxiv
import pytest
from arxiv import _feed
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import NotAPage, NotFound
from pipeline.sources.arxiv_api import source
from tests.sources.answering import by_id, by_title, known, one_record, read, saved, unhurried, wanted

FEED = b'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><totalResults xmlns="http://a9.com/-/spec/opensearch/1.1/">%d</totalResults>%s</feed>'


def feed(*entries: str, total: int | None = None) -> bytes:
    return FEED % (len(entries) if total is None else total, "".join(entries).encode())


def entry(number: str, title: str, published: str = "2021-06-15T16:02:37Z") -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/{number}v1</id><title>{title}</title><updated>{published}</updated><published>{published}</published>"
        "<summary>Words.</summary><author><name>Ada Lovelace</name></author></entry>"
    )


def test_the_package_still_has_what_is_used_of_its_private_parts() -> None:
    url = arxiv.Client(page_size=2, delay_seconds=0, num_retries=0)._format_url(arxiv.Search(id_list=["2106.08254"]), 0, 2)

    assert url.startswith("https://export.arxiv.org/api/query?")
    assert [one.title for one in _feed.parse(feed(entry("2106.08254", "A"))).results] == ["A"]


def test_ids_are_asked_in_one_batch_without_versions_doubles_and_malformed_ones() -> None:
    asked = by_id(source, "arxiv:2106.08254", "arxiv:2106.08254v2", "arxiv:hep-th/9901001", "arxiv:abc", "arxiv:9999.99999")

    ask = source.ask(asked)

    query = parse_qs(urlsplit(ask.url).query)
    assert query["id_list"] == ["2106.08254,hep-th/9901001"]
    assert query["max_results"] == ["2"]
    assert ask.lookups == tuple(asked)


def test_a_full_batch_asks_for_all_of_it_within_a_short_address() -> None:
    ask = source.ask(by_id(source, *(f"arxiv:2106.{n:05}" for n in range(1, source.chunk("id") + 1))))

    assert "max_results=100" in ask.url
    assert len(ask.url) <= 2_000


def test_titles_are_asked_as_phrases_that_nothing_in_them_can_break() -> None:
    ask = source.ask(by_title(source, 'MCVD: "Masked" $A^2$MIM', "What's next? AND OR (x)"))

    [query] = parse_qs(urlsplit(ask.url).query)["search_query"]
    assert query == 'ti:"MCVD Masked A 2 MIM" OR ti:"What\'s next AND OR x"'


@unhurried
@given(st.lists(st.text(min_size=1, max_size=2_000), min_size=1, max_size=16))
def test_no_titles_make_an_address_too_long(titles: list[str]) -> None:
    assert len(source.ask(by_title(source, *titles)).url) <= 2_000


def test_only_what_can_be_asked_is_offered() -> None:
    assert wanted(source, known("arxiv:2106.08254", "arxiv:abc", "doi:10.1000/x", title="BEiT")) == [
        ("id", "arxiv:2106.08254"),
        ("title", "BEiT"),
    ]
    assert wanted(source, known(title="???")) == []


def test_answers_are_matched_by_id_whatever_their_order() -> None:
    asked = by_id(
        source, "arxiv:2106.08254", "arxiv:2104.12255", "arxiv:hep-th/9901001", "arxiv:0906.3336", "arxiv:2106.00999", "arxiv:abc"
    )

    verdicts = read(source, asked, saved("arxiv/ids_2026.xml"))

    titles = [str(one_record(verdicts[one]).clean("title")) for one in asked[:4]]
    assert [title.split()[0] for title in titles] == ["BEiT:", "0", "String", "Lower"]
    assert [type(verdicts[one]) for one in asked[4:]] == [NotFound, NotFound]


def test_the_publishers_doi_and_the_withdrawal_are_noted() -> None:
    asked = by_id(source, "arxiv:hep-th/9901001", "arxiv:0906.3336")

    verdicts = read(source, asked, saved("arxiv/ids_2026.xml"))

    published, withdrawn = (one_record(verdicts[one]) for one in asked)
    assert str(published.identifier("doi")) == "doi:10.1143/ptp.101.1155"
    assert published.clean("issued") == "1999-01-01"
    assert withdrawn.clean("withdrawn") == "This paper has been withdrawn"
    assert published.claim("withdrawn") is None


def test_each_title_gets_the_hits_that_concern_it() -> None:
    asked = by_title(source, "iBOT", "VideoMAE: Masked Autoencoders are Data-Efficient Learners", "Something Else Entirely")

    verdicts = read(source, asked, saved("arxiv/titles.xml"))

    found = [[str(one.identifier("arxiv")) for one in verdict] if isinstance(verdict, tuple) else None for verdict in verdicts.values()]
    assert found == [["arxiv:2111.07832"], ["arxiv:2203.12602"], None]


def test_all_plausible_hits_are_given_the_most_similar_first() -> None:
    [asked] = by_title(source, "Segment Anything")
    answer = feed(
        entry("2408.00714", "SAM 2: Segment Anything in Images"), entry("2304.02643", "Segment Anything"), entry("1706.03762", "Attention")
    )

    verdict = read(source, [asked], answer)[asked]

    assert isinstance(verdict, tuple)
    assert [one.clean("title") for one in verdict] == ["Segment Anything", "SAM 2: Segment Anything in Images"]


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        pytest.param(b"Rate exceeded.", 200, "not a whole <feed>: Rate exceeded.", id="rate exceeded with 200"),
        pytest.param(b"<!DOCTYPE html><html><body>hello</body></html>", 200, "not a whole <feed>", id="a page"),
        pytest.param(b"", 200, "not a whole <feed>", id="nothing"),
        pytest.param(saved("arxiv/error_400.xml"), 400, "arXiv reports an error: incorrect id format", id="error feed"),
        pytest.param(saved("arxiv/error_400.xml"), 200, "arXiv reports an error: incorrect id format", id="error feed with 200"),
        pytest.param(saved("arxiv/ids_2026.xml")[:-9], 200, "not a whole <feed>", id="cut at the end"),
        pytest.param(saved("arxiv/ids_2026.xml")[:3_000], 200, "not a whole <feed>", id="cut in the middle"),
        pytest.param(
            feed(entry("2106.08254", "Caf\u00e9")).replace("é".encode(), b"\xe9"),
            200,
            "<feed> with bytes that are no text",
            id="bytes that are no text",
        ),
        pytest.param(feed(), 503, "status 503", id="a feed with an error status"),
        pytest.param(feed(total=3), 200, "a feed with missing entries", id="entries are counted but not there"),
        pytest.param(feed(entry("2106.08254", "A", "soon")), 200, "a feed with an impossible date", id="a date that is none"),
        pytest.param(
            feed("<entry><id>http://arxiv.org/abs/2106.08254v1</id></entry>"), 200, "a feed with missing entries", id="an empty entry"
        ),
    ],
)
def test_what_is_no_answer_says_nothing_about_any_lookup(body: bytes, status: int, reason: str) -> None:
    asked = by_id(source, "arxiv:2106.08254", "arxiv:2104.12255")

    verdicts = read(source, asked, body, status)

    assert [type(verdict) for verdict in verdicts.values()] == [NotAPage, NotAPage]
    assert all(verdict.reason.startswith(reason) for verdict in verdicts.values() if isinstance(verdict, NotAPage))


def test_a_feed_that_says_it_holds_more_than_it_does_leaves_the_rest_open() -> None:
    there, absent = by_id(source, "arxiv:2106.08254", "arxiv:2104.12255")

    verdicts = read(source, [there, absent], feed(entry("2106.08254", "A"), total=2))

    assert isinstance(verdicts[there], tuple)
    assert verdicts[absent] == NotAPage(reason="a feed that holds 1 of 2 papers")


def test_a_count_that_is_no_number_is_not_believed() -> None:
    [there] = by_id(source, "arxiv:2106.08254")
    many = feed(entry("2106.08254", "A")).replace(b">1<", b">" + b"9" * 5_000 + b"<")

    assert one_record(read(source, [there], many)[there]).clean("title") == "A"


def test_a_paper_that_comes_twice_counts_once() -> None:
    there, unknown = by_id(source, "arxiv:2106.08254", "arxiv:2104.12255")

    verdicts = read(source, [there, unknown], feed(entry("2106.08254", "A"), entry("2106.08254", "A")))

    assert one_record(verdicts[there]).clean("title") == "A"
    assert isinstance(verdicts[unknown], NotFound)


def test_a_feed_of_other_papers_says_nothing_about_those_that_were_asked_for() -> None:
    asked = by_id(source, "arxiv:2106.08254")

    verdicts = read(source, asked, feed(entry("0704.0001", "Another Paper")))

    assert verdicts[asked[0]] == NotAPage(reason="a feed of papers that were not asked for")


def test_an_empty_feed_is_not_found_for_one_id_and_suspect_for_many() -> None:
    one = by_id(source, "arxiv:2106.08254")
    many = by_id(source, *(f"arxiv:2106.{n:05}" for n in range(1, 4)))

    assert {type(verdict) for verdict in read(source, one, saved("arxiv/empty.xml")).values()} == {NotFound}
    assert {type(verdict) for verdict in read(source, many, saved("arxiv/empty.xml")).values()} == {NotAPage}


def test_an_entity_bomb_is_not_unpacked() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + feed(entry("2106.08254", "&b;")).partition(b"?>")[2]
    )
    [asked] = by_id(source, "arxiv:2106.08254")

    verdict = read(source, [asked], bomb)[asked]

    assert isinstance(verdict, NotAPage) or "aaaa" not in str(one_record(verdict).clean("title"))
