"""The report: what it shows, that it loads nothing, and that text of strangers stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipeline.errors import UsageError
from pipeline.models import Finding, Identifier
from pipeline.report import write, write_report
from pipeline.report.page import report_page
from pipeline.report.shown import Content, Detail, Row
from pipeline.store.build import build
from tests.store.catalogues import BEIT, MAE, SIMMIM, SMALL, catalogue, listed, people, work

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u202e\x1b[31m {{7*7}} -->"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    build(SMALL, folder / "papers.duckdb")
    (report,) = write_report(folder / "papers.duckdb", folder)
    return report.read_text()


def embedded(page: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows and details, as the script of the page reads them."""
    return json.loads(text(page, "script#rows")), [json.loads(line) for line in text(page, "script#details").strip().split("\n")]


def text(page: str, selector: str) -> str:
    node = LexborHTMLParser(page).css_first(selector)
    assert node is not None
    return node.text()


def test_every_entry_has_a_row_and_what_opens_under_it(page: str) -> None:
    rows, details = embedded(page)

    assert [(r["list"], r["line"]) for r in rows] == [("awesome", 11), *(("mim", n) for n in range(11, 17))]
    assert len(details) == len(rows)
    mae = next(r for r in rows if r["id"] == str(MAE.id))
    assert (mae["title"], mae["venue"], mae["year"], mae["code"]) == (
        "Masked Autoencoders Are Scalable Vision Learners", "CVPR", 2022, "https://github.com/facebookresearch/mae",
    )  # fmt: skip


def test_a_row_opens_to_abstract_links_versions_and_who_said_what(page: str) -> None:
    rows, details = embedded(page)
    beit = details[next(n for n, r in enumerate(rows) if r["id"] == str(BEIT.id))]

    assert beit["abstract"].startswith("Patches are masked")
    assert {"name": "PDF", "url": "https://arxiv.org/pdf/2106.08254"} in beit["links"]
    assert [(v["kind"], v["venue"], v["year"]) for v in beit["versions"]] == [("preprint", "arXiv", 2021), ("proceedings", "ICLR", 2022)]
    year = next(s for s in beit["said"] if s["field"] == "year")
    assert (year["source"], year["rule"], year["other"]) == ("arxiv", "the publisher's own page", [["crossref", "2021"]])


def test_what_is_only_listed_is_shown_with_its_status(page: str) -> None:
    rows, _ = embedded(page)

    assert [(r["title"], r["status"]) for r in rows if "nothing-known" in r["id"]] == [("javascript:alert(1)", "partial")]


def test_the_page_loads_nothing_and_runs_only_its_own_script(page: str) -> None:
    tree = LexborHTMLParser(page)

    assert not tree.css("script[src], link[rel=stylesheet], img, iframe, object, embed, form[action], [style]")
    (meta,) = tree.css("meta[http-equiv=Content-Security-Policy]")
    policy = meta.attributes["content"] or ""
    script = [s.text() for s in tree.css("script") if "type" not in s.attributes]
    assert len(script) == 1
    own = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{own}'" in policy
    assert policy.startswith("default-src 'none'")


def test_equal_content_gives_equal_bytes(tmp_path: Path, page: str) -> None:
    build(SMALL, tmp_path / "papers.duckdb")

    (report,) = write_report(tmp_path / "papers.duckdb", tmp_path)

    assert report.read_text() == page


def test_text_of_strangers_stays_text(tmp_path: Path) -> None:
    bad = work(
        "url:example.org/bad", title=f"Bad {HOSTILE}", authors=people(f"{HOSTILE}, A"), venue=HOSTILE, year=2023, abstract=f"An {HOSTILE}",
        url="javascript:alert(3)", pdf_url="data:text/html,x",
    )  # fmt: skip
    entry = listed(
        bad, position=1, list="bad", section_path=(HOSTILE,), links={"code": "javascript:alert(4)", "project": "https://x.org/'\"<b>"}
    )
    finding = Finding(kind="title_differs", list="bad", line=11, work_id=bad.id, message=HOSTILE, suggestion="javascript:alert(5)")
    build(catalogue([entry], [bad], findings=[finding]), tmp_path / "papers.duckdb")

    (report,) = write_report(tmp_path / "papers.duckdb", tmp_path)

    page = report.read_text()
    tree = LexborHTMLParser(page)
    assert len(tree.css("script")) == 3, "rows, details and the page's own"
    assert not tree.css("img, [onerror]")
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "49 -->" not in page, "a template in a title is not run"
    assert all((a.attributes["href"] or "").startswith(("http://", "https://", "#")) for a in tree.css("a"))
    rows, details = embedded(page)
    assert rows[0]["title"].startswith("Bad </script>")
    assert "code" not in rows[0]
    assert [link["url"] for link in details[0]["links"]] == ["https://example.org/example.org/bad.pdf", "https://x.org/'\"<b>"]


