"""`page URL`: one polite request, a page and a record in the form of the tests, and the source that is nearest."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.clock import SystemClock
from pipeline.demo.faults import Fault, Trouble
from pipeline.demo.server import DemoWeb
from pipeline.errors import PipelineError, UsageError
from pipeline.models import Ask, Lookup, Response
from pipeline.page.command import page, question
from pipeline.page.likeness import SAVED_PAGES, names, nearest
from pipeline.page.saved import file_name, reading
from pipeline.settings import Settings
from pipeline.sources import registry

CVF = "https://openaccess.thecvf.com/content/CVPR2022/papers/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.pdf"
STEM = "cvpr2022_he_masked_autoencoders_are_scalable_vision_learners"


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as server:
        yield server


def fetch(web: DemoWeb, url: str, folder: Path) -> str:
    settings = Settings(data_dir=folder / "data", interval_scale=0.001)
    return page(settings, SystemClock(), url, folder / "pages", hosts=web.hosts)


def record(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.with_suffix(".json").read_text())
    return found


def test_a_link_to_a_pdf_saves_the_landing_page_and_what_is_read_of_it(web: DemoWeb, tmp_path: Path) -> None:
    told = fetch(web, CVF, tmp_path)

    [file] = tmp_path.glob("pages/cvf/*.html")
    assert file.stem.startswith(STEM)
    assert record(file)["claims"]["title"] == "Masked Autoencoders Are Scalable Vision Learners"
    assert str(file) in told
    assert "Nearest source: cvf" in told


def test_a_saved_page_is_a_test_as_it_stands(web: DemoWeb, tmp_path: Path) -> None:
    fetch(web, CVF, tmp_path)

    [file] = tmp_path.glob("pages/cvf/*.html")
    saved = record(file)
    by, _, value = saved["lookup"].partition(" ")
    lookup = Lookup("cvf", "title" if by == "title" else "id", value)
    response = Response(
        ask=Ask(lookups=(lookup,), url=saved["url"]),
        final_url=saved["url"],
        status=200,
        headers={"content-type": saved.get("content_type", "text/html; charset=utf-8")},
        body=file.read_bytes(),
        at=SystemClock().now(),
    )
    given: dict[str, Any] = {key: saved[key] for key in ("url", "content_type", "lookup") if key in saved}
    assert given | reading(registry()["cvf"].read(response)[lookup]) == saved


def test_the_page_is_asked_once_and_after_robots(web: DemoWeb, tmp_path: Path) -> None:
    fetch(web, CVF, tmp_path)

    assert [visit.path.rpartition("/")[2].partition(".")[2] for visit in web.visits] == ["txt", "html"]


def test_what_robots_forbid_is_not_fetched(web: DemoWeb, tmp_path: Path) -> None:
    web.robots["openaccess.thecvf.com"] = "User-agent: *\nDisallow: /\n"

    with pytest.raises(PipelineError, match=r"skipped.*robots"):
        fetch(web, CVF, tmp_path)

    assert not (tmp_path / "pages").exists()


@pytest.mark.parametrize(
    ("fault", "says"),
    [(Fault.GONE, "not_found: 404"), (Fault.FORBIDDEN, "refused: 403"), (Fault.CHALLENGE, "refused")],
    ids=["gone", "forbidden", "challenge"],
)
def test_what_is_no_page_is_told_and_not_kept(fault: Fault, says: str, tmp_path: Path) -> None:
    with DemoWeb([Trouble("openaccess.thecvf.com/content", fault, None)]) as web, pytest.raises(PipelineError, match=says):
        fetch(web, CVF, tmp_path)

    assert not (tmp_path / "pages").exists()


def test_a_site_that_is_never_asked_is_not_asked_by_hand_either(web: DemoWeb, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="never asked"):
        fetch(web, "https://ieeexplore.ieee.org/document/7780459", tmp_path)

    assert web.visits == []


def test_pages_that_are_kept_in_the_data_folder_are_ignored_by_git(web: DemoWeb, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, interval_scale=0.001)

    page(settings, SystemClock(), CVF, hosts=web.hosts)

    assert list(tmp_path.glob("pages/cvf/*.html"))
    assert (tmp_path / "pages" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    ("url", "lookup"),
    [
        (CVF, "cvf by id: cvf:CVPR2022/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper"),
        ("https://arxiv.org/pdf/2111.06377v2.pdf", "arxiv_page by id: arxiv:2111.06377"),
        ("https://link.springer.com/content/pdf/10.1007/978-3-031-20056-4_18.pdf", "springer by id: doi:10.1007/978-3-031-20056-4_18"),
        ("https://journal.example.org/article/7", "general by id: url:https://journal.example.org/article/7"),
        ("https://example.org/", "general by id: url:https://example.org/"),
    ],
    ids=["pdf_of_a_known_site", "arxiv_page_rather_than_its_api", "doi", "unknown_site", "home_page"],
)
def test_a_site_s_own_source_reads_it_and_the_general_one_the_rest(url: str, lookup: str) -> None:
    assert str(question(url)) == lookup


def test_what_is_no_address_is_told() -> None:
    with pytest.raises(UsageError, match="no address of a page"):
        question("attention is all you need")


def test_names_of_files_stay_short_and_plain() -> None:
    assert file_name("url:https://example.org/" + "a" * 300) == ("example_org_" + "a" * 300)[:60]
    assert file_name("url:https://example.org/../../etc/passwd") == "example_org_etc_passwd"
    assert file_name("doi:10.1000/论文") == "10_1000"


# --- likeness ---------------------------------------------------------------------------------------------------------

PUBLISHERS = sorted(file for file in SAVED_PAGES.glob("*/*.html") if registry()[file.parent.name].kind == "publisher")


@pytest.mark.parametrize("file", PUBLISHERS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_page_is_nearest_to_its_own_source(file: Path) -> None:
    found = nearest(file.read_text())

    assert found is not None
    assert found.source == file.parent.name


def test_a_second_page_of_a_site_is_recognised_by_the_first(tmp_path: Path) -> None:
    shutil.copytree(SAVED_PAGES, tmp_path / "pages")
    (tmp_path / "pages" / "ijcai" / "y2023.html").unlink()

    found = nearest((SAVED_PAGES / "ijcai" / "y2023.html").read_text(), tmp_path / "pages")

    assert found is not None
    assert found.source == "ijcai"


@pytest.mark.parametrize(
    "html",
    ["", "<p>no names at all</p>", '<meta name="viewport" content="x"><div class="container btn">A shop</div>'],
    ids=["empty", "plain", "what_every_page_has"],
)
def test_a_page_like_no_other_is_near_to_none(html: str) -> None:
    assert nearest(html) is None


def test_without_saved_pages_nothing_is_near(tmp_path: Path) -> None:
    assert nearest('<meta name="citation_title" content="x">', tmp_path) is None


def test_names_are_those_of_tags_ids_and_classes() -> None:
    assert names('<meta property="OG:title" content="x"><p id="a" class=" b  c "></p>') == {"og:title", "#a", ".b", ".c"}
