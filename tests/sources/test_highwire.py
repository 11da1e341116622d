"""What the shared reader takes from a page's own description of itself, and what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Ask, Lookup, Response
from pipeline.sources import _highwire
from pipeline.sources._page import Page, decode

TITLE = '<meta name="citation_title" content="A Title">'
LONG = "It says what was done, how it was done and what came of it. " * 3


def page(head: str, body: str = "", *, end: str = "</body></html>", url: str = "https://example.org/paper") -> Page:
    ask = Ask(lookups=(Lookup(source="general", by="id", value=f"url:{url}"),), url=url)
    html = f"<!DOCTYPE html><html><head><title>Home</title>{head}</head><body>{body}{end}"
    return Page(Response(ask=ask, final_url=url, status=200, headers={}, body=html.encode(), at=datetime(2026, 11, 22, tzinfo=UTC)))


def said(head: str, body: str = "") -> dict[str, tuple[object, str]]:
    """field → (clean, way)."""
    return {one.field: (one.clean, one.way) for one in reversed(_highwire.embedded(page(head, body)).claims)}


TITLES = [
    ("the tag of works", TITLE, ("A Title", "citation_title")),
    ("content before name, unquoted", "<meta content=A&nbsp;Title name=citation_title>", ("A Title", "citation_title")),
    ("upper case and property", '<META PROPERTY="Citation_Title" CONTENT="A Title">', ("A Title", "citation_title")),
    (
        "Dublin Core beside an author",
        '<meta name="DC.Title" content="A Title"><meta name="DC.Creator" content="Lovelace, Ada">',
        ("A Title", "dc.title"),
    ),
    (
        "social title beside a DOI",
        '<meta property="og:title" content="A Title"><meta name="citation_doi" content="10.1000/1">',
        ("A Title", "og:title"),
    ),
    ("zero is a title", '<meta name="citation_title" content="0">', ("0", "citation_title")),
    ("Dublin Core alone may be any page", '<meta name="dc.title" content="A Title">', None),
    ("a social title alone is any page", '<meta property="og:title" content="A Title">', None),
    ("a site's name", '<meta name="citation_title" content="CVPR 2023 Open Access Repository">', None),
    ("another site's name", '<meta name="citation_title" content="ECVA | European Computer Vision Association">', None),
    ("a challenge", '<meta name="citation_title" content="Just a moment...">', None),
    (
        "a title that begins like an error",
        '<meta name="citation_title" content="429 Genomes of the Red Fox">',
        ("429 Genomes of the Red Fox", "citation_title"),
    ),
    (
        "a title that begins like a refusal",
        '<meta name="citation_title" content="Access Denied: Filtering of the Internet">',
        ("Access Denied: Filtering of the Internet", "citation_title"),
    ),
    ("an error", '<meta name="citation_title" content="404 Not Found">', None),
    ("quotes that broke", '<meta name="citation_title" content="On "Deep" Networks">', None),
    ("a reference's title", '<meta name="citation_reference" content="citation_title=A Title; citation_author=B">', None),
    ("a comment", f"<!-- {TITLE} -->", None),
    ("a script", f"<script>var x = '{TITLE}';</script>", None),
    (
        "a listing in JSON-LD",
        '<meta name="citation_doi" content="10.1000/1"><script type="application/ld+json">'
        '[{"@type": "ScholarlyArticle", "headline": "A"}, {"@type": "ScholarlyArticle", "headline": "B"}]</script>',
        None,
    ),
]


@pytest.mark.parametrize(("head", "expected"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_only_the_title_of_a_work_becomes_a_title(head: str, expected: tuple[str, str] | None) -> None:
    assert said(head).get("title") == expected


AUTHORS = [
    (
        "one tag a name",
        '<meta name="citation_author" content="He, Kaiming"><meta name="citation_author" content="Chen, Xinlei">',
        "citation_author",
    ),
    ("all in one tag", '<meta name="citation_authors" content="Kaiming He; Xinlei Chen;">', "citation_authors"),
    ("all in the tag for one", '<meta name="citation_author" content="He, Kaiming; Chen, Xinlei">', "citation_author"),
    ("Dublin Core", '<meta name="dc.creator" content="He, Kaiming"><meta name="dc.creator" content="Chen, Xinlei">', "dc.creator"),
    (
        "contributors where there is no creator",
        '<meta name="dc.contributor" content="Kaiming He"><meta name="dc.contributor" content="Xinlei Chen">',
        "dc.contributor",
    ),
    (
        "one tag broke, so the next way",
        '<meta name="citation_author" content="He, Kaiming "K""><meta name="citation_author" content="Chen, Xinlei">'
        '<meta name="dc.creator" content="He, Kaiming"><meta name="dc.creator" content="Chen, Xinlei">',
        "dc.creator",
    ),
    (
        "JSON-LD",
        '<script type="application/ld+json">{"@type": "ScholarlyArticle", "author": [{"name": "Kaiming He"}, "Xinlei Chen"]}</script>',
        "ScholarlyArticle.author",
    ),
]


@pytest.mark.parametrize(("head", "way"), [row[1:] for row in AUTHORS], ids=[row[0] for row in AUTHORS])
def test_authors_come_in_order_from_the_first_way_that_has_them_all(head: str, way: str) -> None:
    assert said(TITLE + head)["authors"] == ([{"family": "He", "given": "Kaiming"}, {"family": "Chen", "given": "Xinlei"}], way)


def test_a_way_that_has_all_names_of_the_first_and_more_is_taken() -> None:
    citation = '<meta name="citation_author" content="Lovelace, Ada">'
    creators = '<meta name="DC.Creator" content="Lovelace, Ada"><meta name="DC.Creator" content="Hopper, Grace">'
    others = '<meta name="DC.Creator" content="Turing, Alan"><meta name="DC.Creator" content="Hopper, Grace">'

    assert said(TITLE + citation + creators)["authors"][1] == "dc.creator"
    assert said(TITLE + citation + others)["authors"][1] == "citation_author"


def test_names_that_are_fewer_and_written_otherwise_than_elsewhere_on_the_page_are_not_taken() -> None:
    citation = '<meta name="citation_author" content="A. Lovelace">'
    creators = '<meta name="DC.Creator" content="Lovelace, Ada"><meta name="DC.Creator" content="Hopper, Grace">'

    assert "authors" not in said(TITLE + citation + creators)


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        ("779", "805", "779-805"),
        ("779-805", "", "779-805"),
        ("779", "779", "779"),
        ("779", "", None),
        ("e0213978", "", "e0213978"),
        ("041027", "", "041027"),
    ],
    ids=["first and last", "both in one", "one page", "the last was lost", "an article", "an article of physicists"],
)
def test_a_first_page_alone_is_half_of_a_range(first: str, last: str, pages: str | None) -> None:
    tags = f'<meta name="citation_firstpage" content="{first}"><meta name="citation_lastpage" content="{last}">'

    assert said(TITLE + tags).get("pages", (None,))[0] == pages


def test_a_broken_author_tag_leaves_no_half_list() -> None:
    head = '<meta name="citation_author" content="Huang, Jingwei"><meta name="citation_author" content="Jiang, Chiyu "Max"">'

    assert "authors" not in said(TITLE + head)


DATES = [
    ("publication before online", {"citation_publication_date": "2010/09", "citation_online_date": "2010/05/05"}, (2010, "2010-09")),
    ("publication before Dublin Core", {"dc.date": "2007-10-23", "citation_publication_date": "1977/01"}, (1977, "1977-01")),
    ("in words", {"citation_date": "Apr 22, 2019"}, (2019, "2019-04-22")),
    ("a year alone", {"citation_year": "1999"}, (1999, "1999")),
    ("a cover bears a month", {"citation_cover_date": "2010/09/01"}, (2010, "2010-09")),
    ("a cover of a year and month", {"citation_cover_date": "2010/01"}, (2010, "2010-01")),
    ("no date", {"citation_publication_date": "in press", "citation_date": "2021/03/04"}, (2021, "2021-03-04")),
]


@pytest.mark.parametrize(("tags", "expected"), [row[1:] for row in DATES], ids=[row[0] for row in DATES])
def test_of_several_dates_that_of_the_publication_counts(tags: dict[str, str], expected: tuple[int, str]) -> None:
    found = said(TITLE + "".join(f'<meta name="{name}" content="{content}">' for name, content in tags.items()))

    assert (found["year"][0], found["issued"][0]) == expected
    assert found["year"][1] == found["issued"][1]


def test_the_day_online_of_what_is_in_a_volume_may_be_of_another_year() -> None:
    online = '<meta name="prism.publicationDate" content="2021-12-15">'

    assert said(TITLE + online)["year"] == (2021, "prism.publicationdate")
    assert "year" not in said(TITLE + online + '<meta name="citation_volume" content="596">')


def test_the_day_online_is_no_date_of_the_publication() -> None:
    assert "year" not in said(TITLE + '<meta name="citation_online_date" content="2021/03/04">')


_DIV = "div.abstract:not(.author-highlights, .graphical)"
ABSTRACTS = [
    ("a heading whose text a script brings in later", "", '<div class="abstract"><div>Abstract</div><div></div></div>', None),
    ("the tag", f'<meta name="citation_abstract" content="&lt;p&gt;{LONG}&lt;/p&gt;">', "", "citation_abstract"),
    ("a description that ends like a sentence", f'<meta name="dc.description" content="{LONG}">', "", "dc.description"),
    ("an element that says what it is", "", f'<div class="abstract"><h2>Abstract</h2><p>{LONG}</p></div>', _DIV),
    ("highlights beside", "", f'<div class="abstract author-highlights">New!</div><div class="abstract author">{LONG}</div>', _DIV),
    ("a description that was cut", f'<meta name="dc.description" content="{LONG} and the sev">', "", None),
    ("a description with dots", f'<meta name="dc.description" content="{LONG} ...and more…">', "", None),
    ("a teaser for social media", f'<meta property="og:description" content="{LONG}"><meta name="description" content="{LONG}">', "", None),
    ("several such elements are a list", "", f'<div class="abstract">{LONG}</div><div class="abstract">{LONG}</div>', None),
]


@pytest.mark.parametrize(("head", "body", "way"), [row[1:] for row in ABSTRACTS], ids=[row[0] for row in ABSTRACTS])
def test_an_abstract_is_whole_or_none(head: str, body: str, way: str | None) -> None:
    found = said(TITLE + head, body).get("abstract")

    assert found == ((LONG.strip(), way) if way else None)


IDENTIFIERS = [
    ("DOI", '<meta name="citation_doi" content="10.1000/ABC">', {"doi:10.1000/abc"}),
    ("DOI with its prefix", '<meta name="dc.identifier" content="doi:10.7554/eLife.44753">', {"doi:10.7554/elife.44753"}),
    ("DOI as an address", '<meta name="prism.doi" content="https://doi.org/10.1000/1">', {"doi:10.1000/1"}),
    (
        "other identifiers beside",
        '<meta name="DC.identifier" content="jpa-00235190"><meta name="DC.identifier" content="10.1000/1">',
        {"doi:10.1000/1"},
    ),
    (
        "the first of two",
        '<meta name="citation_doi" content="10.1000/1"><meta name="dc.identifier" content="10.1000/2">',
        {"doi:10.1000/1"},
    ),
    ("arXiv", '<meta name="citation_arxiv_id" content="2111.06377v3">', {"arxiv:2111.06377"}),
    ("PubMed", '<meta name="citation_pmid" content="29456894"><meta name="citation_pmid" content="PMC1">', {"pmid:29456894"}),
    ("of a reference", '<meta name="citation_reference" content="citation_doi=10.1000/9">', set()),
]


@pytest.mark.parametrize(("head", "expected"), [row[1:] for row in IDENTIFIERS], ids=[row[0] for row in IDENTIFIERS])
def test_identifiers_are_those_of_the_work_itself(head: str, expected: set[str]) -> None:
    assert {str(one) for one in _highwire.identifiers(page(head))} == expected


def test_a_pdf_address_is_made_absolute() -> None:
    assert said(TITLE + '<meta name="citation_pdf_url" content="../files/a.pdf">')["pdf_url"][0] == "https://example.org/files/a.pdf"


def test_pages_are_joined_once() -> None:
    assert said(TITLE + '<meta name="citation_firstpage" content="1"><meta name="citation_lastpage" content="8">')["pages"][0] == "1-8"
    assert (
        said(TITLE + '<meta name="citation_firstpage" content="444-445"><meta name="citation_lastpage" content="445">')["pages"][0]
        == "444-445"
    )


NUNEZ = '<html><head><meta charset="{}"></head><body>Núñez</body></html>'
ENCODINGS = [
    ("UTF-8", NUNEZ.format("utf-8").encode(), ""),
    ("UTF-8 with its mark", b"\xef\xbb\xbf" + NUNEZ.format("utf-8").encode(), ""),
    ("UTF-8 that says Latin-1", NUNEZ.format("iso-8859-1").encode(), "text/html; charset=iso-8859-1"),
    ("Latin-1 that says so", NUNEZ.format("iso-8859-1").encode("latin-1"), ""),
    ("Latin-1 by header", "Núñez".encode("latin-1"), "text/html; charset=ISO-8859-1"),
    ("Windows that says nothing", "Núñez".encode("cp1252"), ""),
    ("UTF-16 with its mark", "Núñez".encode("utf-16"), ""),
]


@pytest.mark.parametrize(("body", "content_type"), [row[1:] for row in ENCODINGS], ids=[row[0] for row in ENCODINGS])
def test_a_page_is_decoded_as_it_was_written(body: bytes, content_type: str) -> None:
    assert "Núñez" in decode(body, content_type)


@given(st.binary(max_size=2000))
def test_no_bytes_upset_the_reader(body: bytes) -> None:
    ask = Ask(lookups=(Lookup(source="general", by="id", value="url:https://example.org"),), url="https://example.org")
    response = Response(ask=ask, final_url="https://example.org", status=200, headers={}, body=body, at=datetime(2026, 11, 22, tzinfo=UTC))

    _highwire.embedded(Page(response))


def test_text_below_a_heading_ends_at_the_next_one() -> None:
    body = "<h4>Abstract</h4><p><p>First.</p><p>Second <b>bold</b>.</p></p><h4>Policy</h4><p>Other.</p>"

    assert page("", body).below("Abstract") == "First.\nSecond bold."
    assert page("", body).below("Introduction") is None


def test_depth_does_not_matter() -> None:
    assert page("", "<div>" * 3_000 + "deep").text("body") == "deep"


def test_a_page_that_nests_beyond_all_measure_is_not_read() -> None:
    assert not page(TITLE, "<h2><div>" * 100_000).whole


def test_a_page_that_does_not_end_is_not_whole() -> None:
    assert page("").whole
    assert not page("", end="").whole