@given(st.text(), st.text(min_size=1))
@settings(max_examples=40)
def test_whatever_a_text_holds_it_comes_back_as_it_was(title: str, abstract: str) -> None:
    row = Row(id="doi:10.1/a", list="l", line=1, section="", title=title, status="complete")
    content = Content(lists=(), rows=(row,), details=(Detail(abstract=abstract),), papers=(), findings=(), voices=(), digest="d")

    page = report_page(content)

    (shown,), (opened,) = embedded(page)
    assert (shown["title"], opened["abstract"]) == (title, abstract)
    assert len(LexborHTMLParser(page).css("script")) == 3


def test_findings_are_told_once_under_their_heading(tmp_path: Path) -> None:
    build(SMALL, tmp_path / "papers.duckdb")
    told = {"Damaged links": [Finding(kind="x", list="mim", line=11, work_id=MAE.id, message="no such page", suggestion="https://x.org/a")]}

    (report,) = write_report(tmp_path / "papers.duckdb", tmp_path, told)

    tree = LexborHTMLParser(report.read_text())
    assert [s.text(strip=True) for s in tree.css("#findings summary")] == ["Damaged links1"]
    assert [a.attributes["href"] for a in tree.css("#findings li a")] == ["#cvf%3A" + MAE.id.value, "https://x.org/a"]
    _, details = embedded(report.read_text())
    assert details[1]["findings"] == ["no such page: https://x.org/a"]


def test_a_refused_match_stands_with_its_work_and_not_among_the_findings(tmp_path: Path) -> None:
    refused = Finding(kind="refused_match", list="mim", line=11, work_id=MAE.id, message="crossref offered another")
    build(catalogue([listed(MAE, position=1)], [MAE], findings=[refused]), tmp_path / "papers.duckdb")

    (report,) = write_report(tmp_path / "papers.duckdb", tmp_path)

    assert not LexborHTMLParser(report.read_text()).css("#findings li")
    assert embedded(report.read_text())[1][0]["refused"] == ["crossref offered another"]


def test_a_chart_bar_filters_the_table_by_the_same_works(page: str) -> None:
    tree = LexborHTMLParser(page)

    hrefs = {a.attributes["href"] for a in tree.css(".charts a")}
    assert {"#?venue=CVPR", "#?year=2022", "#?list=mim"} <= hrefs
    figures = dict(zip((dt.text() for dt in tree.css(".tiles dt")), (dd.text() for dd in tree.css(".tiles dd")), strict=True))
    assert (figures["entries"], figures["works"], figures["complete"]) == ("7", "5", "60 %")


def test_an_empty_file_gives_a_page(tmp_path: Path) -> None:
    build(catalogue([], []), tmp_path / "papers.duckdb")

    (report,) = write_report(tmp_path / "papers.duckdb", tmp_path)

    assert json.loads(text(report.read_text(), "script#rows")) == []


def test_many_entries_give_one_page_per_list_and_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "MOST", 3)
    build(SMALL, tmp_path / "papers.duckdb")
    (tmp_path / "report-gone.html").write_text("a list that is no more")

    files = write_report(tmp_path / "papers.duckdb", tmp_path)

    assert [f.name for f in files] == ["report.html", "report-awesome.html", "report-mim.html"]
    assert sorted(f.name for f in tmp_path.glob("report*")) == sorted(f.name for f in files)
    assert re.findall(r'href="(report-[^"]+)"', files[0].read_text()) == ["report-awesome.html", "report-mim.html"]
    assert {r["list"] for r in embedded(files[2].read_text())[0]} == {"mim"}


def test_years_long_past_stand_together(tmp_path: Path) -> None:
    old = work("doi:10.1/old", title="An Old Work", year=1970)
    works = [old, SIMMIM]
    build(catalogue([listed(w, position=n) for n, w in enumerate(works, 1)], works), tmp_path / "papers.duckdb")

    (report,) = write_report(tmp_path / "papers.duckdb", tmp_path)

    names = [n.text() for n in LexborHTMLParser(report.read_text()).css(".columns .name")]
    assert (names[0], names[-1], len(names)) == ("≤ 2007", "2022", 16)


def test_what_is_no_published_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make enrich"):
        write_report(tmp_path / "papers.duckdb", tmp_path)


def test_a_finding_about_a_work_that_is_not_listed_has_no_link(tmp_path: Path) -> None:
    told = {"Other": [Finding(kind="x", list=None, line=None, work_id=Identifier.parse("doi:10.1/none"), message="somewhere")]}
    build(SMALL, tmp_path / "papers.duckdb")

    (report,) = write_report(tmp_path / "papers.duckdb", tmp_path, told)

    assert not LexborHTMLParser(report.read_text()).css("#findings a")
