from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.settings import KEYS
from pipeline.web.sites import SITES, host_of, site_of


def test_no_host_belongs_to_two_sites() -> None:
    assert max(Counter(host for site in SITES for host in site.hosts).values()) == 1
    assert max(Counter(site.name for site in SITES).values()) == 1


def test_the_names_of_neurips_share_one_lane() -> None:
    hosts = ["papers.nips.cc", "papers.neurips.cc", "proceedings.neurips.cc", "proceedings.nips.cc"]

    assert {site_of(f"https://{host}/paper/1").name for host in hosts} == {"neurips"}


@pytest.mark.parametrize(
    ("url", "interval", "at_once"),
    [
        ("https://export.arxiv.org/api/query", 3, 1),
        ("https://arxiv.org/abs/2106.08254", 15, 1),
        ("https://openreview.net/forum?id=x", 2, 1),
        ("https://api.semanticscholar.org/graph/v1/paper/batch", 3, 1),
        ("https://api.openalex.org/works", 0.2, 1),
        ("https://api.datacite.org/dois", 0.6, 1),
        ("https://dblp.org/search/publ/api", 5, 1),
        ("https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi", 0.34, 1),
        ("https://raw.githubusercontent.com/a/b/main/README.md", 0.2, 1),
        ("https://api.github.com/repos/a/b", 1, 1),
        ("https://openaccess.thecvf.com/content/CVPR2022/html/x.html", 1, 1),
        ("https://nobody-knows.example/x", 1, 1),
    ],
)
def test_the_contract_with_the_sites(url: str, interval: float, at_once: int) -> None:
    site = site_of(url)

    assert site.pace(url, contact=False, keyed=False) == interval
    assert site.width(contact=False) == at_once


@pytest.mark.parametrize(
    "host", ["ieeexplore.ieee.org", "dl.acm.org", "www.sciencedirect.com", "onlinelibrary.wiley.com", "www.researchgate.net"]
)
def test_sites_that_do_not_want_programs_are_never_asked_and_say_why(host: str) -> None:
    assert site_of(f"https://{host}/x").never


def test_keys_of_the_table_are_keys_of_the_settings() -> None:
    assert {site.key[0] for site in SITES if site.key} == set(KEYS)


def test_robots_govern_pages_and_not_documented_apis() -> None:
    assert site_of("https://openreview.net/forum?id=x").governed("https://openreview.net/forum?id=x")
    assert not site_of("https://api2.openreview.net/notes").governed("https://api2.openreview.net/notes")


@given(st.text())
def test_every_text_has_a_host_or_none(text: str) -> None:
    assert host_of(f"http://{text}") == host_of(f"HTTP://{text}")
