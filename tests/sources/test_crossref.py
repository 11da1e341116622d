"""Crossref: what publishers deposit, with its series, subtitles, dates and alphabetical authors."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.models import Identifier, NotAPage, NotFound, Record
from pipeline.sources.crossref import source
from pipeline.sources.crossref_pii import source as by_pii
from tests.sources.answering import by_id, by_title, known, one_record, read, saved, wanted

DOI = "10.1000/a.b"


def record(**fields: Any) -> Record:
    [asked] = by_id(source, f"doi:{DOI}")
    return one_record(read(source, [asked], {"message": {"DOI": DOI, "title": ["A Title"], **fields}})[asked])


def test_a_doi_is_quoted_and_takes_no_parameters() -> None:
    [asked] = by_id(source, "doi:10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2#x?y")

    assert source.ask([asked]).url == "https://api.crossref.org/works/10.1890/0012-9658%282006%2987%5B2832%3Atiopma%5D2.0.co%3B2%23x%3Fy"


def test_several_dois_are_asked_for_by_one_filter_each() -> None:
    url = source.ask(by_id(source, "doi:10.1109/5.771073", "doi:10.1000/a;b")).url

    assert url.startswith("https://api.crossref.org/works?filter=doi:10.1109/5.771073,doi:10.1000/a%3Bb&rows=2&select=DOI,")


def test_a_full_batch_of_usual_dois_has_a_short_address() -> None:
    asked = by_id(source, *(f"doi:10.1007/978-3-031-{n:05}-{n % 10}_{n}" for n in range(source.chunk("id"))))

    assert len(source.ask(asked).url) <= 2_000


def test_a_batch_is_matched_by_doi_whatever_its_order() -> None:
    asked = by_id(source, "doi:10.31219/osf.io/tqy7r", "doi:10.1000/unknown", "doi:10.1109/cvpr52688.2022.00943")

    verdicts = read(source, asked, saved("crossref/search.json"))

    assert [one_record(verdicts[asked[n]]).clean("type") for n in (0, 2)] == ["preprint", "paper-conference"]
    assert type(verdicts[asked[1]]) is NotFound


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        pytest.param({"message": {"items": []}}, 200, NotAPage, id="not one of many"),
        pytest.param({"message": {"items": [{"DOI": DOI, "title": ["A"]}, None, 5]}}, 200, NotFound, id="one of many"),
        pytest.param({"message": {"items": None}}, 200, NotAPage, id="null"),
        pytest.param(b"Resource not found.", 404, NotAPage, id="a list has no 404"),
        pytest.param(b"<html></html>", 200, NotAPage, id="a page"),
    ],
)
def test_a_batch_without_a_work_gives_an_outcome_for_it(body: Any, status: int, verdict: type) -> None:
    asked = by_id(source, f"doi:{DOI}", *(f"doi:10.1000/{n}" for n in range(10)))

    assert type(read(source, asked, body, status)[asked[-1]]) is verdict


def test_a_title_is_searched_for_by_its_words() -> None:
    url = source.ask(by_title(source, "What's next: A&B?")).url

    assert url.startswith("https://api.crossref.org/works?query.title=What%27s%20next%20A%20B&rows=5&select=DOI,")


def test_dois_of_datacite_and_those_that_break_a_filter_are_not_asked_for() -> None:
    work = known("doi:10.5281/zenodo.48440", "doi:10.1109/5.771073", "doi:10.1000/a,b", "arxiv:2106.08254", title="A")

    assert wanted(source, work) == [("id", "doi:10.1109/5.771073"), ("title", "A")]


def test_a_doi_in_another_case_is_the_same() -> None:
    [asked] = by_id(source, "doi:10.1109/cvpr52688.2022.00943")

    found = one_record(read(source, [asked], {"message": {"DOI": "10.1109/CVPR52688.2022.00943", "title": ["SimMIM"]}})[asked])

    assert str(found.identifier("doi")) == "doi:10.1109/cvpr52688.2022.00943"


@pytest.mark.parametrize(
    ("containers", "container", "venue", "kind"),
    [
        (["Lecture Notes in Computer Science", "Computer Vision – ECCV 2022"], "Computer Vision – ECCV 2022", "ECCV", "paper-conference"),
        (["Lecture Notes in Computer Science"], None, None, "paper-conference"),
        (["Hyperbolic Problems: Theory, Numerics, Applications"], "Hyperbolic Problems: Theory, Numerics, Applications", None, "chapter"),
        ([], None, None, "chapter"),
        (None, None, None, "chapter"),
    ],
)
def test_a_series_is_never_where_a_chapter_appeared(
    containers: list[str] | None, container: str | None, venue: str | None, kind: str
) -> None:
    found = record(**{"type": "book-chapter", "container-title": containers})

    assert (found.clean("container_title"), found.clean("venue"), found.clean("type")) == (container, venue, kind)


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        (
            {"title": ["Vector Quotient Filters"], "subtitle": ["Overcoming the Trade-Off"]},
            "Vector Quotient Filters: Overcoming the Trade-Off",
        ),
        ({"title": ["What Next?"], "subtitle": ["A View"]}, "What Next? A View"),
        ({"title": ["Filters: Overcoming the Trade-Off"], "subtitle": ["Overcoming the trade-off"]}, "Filters: Overcoming the Trade-Off"),
        ({"title": ["An <i>italic</i> &amp;amp;\n          wrapped title"]}, "An italic & wrapped title"),
        ({"title": "A string for a list"}, "A string for a list"),
        ({"title": [None, "The second"]}, "The second"),
    ],
)
def test_a_title_is_put_together(fields: dict[str, Any], title: str) -> None:
    assert record(**fields).clean("title") == title


def test_a_title_in_two_languages_gives_both() -> None:
    [asked] = by_id(source, "doi:10.1007/s00120-007-1345-2")

    found = one_record(read(source, [asked], saved("crossref/two_languages.json"))[asked])

    titles = [one.clean for one in found.claims if one.field == "title"]
    assert titles[1] == "Penile injury caused by a Moulinette: Result of autoerotic self-mutilation"
    assert len(titles) == 2


@pytest.mark.parametrize(
    ("dates", "issued", "year"),
    [
        ({"published": [2018, 5, 22], "published-print": [2018, 8], "published-online": [2018, 5, 22]}, "2018-08", 2018),
        ({"published": [2020, 8, 7], "published-print": [2021, 12], "published-online": [2020, 8, 7]}, "2021-12", 2021),
        ({"published": [2022, 6]}, "2022-06", 2022),
        ({"issued": [2014, 2, 27], "published-online": [2014, 2, 27]}, "2014-02-27", 2014),
        ({"posted": [2022, 4, 16]}, "2022-04-16", 2022),
        ({"issued": [None]}, None, None),
        ({"issued": [2022, None, 3]}, "2022", 2022),
        ({"issued": [2022, 13, 3]}, "2022", 2022),
        ({"issued": [True]}, None, None),
        ({"issued": ["2022"]}, None, None),
        ({}, None, None),
    ],
)
def test_the_date_of_the_issue_counts_and_no_part_is_made_up(dates: dict[str, list[Any]], issued: str | None, year: int | None) -> None:
    found = record(**{name: {"date-parts": [parts]} for name, parts in dates.items()})

    assert (found.clean("issued"), found.clean("year")) == (issued, year)


def test_neurips_authors_are_no_claim() -> None:
    [asked] = by_id(source, "doi:10.52202/068431-0732")

    found = one_record(read(source, [asked], saved("crossref/neurips_alphabetical.json"))[asked])

    assert found.claim("authors") is None
    assert (found.clean("venue"), found.clean("year")) == ("NeurIPS", 2022)


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("http://ieeexplore.ieee.org/document/4408927/", "ieee:4408927"),
        ("https://ieeexplore.ieee.org/document/4408927", "ieee:4408927"),
        ("http://ieeexplore.ieee.org/lpdocs/epic03/wrapper.htm?arnumber=6073062", "ieee:6073062"),
        ("https://linkinghub.elsevier.com/retrieve/pii/S0197458010001570", "pii:S0197458010001570"),
        ("https://example.org/document/4408927", None),
        ("https://ieeexplore.ieee.org/xpl/conhome/4408927/proceeding", None),
    ],
)
def test_the_page_behind_the_doi_tells_the_publishers_number(url: str, identifier: str | None) -> None:
    found = record(resource={"primary": {"URL": url}})

    assert {str(one) for one in found.identifiers} == {f"doi:{DOI}"} | ({identifier} if identifier else set())
    assert found.clean("url") == url


def test_a_search_gives_works_and_not_their_parts_or_containers() -> None:
    [asked] = by_title(source, "SimMIM")

    verdict = read(source, [asked], saved("crossref/search.json"))[asked]

    assert isinstance(verdict, tuple)
    assert [str(one.identifier("doi")) for one in verdict] == ["doi:10.1109/cvpr52688.2022.00943", "doi:10.31219/osf.io/tqy7r"]


@pytest.mark.parametrize(
    ("by", "body", "status", "verdict"),
    [
        pytest.param("id", b"Resource not found.", 404, NotFound, id="404 in plain text"),
        pytest.param("id", b"<html><body>404</body></html>", 404, NotAPage, id="somebody else's 404"),
        pytest.param("id", {"status": "failed", "message-type": "validation-failure", "message": [{"type": "x"}]}, 400, NotAPage, id="400"),
        pytest.param("id", {"status": "ok", "message": {"DOI": "10.1000/other", "title": ["A"]}}, 200, NotFound, id="another work"),
        pytest.param("id", {"status": "ok", "message": {"title": ["A"]}}, 200, NotAPage, id="a work without DOI"),
        pytest.param("id", {"status": "ok", "message": None}, 200, NotAPage, id="null"),
        pytest.param("id", b"Rate limit exceeded", 429, NotAPage, id="too many"),
        pytest.param("title", {"status": "ok", "message": {"items": []}}, 200, NotFound, id="no hits"),
        pytest.param("title", {"status": "ok", "message": {"items": None}}, 200, NotAPage, id="null for a list"),
        pytest.param("title", b"<html></html>", 200, NotAPage, id="a page"),
    ],
)
def test_what_is_not_the_work_gives_an_outcome(by: str, body: Any, status: int, verdict: type) -> None:
    [asked] = by_title(source, "A Title") if by == "title" else by_id(source, f"doi:{DOI}")

    assert type(read(source, [asked], body, status)[asked]) is verdict


def test_a_number_of_elsevier_is_only_believed_of_a_work_that_names_it() -> None:
    asked = by_id(by_pii, "pii:S0197458010001570", "pii:S0197458010001571")

    answers = read(by_pii, asked, saved("crossref_pii/article.json"))

    assert one_record(answers[asked[0]]).identifier("doi") == Identifier.parse("doi:10.1016/j.neurobiolaging.2010.03.024")
    assert isinstance(answers[asked[1]], NotFound)


def test_a_batch_of_numbers_none_of_which_is_known_is_no_answer() -> None:
    asked = by_id(by_pii, *(f"pii:S01974580100{n:05}" for n in range(12)))

    answers = read(by_pii, asked, {"message": {"items": []}})

    assert all(isinstance(verdict, NotAPage) for verdict in answers.values())
    assert by_pii.ask(asked).url.count("alternative-id:") == 12


def test_orcids_stay_with_their_names() -> None:
    authors = [
        {"family": "Pérez García", "given": "Juan", "ORCID": "https://orcid.org/0000-0002-1825-0097"},
        {"family": "Ang", "given": "Marcelo H.", "suffix": "Jr.", "ORCID": "http://orcid.org/0000-0001-5109-3700"},
        {"family": "Doe", "given": "Jane"},
    ]

    assert record(author=authors).clean("authors") == [
        {"family": "Pérez García", "given": "Juan", "orcid": "0000-0002-1825-0097"},
        {"family": "Ang", "given": "Marcelo H.", "suffix": "Jr.", "orcid": "0000-0001-5109-3700"},
        {"family": "Doe", "given": "Jane"},
    ]


@pytest.mark.parametrize(
    ("notices", "withdrawn"),
    [
        pytest.param([{"DOI": "10.1000/r", "type": "retraction", "label": "Retraction"}], "Retraction 10.1000/r", id="retracted"),
        pytest.param(
            [{"DOI": "10.1000/c", "type": "correction"}, {"DOI": "10.1000/r", "type": "withdrawal"}],
            "withdrawal 10.1000/r",
            id="corrected, then withdrawn",
        ),
        pytest.param([{"DOI": "10.1000/c", "type": "correction", "label": "Correction"}], None, id="corrected"),
        pytest.param([{"DOI": "10.1000/v2", "type": "new_version"}], None, id="renewed"),
        pytest.param(None, None, id="untouched"),
    ],
)
def test_a_notice_that_takes_a_work_back_is_told(notices: Any, withdrawn: str | None) -> None:
    assert record(**{"updated-by": notices}).clean("withdrawn") == withdrawn
