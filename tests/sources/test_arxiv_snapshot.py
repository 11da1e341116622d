"""Lines of arXiv's metadata snapshot: read as the feed is, and whatever else a line holds breaks nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from pipeline.models import Ask, NotAPage, Record, Response, Verdict
from pipeline.sources.arxiv_api import source
from tests.sources.answering import by_id, one_record, unhurried

ADDRESS = "file:arxiv-metadata-oai-snapshot.json#12-34"
LINE: Mapping[str, JsonValue] = {
    "id": "0704.0001",
    "submitter": "Ada Lovelace",
    "authors": "A. Lovelace, C. Bal\\'azs (1) and C.-P. Yuan ((1) Somewhere)",
    "title": 'On the counting of\n  M\\"obius strips',
    "comments": None,
    "journal-ref": None,
    "doi": None,
    "report-no": None,
    "categories": "cs.LG",
    "license": None,
    "abstract": "  We count strips,\nand then again.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2008 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Lovelace", "Ada", ""], ["Bal\\'azs", "C.", ""], ["Yuan", "C. -P.", ""]],
}


def read(body: bytes, *values: str) -> dict[str, Verdict]:
    ask = Ask(lookups=tuple(by_id(source, *values)), url=ADDRESS, expects="json")
    at = datetime(2026, 11, 22, tzinfo=UTC)
    verdicts = source.read(Response(ask=ask, final_url=ask.url, status=200, headers={}, body=body, at=at))
    return {lookup.value: verdict for lookup, verdict in verdicts.items()}


def record(number: str = "0704.0001", **changes: JsonValue) -> Record:
    return one_record(read(json.dumps({**LINE, "id": number, **changes}).encode(), f"arxiv:{number}")[f"arxiv:{number}"])


def test_a_line_is_read_without_its_wraps_and_tex_and_dated_by_its_first_version() -> None:
    told = {claim.field: claim.clean for claim in record().claims}

    assert told == {
        "title": "On the counting of Möbius strips",
        "authors": [{"family": "Lovelace", "given": "Ada"}, {"family": "Balázs", "given": "C."}, {"family": "Yuan", "given": "C.-P."}],
        "abstract": "We count strips, and then again.",
        "issued": "2007-04-02",
        "year": 2007,
        "venue": "arXiv",
        "type": "preprint",
        "url": "https://arxiv.org/abs/0704.0001",
        "pdf_url": "https://arxiv.org/pdf/0704.0001",
    }


def test_the_provenance_names_the_fields_of_the_snapshot() -> None:
    assert {claim.way.partition(":")[0] for claim in record().claims} == {"snapshot"}


@pytest.mark.parametrize("number", ["astro-ph/0601001", "math/0309136"])
def test_an_identifier_of_the_old_style_is_found(number: str) -> None:
    assert str(record(number).identifier("arxiv")) == f"arxiv:{number}"


def test_a_field_with_several_dois_gives_each() -> None:
    found = record(doi="10.1103/PhysRevD.76.013009 10.1000/x; 10.48550/arXiv.2106.08254")

    assert {str(i) for i in found.identifiers if i.scheme == "doi"} == {"doi:10.1103/physrevd.76.013009", "doi:10.1000/x"}


def test_what_authors_say_of_publication_and_withdrawal_counts_as_in_the_feed() -> None:
    published = record(comments="Accepted at CVPR 2023", **{"journal-ref": "Phys.Rev.D76:013009,2007"})
    withdrawn = record(comments="This paper has been withdrawn by the author due to an error")
    emptied = record(abstract="  This paper has been withdrawn.\n")

    assert published.clean("accepted") == "CVPR 2023"
    assert published.clean("journal_ref") == "Phys.Rev.D76:013009,2007"
    assert withdrawn.clean("withdrawn") == "This paper has been withdrawn by the author due to an error"
    assert emptied.clean("withdrawn") == "This paper has been withdrawn."


def test_groups_particles_and_suffixes_stay_what_arxiv_took_them_for() -> None:
    found = record(authors_parsed=[["ATLAS Collaboration", "", ""], ["van den Berg", "R.", ""], ["Ang", "Marcelo H.", "Jr."]])

    assert found.clean("authors") == [
        {"family": "ATLAS Collaboration"},
        {"family": "van den Berg", "given": "R."},
        {"family": "Ang", "given": "Marcelo H.", "suffix": "Jr."},
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"", id="no line"),
        pytest.param(b"{", id="cut"),
        pytest.param(b'{"id": "0704.0001"}', id="no title"),
        pytest.param(b'{"id": "0704.0001", "title": "A", "authors_parsed": "Ada"}', id="authors that are no list"),
        pytest.param(b'{"id": "0704.0001", "title": ["A"], "authors_parsed": [["Lovelace"]]}', id="a title that is no text"),
        pytest.param(b'{"id": "9999.99999", "title": "A", "authors_parsed": [["Lovelace"]]}', id="an id that cannot be"),
        pytest.param(b"[" * 100_000, id="nested without end"),
        pytest.param(b"\xff\xfe", id="no text"),
    ],
)
def test_a_line_that_describes_no_paper_spoils_only_itself(line: bytes) -> None:
    good = json.dumps({**LINE, "id": "0704.0002"}).encode()

    found = read(line + b"\n" + good, "arxiv:0704.0001", "arxiv:0704.0002")

    assert isinstance(found["arxiv:0704.0001"], NotAPage)
    assert one_record(found["arxiv:0704.0002"])


@pytest.mark.parametrize("versions", [None, [], [{}], [{"created": "once"}], [{"created": "Mon, 99 Apr 2007 19:18:42 GMT"}], "v1"])
def test_a_date_that_is_none_leaves_the_year_open(versions: JsonValue) -> None:
    assert record(versions=versions).clean("year") is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@unhurried
@given(st.fixed_dictionaries({}, optional={name: _JSON for name in LINE if name != "id"}))
def test_nothing_that_a_line_may_hold_raises(row: dict[str, JsonValue]) -> None:
    read(json.dumps({**LINE, **row}).encode(), "arxiv:0704.0001")
