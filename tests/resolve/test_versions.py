from __future__ import annotations

import pytest

from pipeline.models import Identifier, Record, Version
from pipeline.resolve.versions import versions
from tests.resolve.records import record

ARXIV = record(
    "arxiv arxiv:2111.06377",
    "doi:10.1000/c",
    title="Masked",
    venue="arXiv",
    year=2021,
    type="preprint",
    url="https://arxiv.org/abs/2111.06377",
)
CVPR = record("crossref doi:10.1000/c", "ieee:1", title="Masked", venue="CVPR", year=2022, type="paper-conference")
JOURNAL = record("crossref doi:10.1000/j", title="Masked", venue="TPAMI", year=2023, type="article-journal")


def found(*records: Record) -> tuple[Version, ...]:
    return versions(records, frozenset(i for r in records for i in r.identifiers))


def ids(version: Version) -> set[str]:
    return {str(i) for i in version.identifiers}


def test_each_venue_is_a_version_in_the_order_of_the_records() -> None:
    assert [(v.kind, v.venue, v.year) for v in found(ARXIV, CVPR, JOURNAL)] == [
        ("preprint", "arXiv", 2021), ("proceedings", "CVPR", 2022), ("journal", "TPAMI", 2023),
    ]  # fmt: skip


def test_a_version_says_who_speaks_of_it_and_where_it_lies() -> None:
    version = found(ARXIV)[0]

    assert (version.title, version.url, version.lookup) == ("Masked", "https://arxiv.org/abs/2111.06377", ARXIV.lookup)


def test_the_number_on_arxiv_is_the_preprints_and_all_else_the_publications() -> None:
    both = record("semantic_scholar arxiv:2111.06377", "doi:10.1000/c", "corpusid:9", venue="CVPR")

    assert ids(found(ARXIV)[0]) == {"arxiv:2111.06377"}
    assert ids(found(both)[0]) == {"doi:10.1000/c", "corpusid:9"}


def test_other_servers_mint_dois_for_preprints() -> None:
    assert ids(found(record("crossref doi:10.1101/1", venue="bioRxiv"))[0]) == {"doi:10.1101/1"}


def test_records_of_one_version_are_put_together() -> None:
    undated = record("dblp doi:10.1000/c", "dblp:conf/cvpr/X", venue="CVPR", type="paper-conference")

    [version] = found(undated, CVPR)

    assert (version.year, version.lookup) == (2022, undated.lookup)
    assert ids(version) == {"doi:10.1000/c", "dblp:conf/cvpr/X", "ieee:1"}


def test_the_first_year_of_a_version_stays() -> None:
    assert found(CVPR, record("dblp doi:10.1000/c", venue="CVPR", year=2021, type="paper-conference"))[0].year == 2022


def test_identifiers_that_led_elsewhere_are_left_out() -> None:
    assert [ids(v) for v in versions([CVPR], frozenset({Identifier.parse("ieee:1")}))] == [{"ieee:1"}]


def test_what_nobody_places_is_no_version() -> None:
    assert found(record("openalex doi:10.1000/a", title="Masked", year=2022)) == ()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"venue": "CVPR"}, "proceedings"),
        ({"venue": "CVPR 2022 Workshops"}, "proceedings"),
        ({"venue": "TPAMI"}, "journal"),
        ({"venue": "ECCV", "type": "chapter"}, "proceedings"),
        ({"venue": "TPAMI", "type": "paper-conference"}, "journal"),
        ({"venue": "AAAI", "type": "article-journal"}, "proceedings"),
        ({"container_title": "Somewhere", "type": "article-journal"}, "journal"),
        ({"container_title": "Somewhere", "type": "paper-conference"}, "proceedings"),
        ({"container_title": "Somewhere", "type": "chapter"}, "other"),
        ({"container_title": "Somewhere"}, "other"),
        ({"venue": "arXiv", "type": "article-journal"}, "preprint"),
    ],
    ids=lambda x: x if isinstance(x, str) else " ".join(x.values()),
)
def test_the_kind_is_told_by_the_venue_else_by_the_type(said: dict[str, str], kind: str) -> None:
    assert [v.kind for v in found(record("crossref doi:10.1000/a", **said))] == [kind]
