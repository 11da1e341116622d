"""Entries become seeds: what the lists alone tell of a work."""

from __future__ import annotations

import pytest

from pipeline.gather import Seeds, key_of, repaired
from pipeline.models import Entry, Identifier, Link

CVF = "https://openaccess.thecvf.com/content/CVPR2022/papers/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.pdf"


def entry(url: str | None, *, title: str | None = "A title", line: int = 1, **more: object) -> Entry:
    values = {"list": "mim", "line": line, "position": line, "section_path": (), "title": title, "paper_url": url, **more}
    return Entry.model_validate(values)


def test_one_link_in_two_spellings_is_one_work() -> None:
    found = Seeds([entry("https://arxiv.org/abs/2111.06377"), entry("http://arxiv.org/pdf/2111.06377v2.pdf", line=2)]).values()

    assert [(str(s.key), len(s.entries)) for s in found] == [("arxiv:2111.06377", 2)]


def test_works_stand_in_the_order_in_which_they_are_first_listed() -> None:
    urls = ["https://arxiv.org/abs/2201.00002", "https://arxiv.org/abs/2101.00001", "https://arxiv.org/abs/2201.00002"]

    found = Seeds([entry(url, line=n) for n, url in enumerate(urls, start=1)]).values()

    assert [s.key.value for s in found] == ["2201.00002", "2101.00001"]


@pytest.mark.parametrize(
    ("one", "scheme"),
    [
        pytest.param(entry("https://example.org/papers/page.html"), "url", id="an unknown host is its own address"),
        pytest.param(entry(None), "title", id="no link: the title"),
        pytest.param(entry(None, mentions=("arXiv:1904.06577",)), "arxiv", id="no link but a number in the text"),
        pytest.param(entry("https://github.com/owner/repo"), "title", id="code is no paper"),
    ],
)
def test_every_entry_has_a_key(one: Entry, scheme: str) -> None:
    assert key_of(one).scheme == scheme


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://direct.mit.edu/neco/article/9/8/1735/6109/Long-Short-Term-Memory", {"mitpress", "url"}),
        ("https://arxiv.org/abs/2111.06377", {"arxiv"}),
        ("https://doi.org/10.1145/3458754", {"acm", "doi"}),
    ],
    ids=["no source knows the number: the page itself may be read", "arXiv is asked by its number", "Crossref is asked by the DOI"],
)
def test_what_no_source_can_be_asked_by_is_read_at_its_own_address(url: str, names: set[str]) -> None:
    (seed,) = Seeds([entry(url)]).values()

    assert {i.scheme for i in seed.identifiers} == names


def test_the_key_of_a_title_does_not_depend_on_its_spelling() -> None:
    assert key_of(entry(None, title="Deep  Learning: a Survey")) == key_of(entry(None, title="deep learning - A survey"))


def test_the_address_tells_venue_and_year() -> None:
    (seed,) = Seeds([entry(CVF)]).values()

    told = {c.field: c.clean for w in seed.witnesses if w.lookup.source == "link" for c in w.claims}

    assert told["venue"] == "CVPR"
    assert told["year"] == 2022


def test_the_list_is_a_witness_of_its_own() -> None:
    (seed,) = Seeds([entry(CVF, venue="CVPR'22 (oral)", year=2022)]).values()

    listed = {c.field: c.clean for w in seed.witnesses if w.lookup.source == "list" for c in w.claims}

    assert listed["title"] == "A title"
    assert listed["year"] == 2022


def test_a_second_copy_is_to_be_compared_before_it_counts() -> None:
    links = (Link(role="paper", url=CVF, text="PUB"), Link(role="pdf", url="https://arxiv.org/abs/2111.06377", text="arXiv"))

    (seed,) = Seeds([entry(CVF, links=links)]).values()

    assert Identifier.parse("arxiv:2111.06377") in seed.also
    assert Identifier.parse("arxiv:2111.06377") not in seed.identifiers


def test_the_doi_that_arxiv_mints_is_no_publication() -> None:
    (seed,) = Seeds([entry("https://arxiv.org/abs/2111.06377")]).values()

    assert {i.scheme for i in seed.identifiers} == {"arxiv"}


def test_a_damaged_link_is_repaired_and_kept_as_written() -> None:
    damaged = entry("https://proceedings.neurips.cc/paper_files/paper/2022/file/5c186016d0844767209dc36e9e61441b-Paper-Conference.pdf9")

    assert repaired(damaged) == (damaged.paper_url or "")[:-1]
    assert key_of(damaged).scheme == "neurips"
