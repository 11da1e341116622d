"""The demonstration's web: its works fit its list and the sources, its faults happen as told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
import requests

from pipeline.demo.command import BEFORE_NEW, LIST, LIST_PATH, NEW_ENTRY
from pipeline.demo.faults import Fault, Script, Trouble
from pipeline.demo.server import DemoWeb
from pipeline.demo.works import Paper, papers
from pipeline.extract import extract
from pipeline.gather import Seeds
from pipeline.identify import identify
from pipeline.models import Entry, Known
from pipeline.normalise.titles import fold
from pipeline.sources import registry

TEXT = LIST.read_text(encoding="utf-8").replace(BEFORE_NEW, NEW_ENTRY + BEFORE_NEW)
ENTRIES = extract(TEXT, name="demo", path="README.md")
PAGES = [paper for paper in papers() if paper.page and not paper.forum]


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as server:
        yield server


def ask(web: DemoWeb, host: str, path: str, **headers: str) -> requests.Response:
    address, port = web.hosts[host]
    return requests.get(f"http://{address}:{port}{path}", headers={"Host": host, **headers}, timeout=5, allow_redirects=False)


def test_every_entry_names_a_work_and_all_but_the_decoys_are_listed() -> None:
    listed = Counter(fold(entry.title or "") for entry in ENTRIES)
    known = {fold(paper.title) for paper in papers()}

    assert set(listed) < known
    assert len(known - set(listed)) == 1
    assert max(listed.values()) == 2


def test_the_list_shows_what_lists_get_wrong() -> None:
    assert sum(entry.paper_url is None for entry in ENTRIES) == 2
    assert sum(any(link.role == "code" for link in entry.links) for entry in ENTRIES) == 6


def test_all_works_are_told_apart_by_their_identifiers() -> None:
    for name in ("title", "doi", "arxiv", "page", "pdf"):
        values = [value for paper in papers() if (value := getattr(paper, name))]

        assert len(values) == len(set(values))


@pytest.mark.parametrize("paper", PAGES, ids=lambda paper: paper.bibtex_key)
def test_a_page_stands_where_its_source_looks_for_it(paper: Paper, web: DemoWeb) -> None:
    assert paper.page
    entry = Entry(list="demo", line=1, position=1, section_path=(), title=paper.title, paper_url=paper.page)
    [seed] = Seeds([entry]).values()
    known = Known(identifiers=seed.identifiers, title=None)
    readers = [source for source in registry().values() if source.kind != "index"]
    assert paper.page in {source.ask([lookup]).url for source in readers for lookup in source.lookups(known)}
    host, _, path = paper.page.removeprefix("https://").partition("/")

    answer = ask(web, host, f"/{path}")

    assert answer.status_code == 200
    assert paper.title in answer.text.replace("&amp;", "&")
    assert paper.abstract in answer.text.replace("&#39;", "'")


@pytest.mark.parametrize("paper", [paper for paper in papers() if paper.pdf and paper.page], ids=lambda paper: paper.bibtex_key)
def test_page_and_pdf_name_one_work(paper: Paper) -> None:
    assert paper.page
    assert paper.pdf
    one, other = identify(paper.page), identify(paper.pdf)

    assert one == other or {str(one).partition(":")[0], str(other).partition(":")[0]} <= {"ecva", "None", "usenix", "usenix-file", "ndss"}


def test_a_pdf_is_a_pdf(web: DemoWeb) -> None:
    answer = ask(web, "www.cs.toronto.edu", "/~hinton/science.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_an_old_number_leads_to_the_page(web: DemoWeb) -> None:
    answer = ask(web, "papers.nips.cc", "/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks")

    assert answer.status_code == 301
    assert answer.headers["Location"].endswith("c399862d3b9d6b76c8436e924a68c45b-Abstract.html")


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("openaccess.thecvf.com", "/content/CVPR2022/html/Nobody_Nothing_CVPR_2022_paper.html"),
        ("nowhere.example.org", "/"),
        ("export.arxiv.org", "/oai2"),
        ("eutils.ncbi.nlm.nih.gov", "/entrez/eutils/esummary.fcgi?id=1"),
        ("api.openreview.net", "/groups"),
        ("api.crossref.org", "/works/10.1000/nothing"),
        ("api.datacite.org", "/dois/10.48550/arxiv.0000.00000"),
        ("api.semanticscholar.org", "/graph/v1/paper/search/match?query=zebra"),
        ("raw.githubusercontent.com", "/nobody/nothing/HEAD/README.md"),
        ("www.nature.com", "/robots.txt"),
    ],
)
def test_what_is_not_there_is_told_so(web: DemoWeb, host: str, path: str) -> None:
    assert ask(web, host, path).status_code == 404


def test_a_single_work_and_a_preprints_doi_are_answered(web: DemoWeb) -> None:
    work = ask(web, "api.crossref.org", "/works/10.1109/5.726791").json()["message"]
    deposit = ask(web, "api.datacite.org", "/dois/10.48550/arxiv.1607.06450").json()["data"]["attributes"]

    assert work["resource"]["primary"]["URL"] == "https://ieeexplore.ieee.org/document/726791/"
    assert deposit["creators"][0]["name"] == "Ba, Jimmy Lei"


def test_dblp_answers_with_and_without_hits(web: DemoWeb) -> None:
    found = ask(web, "dblp.org", "/search/publ/api?q=layer+normalization&format=json").json()["result"]["hits"]
    nothing = ask(web, "dblp.org", "/search/publ/api?q=zebra&format=json").json()["result"]["hits"]

    assert found["hit"][0]["info"]["venue"] == "CoRR"
    assert "hit" not in nothing


def test_openreview_sends_guests_to_a_challenge(web: DemoWeb) -> None:
    assert "challenge" in ask(web, "openreview.net", "/forum?id=YicbFdNTTy").headers["Location"]
    assert ask(web, "api.openreview.net", "/notes?ids=YicbFdNTTy").status_code == 403


def test_an_unchanged_list_is_not_sent_again(web: DemoWeb) -> None:
    web.files[LIST_PATH] = TEXT
    first = ask(web, "raw.githubusercontent.com", LIST_PATH)

    second = ask(web, "raw.githubusercontent.com", LIST_PATH, **{"If-None-Match": first.headers["ETag"]})

    assert (first.text, second.status_code, second.content) == (TEXT, 304, b"")


@pytest.mark.parametrize(
    ("fault", "status"),
    [(Fault.TOO_MANY, 429), (Fault.UNAVAILABLE, 503), (Fault.FORBIDDEN, 403), (Fault.GONE, 404), (Fault.CHALLENGE, 200)],
)
def test_a_fault_happens_as_often_as_it_should(web: DemoWeb, fault: Fault, status: int) -> None:
    web.script = Script([Trouble("www.nature.com/articles/", fault, times=2)])

    answers = [ask(web, "www.nature.com", "/articles/nature14539") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [status, status, 200]
    assert ["Deep learning" in answer.text for answer in answers] == [False, False, True]
    assert [visit.fault for visit in web.visits] == [fault, fault, None]


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CUT])
def test_a_broken_connection_is_broken(web: DemoWeb, fault: Fault) -> None:
    web.script = Script([Trouble("www.nature.com/", fault)])

    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        ask(web, "www.nature.com", "/articles/nature14539")

    assert ask(web, "www.nature.com", "/articles/nature14539").status_code == 200


def test_robots_are_as_they_are_set(web: DemoWeb) -> None:
    web.robots["www.nature.com"] = "User-agent: *\nDisallow: /"

    assert ask(web, "www.nature.com", "/robots.txt").text == "User-agent: *\nDisallow: /"


def test_every_host_leads_to_the_server(web: DemoWeb) -> None:
    assert len(web.hosts) == 1
    assert {web.hosts["arxiv.org"], web.hosts.get("example.org")} == set(web.hosts.values())
