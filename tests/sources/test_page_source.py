"""What a page source makes of answers that are not the page it asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.models import AnotherWork, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import registry

HASH = "3f5ee243547dee91fbd053c1c4a845aa"
ATTENTION = '<meta name="citation_title" content="Attention is All you Need"><meta name="citation_author" content="Vaswani, Ashish">'


def answer(source: str, value: str, head: str, *, status: int = 200, final_url: str | None = None, title: str = "A site") -> Verdict:
    lookup = Lookup(source=source, by="id", value=value)
    ask = registry()[source].ask([lookup])
    html = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body></body></html>"
    url = final_url or ask.url
    response = Response(ask=ask, final_url=url, status=status, headers={}, body=html.encode(), at=datetime(2026, 11, 22, tzinfo=UTC))
    return registry()[source].read(response)[lookup]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_not_found(status: int) -> None:
    assert isinstance(answer("pmlr", "pmlr:v202/li23af", "", status=status), NotFound)


@pytest.mark.parametrize("status", [202, 403, 500])
def test_another_status_is_no_page_whatever_it_holds(status: int) -> None:
    assert isinstance(answer("pmlr", "pmlr:v202/li23af", ATTENTION, status=status), NotAPage)


def test_a_page_that_led_elsewhere_on_its_site_is_no_record() -> None:
    elsewhere = "https://proceedings.mlr.press/v202/seo23a.html"

    verdict = answer("pmlr", "pmlr:v202/li23af", ATTENTION, final_url=elsewhere)

    assert verdict == AnotherWork(reason="the page is about pmlr:v202/seo23a")


FRAME = '<meta property="og:title" content="Welcome to the Library"><meta name="dc.title" content="The Library">'


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("aaai", "aaai:25674"),
        ("cvf", "cvf:CVPR2023/Doe_A_Title_CVPR_2023_paper"),
        ("ijcai", "ijcai:2023/12"),
        ("pmlr", "pmlr:v202/li23af"),
        ("arxiv_page", "arxiv:2106.08254"),
    ],
)
def test_a_page_that_has_nothing_but_its_sites_frame_is_no_record(source: str, value: str) -> None:
    """Error pages, login pages and home pages bear the tags for social media that every page of the site bears."""
    assert isinstance(answer(source, value, FRAME), NotAPage)


@pytest.mark.parametrize(
    ("title", "final_url", "verdict"),
    [
        ("Our project", "https://example.org/paper/", NotFound),
        ("Just a moment...", "https://example.org/paper", NotAPage),
        ("", "https://example.org/paper", NotAPage),
        ("Log in to this network", "https://login.example.net/", NotAPage),
    ],
    ids=["a project's page", "a wall", "a shell", "a login elsewhere"],
)
def test_a_page_of_an_unknown_site_without_a_work_is_an_answer_if_it_speaks_for_itself(
    title: str, final_url: str, verdict: type[NotFound | NotAPage]
) -> None:
    assert isinstance(answer("general", "url:https://example.org/paper", FRAME, final_url=final_url, title=title), verdict)


def test_a_resolver_of_handles_speaks_for_the_repository_that_it_leads_to() -> None:
    handle, home = "url:https://hdl.handle.net/1721.1/39813", "https://dspace.example.edu/handle/1721.1/39813"

    assert isinstance(answer("general", handle, FRAME, final_url=home, title="A collection"), NotFound)
    assert isinstance(answer("general", handle, ATTENTION, final_url=home), tuple)


def test_a_title_that_only_works_have_needs_no_people_beside_it() -> None:
    assert isinstance(answer("pmlr", "pmlr:v202/li23af", '<meta name="citation_title" content="Preface">'), tuple)


def test_an_old_number_that_leads_to_its_work_gains_the_new_identifier() -> None:
    moved = f"https://proceedings.neurips.cc/paper_files/paper/2017/hash/{HASH}-Abstract.html"

    verdict = answer("neurips", "neurips:7181-attention-is-all-you-need", ATTENTION, final_url=moved)

    assert isinstance(verdict, tuple)
    assert {str(one) for one in verdict[0].identifiers} == {"neurips:7181-attention-is-all-you-need", f"neurips:2017/{HASH}"}
    assert verdict[0].clean("year") == 2017


def test_an_old_number_that_leads_to_another_work_is_no_record() -> None:
    moved = f"https://proceedings.neurips.cc/paper_files/paper/2017/hash/{HASH}-Abstract.html"

    assert isinstance(answer("neurips", "neurips:6813-runtime-neural-pruning", ATTENTION, final_url=moved), AnotherWork)


def test_a_hash_without_its_track_gains_the_one_with_it() -> None:
    tracked = f"https://proceedings.neurips.cc/paper_files/paper/2023/hash/{HASH}-Abstract-Datasets_and_Benchmarks.html"

    verdict = answer("neurips", f"neurips:2023/{HASH}", ATTENTION, final_url=tracked)

    assert isinstance(verdict, tuple)
    assert {str(one) for one in verdict[0].identifiers} == {f"neurips:2023/{HASH}", f"neurips:2023/{HASH}-Datasets_and_Benchmarks"}
    assert verdict[0].clean("url") == tracked


def test_a_pdf_address_of_the_rule_stands_in_for_a_missing_tag() -> None:
    verdict = answer("neurips", f"neurips:2021/{HASH}", ATTENTION)

    assert isinstance(verdict, tuple)
    found = verdict[0].claim("pdf_url")
    assert found is not None
    assert (found.clean, found.way) == (f"https://proceedings.neurips.cc/paper_files/paper/2021/file/{HASH}-Paper.pdf", "address")


def test_a_work_without_a_page_is_never_asked_for() -> None:
    with pytest.raises(ValueError, match="has no page"):
        registry()["ecva"].ask([Lookup(source="ecva", by="id", value="ecva:eccv_2022/136900299")])
