"""OpenReview: two APIs with one reader, and which notes are papers, accepted, and its own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Identifier, NotAPage, NotFound, Record
from pipeline.sources import openreview_v1
from pipeline.sources.openreview import source
from tests.sources.answering import by_id, by_title, known, one_record, read, saved, saved_json, unhurried, wanted

HASH = "b349f5504ef1e6143231064979e2e96feaf5a6a9"


def note(**content: Any) -> dict[str, Any]:
    return {"id": "abcDEF12345", "forum": "abcDEF12345", "content": {"title": "A Title", "venueid": "X.cc/2023/Conference", **content}}


def record(of: dict[str, Any]) -> Record:
    [asked] = by_id(source, "openreview:abcDEF12345")
    return one_record(read(source, [asked], {"notes": [of]})[asked])


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://openreview.net/forum?id=1QMMUB4zfl", "openreview:1QMMUB4zfl"),
        ("http://www.openreview.net/forum?id=_w1QMM-4zfl", "openreview:_w1QMM-4zfl"),
        ("https://openreview.net/pdf?id=HklXn1BKDH", "openreview:HklXn1BKDH"),
        ("https://openreview.net/forum?id=fVxIEHGnVT&noteId=CyxZE2UbHF", "openreview:fVxIEHGnVT"),
        ("https://openreview.net/forum?noteId=CyxZE2UbHF&id=fVxIEHGnVT", "openreview:fVxIEHGnVT"),
        ("https://openreview.net/forum?id=KIPAIy329j&referrer=%5Bthe%20profile%5D(%2Fprofile%3Fid%3D~P1)", "openreview:KIPAIy329j"),
        ("https://openreview.net/forum?id=KIPAIy329j#discussion", "openreview:KIPAIy329j"),
        ("https://openreview.net/forum?id=KIPAIy329j)", "openreview:KIPAIy329j"),
        ("https://openreview.net/forum?id=KIPAIy329j.", "openreview:KIPAIy329j"),
        ("https://openreview.net/pdf?id=KIPAIy329j.pdf", "openreview:KIPAIy329j"),
        ("https://openreview.net/forum?id=~Kaiming_He1", None),
        (f"https://openreview.net/pdf/{HASH}.pdf", f"openreview-pdf:{HASH}"),
        ("https://openreview.net/attachment?id=6TxBxqNME1Y&name=supplementary_material", None),
        ("https://openreview.net/group?id=ICLR.cc/2025", None),
        ("https://openreview.net/forum?id=ICLR.cc/2025/Conference", None),
        ("https://openreview.net/profile?id=~Kaiming_He1", None),
        ("https://openreview.net/profile?email=someone%40example.org", None),
        ("https://openreview.net/references/pdf?id=HklXn1BKDH", None),
        ("https://openreview.net/forum", None),
        ("https://openreview.net/", None),
        ("https://openreview.net/pdf/short.pdf", None),
        ("https://example.org/forum?id=1QMMUB4zfl", None),
        ("https://[broken/forum?id=1QMMUB4zfl", None),
    ],
)
def test_forums_and_their_files_are_recognised_and_nothing_else(url: str, found: str | None) -> None:
    assert source.identify(url) == (Identifier.parse(found) if found else None)


@unhurried
@given(st.text("abcXYZ019_-", min_size=8, max_size=12))
def test_identifier_to_address_to_identifier(value: str) -> None:
    identifier = Identifier(scheme="openreview", value=value)

    assert source.identify(source.landing(identifier) or "") == source.identify(source.pdf(identifier) or "") == identifier


def test_a_file_leads_back_to_its_hash() -> None:
    identifier = Identifier(scheme="openreview-pdf", value=HASH)

    assert source.identify(source.pdf(identifier) or "") == identifier
    assert source.landing(identifier) is None


def test_both_apis_are_asked_for_the_same_note_each_on_its_host() -> None:
    work = known("openreview:1QMMUB4zfl", title="A: title")

    urls = [s.ask([one]).url for s in (source, openreview_v1.source) for one in s.lookups(work)]

    assert urls == [
        "https://api2.openreview.net/notes?id=1QMMUB4zfl",
        "https://api2.openreview.net/notes/search?term=A%20title&content=all&group=all&source=forum&limit=10",
        "https://api.openreview.net/notes?id=1QMMUB4zfl",
        "https://api.openreview.net/notes/search?term=A%20title&content=all&group=all&source=forum&limit=10",
    ]


def test_several_notes_are_asked_for_at_once_and_told_apart_by_id() -> None:
    asked = by_id(source, "openreview:abcDEF12345", "openreview:Jbe9AVsYS6", "openreview:vZZ4hhniJU")

    verdicts = read(source, asked, saved("openreview/search.json"))

    assert source.ask(asked).url == "https://api2.openreview.net/notes?ids=abcDEF12345,Jbe9AVsYS6,vZZ4hhniJU"
    assert type(verdicts[asked[0]]) is NotFound
    assert [one_record(verdicts[one]).clean("venue") for one in asked[1:]] == ["TMLR", "ICLR"]
    assert {type(one) for one in read(source, asked, {"name": "NotFoundError"}, 404).values()} == {NotAPage}


def test_a_file_hash_cannot_be_asked_for() -> None:
    assert wanted(source, known(f"openreview-pdf:{HASH}")) == []


def test_a_search_gives_native_papers_without_imports_and_reviews() -> None:
    [asked] = by_title(source, "Learning Multi-Agent Communication")

    verdict = read(source, [asked], saved("openreview/search.json"))[asked]

    assert isinstance(verdict, tuple)
    assert [str(one.identifier("openreview")) for one in verdict] == [
        "openreview:vZZ4hhniJU",
        "openreview:qiOqgphnVL",
        "openreview:Jbe9AVsYS6",
    ]


def test_a_hit_names_its_file_so_that_a_link_by_hash_can_be_confirmed() -> None:
    found = record(note(pdf={"value": f"/pdf/{HASH}.pdf"}))

    assert Identifier(scheme="openreview-pdf", value=HASH) in found.identifiers
    assert found.clean("pdf_url") == "https://openreview.net/pdf?id=abcDEF12345"


@pytest.mark.parametrize(
    ("content", "venue", "kind"),
    [
        pytest.param({"venue": "ICLR 2024 poster"}, "ICLR", "paper-conference", id="accepted"),
        pytest.param({"venue": {"value": "NeurIPS 2025 oral"}}, "NeurIPS", "paper-conference", id="API 2"),
        pytest.param({"venue": "ICLR 2023 notable top 5%"}, "ICLR", "paper-conference", id="manner of presentation"),
        pytest.param({"venue": "Accepted by TMLR", "venueid": "TMLR"}, "TMLR", "article-journal", id="journal"),
        pytest.param({"venue": ["ICLR 2024 poster"], "venueid": ["ICLR.cc/2024/Conference"]}, "ICLR", "paper-conference", id="in lists"),
        pytest.param({"venue": "Submitted to ICLR 2024"}, None, "preprint", id="submitted"),
        pytest.param({"venue": "ICLR 2025 Conference Submission"}, None, "preprint", id="a submission"),
        pytest.param(
            {"venue": "ICLR 2024 poster", "venueid": "ICLR.cc/2024/Conference/Rejected_Submission"}, None, "preprint", id="rejected"
        ),
        pytest.param(
            {"venue": "ICLR 2024 poster", "venueid": "ICLR.cc/2024/Conference/Withdrawn_Submission"}, None, "preprint", id="withdrawn"
        ),
        pytest.param({"venue": "ICCV 2021", "venueid": "OpenReview.net/Archive"}, None, "preprint", id="typed by the author"),
        pytest.param(
            {"_bibtex": "@inproceedings{x,\nbooktitle={International Conference on Learning Representations},\nyear={2018}}"},
            "ICLR", "paper-conference", id="only BibTeX",
        ),
        pytest.param({"_bibtex": "@misc{x,\ntitle={A},\nyear={2018}}"}, None, "preprint", id="BibTeX of no paper of a conference"),
        pytest.param({"_bibtex": "@inproceedings{x,\nbooktitle={Submitted to ICLR 2024}}"}, None, "preprint", id="BibTeX of a submission"),
    ],
)  # fmt: skip
def test_only_an_accepted_paper_has_a_venue(content: dict[str, Any], venue: str | None, kind: str) -> None:
    found = record(note(**content))

    assert found.clean("venue") == venue
    assert found.clean("type") == kind


def test_times_are_milliseconds_and_the_date_of_publication_counts() -> None:
    found = record({**note(venue="ICLR 2024 poster"), "cdate": 1695154983741, "odate": 1697213872796, "pdate": 1705410837258})

    assert (found.clean("issued"), found.clean("year")) == ("2024-01-16", 2024)


def test_authors_as_typed_by_people_become_persons() -> None:
    found = record(note(authors=["Wonyong Sung*", "Nicholas Martin and Jeffrey S. Bowers", "and Iryna\n Gurevych", "Anonymous", None]))

    people = found.clean("authors")
    assert isinstance(people, list)
    assert [one["family"] for one in people if isinstance(one, dict)] == ["Sung", "Martin", "Bowers", "Gurevych"]


def test_a_reference_in_place_of_the_abstract_is_none() -> None:
    assert (
        record(note(abstract="Ada Lovelace, Charles Babbage. Proceedings. 2011.", authors=["Ada Lovelace", "Charles Babbage"])).claim(
            "abstract"
        )
        is None
    )
    assert (
        record(note(abstract="Ada Lovelace wrote in 1843.", authors=["Ada Lovelace", "Charles Babbage"])).clean("abstract")
        == "Ada Lovelace wrote in 1843."
    )


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        pytest.param(saved_json("openreview/challenge.json"), 403, NotAPage, id="challenge"),
        pytest.param(saved_json("openreview/challenge.json"), 200, NotAPage, id="challenge with 200"),
        pytest.param(b"<!DOCTYPE html><title>Verifying your browser | OpenReview</title>", 200, NotAPage, id="challenge page"),
        pytest.param({"notes": []}, 200, NotFound, id="no note"),
        pytest.param({"name": "NotFoundError", "message": "The Note abcDEF12345 was not found", "status": 404}, 404, NotFound, id="404"),
        pytest.param({"notes": [{**note(), "id": "another1234", "forum": "another1234"}]}, 200, NotFound, id="another note"),
        pytest.param({"notes": [{**note(), "forum": "another1234"}]}, 200, NotAPage, id="a review"),
        pytest.param({"notes": [{"id": "abcDEF12345", "content": None}]}, 200, NotAPage, id="a note without content"),
        pytest.param({"notes": None}, 200, NotAPage, id="null for a list"),
        pytest.param([], 200, NotAPage, id="a list"),
    ],
)
def test_what_is_not_the_note_gives_an_outcome(body: Any, status: int, verdict: type) -> None:
    [asked] = by_id(source, "openreview:abcDEF12345")

    assert type(read(source, [asked], body, status)[asked]) is verdict
