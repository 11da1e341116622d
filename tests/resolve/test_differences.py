"""Where sources contradict each other, what was taken back, what nobody good says: rows for a maintainer."""

from __future__ import annotations

import pytest

from pipeline.models import Finding, Record
from pipeline.resolve import Draft
from tests.resolve.records import read, read_works, record, seed, shown

MAE = "Masked Autoencoders Are Scalable Vision Learners"
PEOPLE = "He, Kaiming; Chen, Xinlei; Xie, Saining"
CVF = "cvf:CVPR2022/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper"
DOI = "doi:10.1109/cvpr52688.2022.01553"
ARXIV = "arxiv:2111.06377"


def page(**fields: str | int) -> Record:
    return record(f"cvf {CVF}", ARXIV, DOI, **{"title": MAE, "authors": PEOPLE, "venue": "CVPR", "year": 2022, "abstract": "We.", **fields})


def index(**fields: str | int) -> Record:
    return record(f"semantic_scholar {ARXIV}", **{"title": MAE, "authors": PEOPLE, "venue": "CVPR", "year": 2022, **fields})


def findings(kind: str, *records: Record, key: str = CVF) -> list[str]:
    return [f.message for f in _all(read(seed(key, MAE, line=3), *records)) if f.kind == kind]


def _all(draft: Draft) -> tuple[Finding, ...]:
    return read_works([draft], {}, lambda x: True).findings


@pytest.mark.parametrize(
    ("other", "told"),
    [
        pytest.param(index(), [], id="all agree"),
        pytest.param(index(year=2023), ["year: cvf says 2022; semantic_scholar says 2023"], id="a conference has one year"),
        pytest.param(index(venue="ICCV"), ["venue: cvf says “CVPR”; semantic_scholar says “ICCV”"], id="a paper is at one conference"),
        pytest.param(index(venue="CVPR Workshops"), ["venue: cvf says “CVPR”; semantic_scholar says “CVPR Workshops”"], id="a workshop"),
        pytest.param(index(venue="TPAMI", year=2023), [], id="the journal's version"),
        pytest.param(index(venue="arXiv", year=2021), [], id="the preprint"),
        pytest.param(
            index(authors="He, Kaiming"), ["authors: cvf says 3 authors; semantic_scholar says 1 authors"], id="people are missing"
        ),
        pytest.param(index(authors="He, K.; Chen, X.; Xie, S."), [], id="initials"),
        pytest.param(index(title=MAE.lower()), [], id="another spelling of the title"),
    ],
)
def test_a_source_that_contradicts_the_shown_value_is_told(other: Record, told: list[str]) -> None:
    assert findings("sources_differ", page(), other) == told


@pytest.mark.parametrize(("year", "told"), [(2022, []), (2020, ["year: cvf says 2023; semantic_scholar says 2020"])])
def test_the_year_of_a_journal_may_be_one_off(year: int, told: list[str]) -> None:
    assert findings("sources_differ", page(venue="TPAMI", year=2023), index(venue="TPAMI", year=year)) == told


def test_fields_that_only_the_list_or_an_unknown_site_gives_are_told() -> None:
    site = record("general url:https://example.org/x", title=MAE, authors=PEOPLE, abstract="We.")

    [said] = [
        f.message for f in _all(read(seed("url:https://example.org/x", MAE, venue="CVPR", year=2022), site)) if f.kind == "weak_fields"
    ]

    assert said == (
        "no better source than: title by an unknown site, authors by an unknown site, venue as listed, year as listed, "
        "abstract by an unknown site"
    )


def test_a_container_that_no_row_names_is_told() -> None:
    assert findings("unknown_venue", page(venue="", container_title="Journal of Nothing Known")) == [
        "“Journal of Nothing Known” stands in no row of venues.toml"
    ]


@pytest.mark.parametrize(
    ("records", "told"),
    [
        pytest.param([page(withdrawn="Retraction 10.1000/r")], [f"“{MAE}” has been withdrawn (Retraction 10.1000/r)"], id="by a notice"),
        pytest.param(
            [page(title=f"RETRACTED ARTICLE: {MAE}")], [f"“RETRACTED ARTICLE: {MAE}” has been withdrawn (RETRACTED ARTICLE)"], id="by title"
        ),
        pytest.param(
            [page(), record(f"arxiv {ARXIV}", title=MAE, authors=PEOPLE, venue="arXiv", withdrawn="withdrawn")], [], id="its preprint only"
        ),
        pytest.param([page()], [], id="not at all"),
    ],
)
def test_a_work_that_was_taken_back_is_told(records: list[Record], told: list[str]) -> None:
    assert findings("withdrawn", *records) == told


def test_a_listed_preprint_that_was_withdrawn_is_told_with_the_publication_that_stands() -> None:
    preprint = record(f"arxiv {ARXIV}", DOI, title=MAE, authors=PEOPLE, venue="arXiv", year=2021, withdrawn="withdrawn by the authors")
    draft = read(seed(ARXIV, MAE), preprint, index())

    [one] = [f for f in _all(draft) if f.kind == "withdrawn"]

    assert one.suggestion == "https://doi.org/10.1109/cvpr52688.2022.01553"
    assert "withdrawn" not in shown(draft)


def test_orcids_come_from_whoever_has_them_for_exactly_that_name() -> None:
    deposited = record(
        f"crossref {DOI}",
        title=MAE,
        authors="He, Kaiming https://orcid.org/0000-0002-1825-0097; Chen, X. https://orcid.org/0000-0001-5109-3700; Xie, Saining",
        venue="CVPR",
    )

    assert shown(read(seed(CVF, MAE), page(abstract=""), deposited))["authors"] == [
        {"family": "He", "given": "Kaiming", "orcid": "0000-0002-1825-0097"},
        {"family": "Chen", "given": "Xinlei"},
        {"family": "Xie", "given": "Saining"},
    ]


def test_a_name_with_two_numbers_or_two_bearers_gets_none() -> None:
    first = page(authors="Wang, Wei; Wang, Wei; He, Kaiming", abstract="")
    one = record(f"crossref {DOI}", title=MAE, authors="Wang, Wei 0000-0002-1825-0097; He, Kaiming 0000-0002-1825-0097", venue="CVPR")
    other = index(authors="Wang, Wei; He, Kaiming 0000-0001-5109-3700")

    authors = shown(read(seed(CVF, MAE), first, one, other))["authors"]

    assert authors == [{"family": "Wang", "given": "Wei"}, {"family": "Wang", "given": "Wei"}, {"family": "He", "given": "Kaiming"}]


def test_where_preprints_are_shown_their_publication_is_no_contradiction_and_told_as_ever() -> None:
    preprint = record(f"arxiv {ARXIV}", title=MAE, authors=PEOPLE, venue="arXiv", year=2021)
    draft = read(seed(ARXIV, MAE), preprint, record(f"semantic_scholar {ARXIV}", DOI, title=MAE, authors=PEOPLE, venue="CVPR", year=2022))

    found = read_works([draft], {}, lambda x: True, (), "preprint").findings

    assert [(f.kind, f.message) for f in found] == [("preprint_published", "the preprint has been published at CVPR")]
