"""PubMed: batches of numbers, sections of abstracts, groups, translations, and whose identifiers are whose."""

from __future__ import annotations

import pytest

from pipeline.models import Identifier, NotAPage, NotFound, Record
from pipeline.sources.pubmed import source
from tests.sources.answering import by_id, known, one_record, read, saved, wanted


def record(article: str, data: str = "") -> Record:
    [asked] = by_id(source, "pmid:7")
    body = (
        f"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>{article}</Article></MedlineCitation>"
        f"<PubmedData>{data}</PubmedData></PubmedArticle></PubmedArticleSet>"
    )
    return one_record(read(source, [asked], body.encode())[asked])


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/37506330/", "pmid:37506330"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/27191382", "pmid:27191382"),
        ("https://europepmc.org/article/MED/27191382", "pmid:27191382"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7251955/", "pmcid:PMC7251955"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7612735/#S9", "pmcid:PMC7612735"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4832199/pdf/srep24454.pdf", "pmcid:PMC4832199"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC9881963/pdf/nihpp-2023.01.08.523162v1.pdf", "pmcid:PMC9881963"),
        ("https://europepmc.org/articles/PMC7251955", "pmcid:PMC7251955"),
        ("https://europepmc.org/article/ppr/ppr419387", None),
        ("https://europepmc.org/article/NBK/nbk43670", None),
        ("https://pubmed.ncbi.nlm.nih.gov/download/", None),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=37506330", None),
        ("https://www.ncbi.nlm.nih.gov/pmc/", None),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7251955/figure/F1/", None),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7251955/bin/supplement.pdf", None),
        ("https://example.org/pubmed/27191382", None),
    ],
)
def test_articles_are_recognised_and_their_parts_are_not(url: str, found: str | None) -> None:
    assert source.identify(url) == (Identifier.parse(found) if found else None)


@pytest.mark.parametrize("written", ["pmid:37506330", "pmcid:PMC7251955"])
def test_identifier_to_address_to_identifier(written: str) -> None:
    assert source.identify(source.landing(Identifier.parse(written)) or "") == Identifier.parse(written)


def test_a_full_batch_has_a_short_address() -> None:
    ask = source.ask(by_id(source, *(f"pmid:{38_000_000 + n}" for n in range(source.chunk("id")))))

    assert len(ask.url) <= 2_000
    assert ask.url.count(",") == 199


def test_only_numbers_are_asked_for() -> None:
    assert wanted(source, known("pmid:38534005", "pmid:x", "pmcid:PMC1", title="A")) == [("id", "pmid:38534005")]


def test_a_batch_is_matched_by_number() -> None:
    asked = by_id(source, "pmid:38048813", "pmid:1", "pmid:38534005")

    verdicts = read(source, asked, saved("pubmed/articles.xml"))

    assert type(verdicts[asked[1]]) is NotFound  # the number stands in a list of references
    assert [one_record(verdicts[asked[n]]).clean("year") for n in (0, 2)] == [2023, 2024]


def test_the_references_identifiers_are_not_the_articles() -> None:
    [asked] = by_id(source, "pmid:38534005")

    found = one_record(read(source, [asked], saved("pubmed/articles.xml"))[asked])

    assert {str(one) for one in found.identifiers} == {"doi:10.1515/cclm-2024-0070", "pmcid:PMC11111111", "pmid:38534005"}


def test_a_translated_title_loses_its_brackets_and_the_vernacular_stands_beside_it() -> None:
    [asked] = by_id(source, "pmid:38048813")

    found = one_record(read(source, [asked], saved("pubmed/articles.xml"))[asked])

    assert [one.clean for one in found.claims if one.field == "title"] == [
        "A Broader Scope - Bio-Psycho-Social Medicine In Global Focus",
        "A Broader Scope – Bio-psycho-soziale Medizin im globalen Fokus",
    ]


def test_a_list_of_authors_that_is_cut_is_no_claim() -> None:
    [asked] = by_id(source, "pmid:38048813")

    assert one_record(read(source, [asked], saved("pubmed/articles.xml"))[asked]).claim("authors") is None


@pytest.mark.parametrize(
    ("date", "issued", "year"),
    [
        ("<Year>2024</Year><Month>Aug</Month><Day>27</Day>", "2024-08-27", 2024),
        ("<Year>2018</Year><Month>05</Month><Day>17</Day>", "2018-05-17", 2018),
        ("<Year>2018</Year><Month>Dec</Month>", "2018-12", 2018),
        ("<Year>1987</Year>", "1987", 1987),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", None, 1998),
        ("", None, None),
    ],
)
def test_dates_have_the_parts_that_are_there(date: str, issued: str | None, year: int | None) -> None:
    found = record(f"<ArticleTitle>A</ArticleTitle><Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>")

    assert (found.clean("issued"), found.clean("year")) == (issued, year)


def test_a_preprint_and_a_chapter_are_told_from_an_article() -> None:
    preprint = "<PublicationTypeList><PublicationType>Preprint</PublicationType></PublicationTypeList>"
    book = (
        b"<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>7</PMID><ArticleTitle>A Chapter</ArticleTitle></BookDocument>"
        b"</PubmedBookArticle></PubmedArticleSet>"
    )
    [asked] = by_id(source, "pmid:7")

    assert [record(kind).clean("type") for kind in (preprint, "")] == ["preprint", "article-journal"]
    assert one_record(read(source, [asked], book)[asked]).clean("type") == "chapter"


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        pytest.param(saved("pubmed/none.xml"), 200, NotFound, id="an empty set"),
        pytest.param(b'<?xml version="1.0"?><PubmedArticleSet/>', 200, NotFound, id="an empty set, closed at once"),
        pytest.param(saved("pubmed/articles.xml")[:-20], 200, NotAPage, id="cut"),
        pytest.param(b'{"error":"API rate limit exceeded","count":"11"}', 429, NotAPage, id="too many"),
        pytest.param(b"<eFetchResult><ERROR>Empty id list</ERROR></eFetchResult>", 200, NotAPage, id="an error"),
        pytest.param(b"<!DOCTYPE html><html></html>", 200, NotAPage, id="a page"),
        pytest.param(b"", 200, NotAPage, id="nothing"),
    ],
)
def test_what_is_not_the_article_gives_an_outcome(body: bytes, status: int, verdict: type) -> None:
    [asked] = by_id(source, "pmid:7")

    assert type(read(source, [asked], body, status)[asked]) is verdict
