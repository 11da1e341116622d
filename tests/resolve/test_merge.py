"""Which claim wins a field."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Field, Identifier, Record
from pipeline.resolve.merge import (
    ABSTRACT,
    ADDRESS,
    AUTHORS,
    EXCLUSIONS,
    ORDER,
    PUBLICATION,
    TITLE,
    choose,
    is_preprint,
    kind_of,
    number,
    text,
)
from pipeline.sources import registry
from pipeline.sources._base import Kind
from tests.resolve.records import hit, record

ASKED = {"publisher": "cvf cvf:CVPR2022/X_paper", "preprint": "arxiv arxiv:2111.06377", "general": "general url:https://example.org/x"}
"""A source of each kind; the others are named by themselves."""
VALUES = {
    "title": "A Title by {}",
    "authors": "Doe, {}",
    "abstract": "{} says so.",
    "url": "https://example.org/{}",
    "pdf_url": "https://example.org/{}.pdf",
}
PUBLISHED_BY = [name for name, _ in PUBLICATION if name not in {"arxiv", "arxiv_page", "preprint", "datacite"}]


def source(name: str) -> str:
    return ASKED.get(name) or f"{name} doi:10.1000/a"


def chosen(*records: Record, own: str = "doi:10.9999/other") -> dict[str, object]:
    return {field: choice.value for field, choice in choose(records, [], frozenset({Identifier.parse(own)})).items()}


def says(name: str, field: str) -> Record:
    return record(source(name), **{field: VALUES[field].format(name.title().replace("_", ""))})


# --- the order of each field ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["title", "authors", "abstract", "url", "pdf_url"])
def test_each_place_of_an_order_gives_way_to_the_one_before_it(field: str) -> None:
    order = [name for name, _ in ORDER[field]]  # type: ignore[index]  # a field by its name

    for better, worse in pairwise(order):
        winner = choose([says(worse, field), says(better, field)], [], frozenset())[field]
        assert winner.value == choose([says(better, field)], [], frozenset())[field].value, (better, worse)
        assert winner.rule.startswith(f"{order.index(better) + 1} of {len(order)}: ")


@pytest.mark.parametrize("field", ["year", "issued", "type", "pages", "container_title"])
def test_a_publication_is_described_by_the_first_who_can(field: str) -> None:
    values = {"year": "20{:02}", "issued": "20{:02}-01", "type": "kind {}", "pages": "{}", "container_title": "Foo Proceedings"}

    for n, (better, worse) in enumerate(pairwise(PUBLISHED_BY), 1):
        good = record(source(better), **{"container_title": "Foo Proceedings", field: values[field].format(n)})
        bad = record(source(worse), **{"container_title": "Foo Proceedings", field: values[field].format(n + 20)})
        assert choose([bad, good], [], frozenset())[field].lookup == good.lookup, (better, worse)


def test_the_venue_is_named_by_the_first_who_can() -> None:
    for better, worse in pairwise(PUBLISHED_BY):
        assert chosen(record(source(worse), venue="ICCV"), record(source(better), venue="CVPR"))["venue"] == "CVPR"


def test_every_source_has_a_place_in_every_order_that_it_may_claim() -> None:
    for one in registry().values():
        for order in (TITLE, AUTHORS, ABSTRACT, PUBLICATION):
            names = {name for name, _ in order}
            assert one.name in names or one.kind in names or (one.name == "dblp" and order is ABSTRACT), one.name


def test_every_place_names_a_source_a_kind_or_a_witness() -> None:
    known = {*registry(), *get_args(Kind), "corrections", "list", "link"}

    assert {name for order in ORDER.values() for name, _ in order} <= known
    assert set(ORDER) <= set(get_args(Field))


def test_every_place_has_its_reason() -> None:
    for order in (TITLE, AUTHORS, ABSTRACT, PUBLICATION, ADDRESS):
        assert all(reason for _, reason in order)
        assert len({name for name, _ in order}) == len(order)
    assert all(e.reason for e in EXCLUSIONS)


def test_an_index_gives_no_address() -> None:
    assert "url" not in chosen(record("semantic_scholar doi:10.1000/a", url="https://www.semanticscholar.org/paper/1"))


def test_a_listed_title_is_better_than_none() -> None:
    assert chosen(record("list list:1", title="MAE"))["title"] == "MAE"


def test_nobody_takes_authors_or_abstract_from_the_list() -> None:
    assert chosen(record("list list:1", authors="Doe, Jane", abstract="We mask.")) == {}


def test_among_equals_the_page_of_the_link_wins() -> None:
    own, other = record("cvf cvf:B", title="Of B"), record("cvf cvf:A", title="Of A")

    assert chosen(other, own, own="cvf:B")["title"] == "Of B"
    assert chosen(other, own, own="cvf:A")["title"] == "Of A"


def test_among_equals_without_the_link_the_smallest_question_wins() -> None:
    assert chosen(record("cvf cvf:B", title="Of B"), record("cvf cvf:A", title="Of A"))["title"] == "Of A"


def test_a_title_search_is_not_the_page_of_the_link() -> None:
    """A search for words that look like the identifier must not pass for it."""
    by_title = hit("crossref doi:10.1000/b", title="Of B")

    assert chosen(record("crossref doi:10.1000/a", title="Of A"), by_title, own="doi:10.1000/b")["title"] == "Of A"


def test_a_choice_keeps_what_the_source_said() -> None:
    one = record("crossref doi:10.1000/a", title="<i>Masked</i> Images.")

    choice = choose([one], [], frozenset())["title"]

    assert (choice.value, choice.claim.raw, choice.lookup) == ("Masked Images", "<i>Masked</i> Images.", one.lookup)
    assert choice.rule == "5 of 12: deposited by the publisher, sometimes with markup lost"


# --- exclusions -------------------------------------------------------------------------------------------------------


def test_alphabetical_authors_of_curran_never_count() -> None:
    curran = record("crossref doi:10.52202/068431-0732", authors="Song, Yibing; Tong, Zhan", title="VideoMAE")
    index = record("semantic_scholar doi:10.52202/068431-0732", authors="Zhan Tong; Yibing Song")

    assert [p["family"] for p in chosen(curran, index)["authors"]] == ["Tong", "Song"]  # type: ignore[attr-defined]  # a list of people
    assert "authors" not in chosen(curran)
    assert chosen(curran)["title"] == "VideoMAE"


def test_authors_at_crossref_count_under_other_prefixes() -> None:
    assert "authors" in chosen(record("crossref doi:10.52203/1", authors="Tong, Zhan"))


def test_what_openalex_says_of_an_arxiv_doi_is_no_publication() -> None:
    by_arxiv = record(
        "openalex arxiv:2111.06377", venue="CVPR", year=2020, container_title="CVPR", type="x", issued="2020", abstract="We mask."
    )

    assert chosen(by_arxiv) == {"abstract": "We mask."}


@pytest.mark.parametrize("identifiers", [("doi:10.1000/a",), ("doi:10.1000/a", "arxiv:2111.06377"), ("openalex:W1",)])
def test_what_openalex_says_of_a_publication_counts(identifiers: tuple[str, ...]) -> None:
    assert chosen(record("openalex doi:10.1000/a", *identifiers, venue="CVPR"))["venue"] == "CVPR"


# --- one version ------------------------------------------------------------------------------------------------------

PREPRINT = record(
    "arxiv arxiv:2111.06377", venue="arXiv", year=2021, issued="2021-11-11", type="preprint", url="https://arxiv.org/abs/2111.06377"
)
PAPER = record("crossref doi:10.1000/a", venue="CVPR", container_title="2022 CVPR", year=2022, type="paper-conference", pages="1-9")


def test_a_published_version_comes_before_the_preprint() -> None:
    assert chosen(PREPRINT, PAPER) == {
        "url": "https://arxiv.org/abs/2111.06377",
        "venue": "CVPR",
        "container_title": "2022 CVPR",
        "year": 2022,
        "type": "paper-conference",
        "pages": "1-9",
    }


def test_even_a_listed_venue_comes_before_the_preprint() -> None:
    listed = record("list list:1", venue="CVPR", year=2022)

    found = chosen(PREPRINT, listed)

    assert (found["venue"], found["year"], "issued" in found) == ("CVPR", 2022, False)


def test_a_preprint_alone_is_where_it_appeared() -> None:
    found = chosen(PREPRINT)

    assert (found["venue"], found["year"], found["issued"], found["type"]) == ("arXiv", 2021, "2021-11-11", "preprint")


def test_a_preprint_alone_keeps_its_container() -> None:
    assert chosen(record("arxiv arxiv:2111.06377", venue="arXiv", container_title="arXiv e-prints"))["container_title"] == "arXiv e-prints"


def test_venue_and_year_come_from_one_version() -> None:
    conference = record("dblp doi:10.1000/c", venue="CVPR", year=2021)
    journal = record("crossref doi:10.1000/j", venue="TPAMI", year=2023, pages="1-20", issued="2023-05")

    assert chosen(conference, journal) == {
        "venue": "TPAMI",
        "year": 2023,
        "pages": "1-20",
        "issued": "2023-05",
        "type": "article-journal",
    }


def test_a_year_of_another_version_is_better_than_none() -> None:
    assert chosen(record("crossref doi:10.1000/a", venue="CVPR"), PREPRINT)["year"] == 2021


def test_a_container_that_no_table_knows_keeps_its_own_year() -> None:
    unknown = record("semantic_scholar doi:10.1000/a", container_title="Proceedings of the Somewhere Meeting", year=2022)
    placeless = record("openalex doi:10.1000/a", "openalex:W1", year=2020)

    found = chosen(placeless, unknown, PREPRINT)

    assert found["container_title"] == "Proceedings of the Somewhere Meeting"
    assert (found["year"], "venue" in found) == (2022, False)


def test_a_container_of_another_version_is_not_shown_beside_the_venue() -> None:
    listed = record("list list:1", venue="CVPR")
    journal = record(
        "crossref doi:10.1000/j", venue="TPAMI", container_title="IEEE Transactions on Pattern Analysis and Machine Intelligence"
    )
    unknown = record("semantic_scholar doi:10.1000/j", container_title="Somewhere")

    for found in (chosen(record("cvf cvf:X", venue="CVPR"), journal, unknown), chosen(listed, unknown)):
        assert (found["venue"], "container_title" in found) == ("CVPR", False)


@pytest.mark.parametrize(
    ("one", "preprint"),
    [
        (record("arxiv arxiv:2111.06377"), True),
        (record("arxiv arxiv:2111.06377", venue="CVPR"), False),
        (record("crossref doi:10.1101/1", venue="bioRxiv"), True),
        (record("crossref doi:10.31219/osf.io/1", venue="OSF Preprints"), True),
        (record("crossref doi:10.20944/preprints1", venue="Preprints.org"), True),
        (record("crossref doi:10.1000/a", venue="CVPR"), False),
        (record("crossref doi:10.1000/a"), False),
    ],
    ids=[
        "a preprint server",
        "a preprint server that names a venue",
        "an index about a preprint",
        "OSF",
        "Preprints.org",
        "an index",
        "an index that names no venue",
    ],
)
def test_a_record_of_a_preprint_is_known_by_venue_or_source(one: Record, preprint: bool) -> None:
    assert is_preprint(one) is preprint


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cvf", "publisher"),
        ("arxiv", "preprint"),
        ("crossref", "index"),
        ("general", "general"),
        ("list", "list"),
        ("corrections", "corrections"),
    ],
)
def test_the_kind_of_a_record_is_that_of_its_source(name: str, kind: str) -> None:
    assert kind_of(record(f"{name} doi:10.1000/a")) == kind


def test_chosen_values_are_read_by_their_type() -> None:
    found = choose([PAPER], [], frozenset())

    assert (text(found["venue"]), text(found["year"]), text(None)) == ("CVPR", None, None)
    assert (number(found["year"]), number(found["venue"]), number(None)) == (2022, None, None)


EVERYBODY = (PREPRINT, PAPER, *(says(n, f) for f in ("title", "authors", "abstract") for n, _ in ORDER[f]))


@given(st.permutations(EVERYBODY))
def test_the_order_of_records_chooses_nothing(records: list[Record]) -> None:
    assert choose(records, [], frozenset()) == choose(EVERYBODY, [], frozenset())
