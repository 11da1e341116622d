"""The numbered steps of CONTRIBUTING.md, followed for a made-up site in a copy of the project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pipeline.clock import SystemClock
from pipeline.page.command import page
from pipeline.settings import Settings

ROOT = Path(__file__).parent.parent.parent
HOST = "proceedings.lists.example"
URL = f"https://{HOST}/2025/12-reading-reading-lists.html"
PAGE = """<!DOCTYPE html>
<html><head><title>Reading Reading Lists</title>
<meta name="citation_title" content="Reading Reading Lists">
<meta name="citation_author" content="Lovelace, Ada"><meta name="citation_author" content="Hopper, Grace">
<meta name="citation_publication_date" content="2025/06/01">
<meta name="citation_conference_title" content="Conference on Curated Lists">
</head><body><main id="lists-paper"><h1>Reading Reading Lists</h1>
<div id="summary">A list is read, and every paper of it is found.</div></main></body></html>
"""
SOURCE = '''"""Conference on Curated Lists, which does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource

_PATH = re.compile(r"/(?P<year>\\d{4})/(?P<name>[a-z0-9-]+)\\.(?:html|pdf)", re.ASCII)


class Lists(PageSource):
    name = "lists"
    schemes = ("lists",)

    def identify(self, url: str) -> Identifier | None:
        at = address(url)
        hit = _PATH.fullmatch(at.path) if at and at.host == "proceedings.lists.example" else None
        return Identifier(scheme="lists", value=f"{hit['year']}/{hit['name']}") if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        return f"https://proceedings.lists.example/{identifier.value}.html"

    def pdf(self, identifier: Identifier) -> str | None:
        return f"https://proceedings.lists.example/{identifier.value}.pdf"

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.embedded(page).claims
        yield from claim("abstract", page.text("div#summary"), "div#summary")
        yield from claim("url", self.landing(identifier), "address")


source = Lists()
'''
KNOWN = """
[[work]]
source = "lists"
lookup = "id lists:2025/12-reading-reading-lists"
title = "Reading Reading Lists"
first_author = "Lovelace"
"""
LEFT_OUT = shutil.ignore_patterns("__pycache__")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project without its environment."""
    copy = tmp_path_factory.mktemp("project")
    for folder in ("pipeline", "tests"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=LEFT_OUT)
    for file in ("pyproject.toml", "CONTRIBUTING.md"):
        shutil.copy(ROOT / file, copy)
    return copy


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[str, int]]:
    """The made-up site on loopback: one page, and no robots.txt."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/2025/12-reading-reading-lists.html"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode() if found else b"<html>nothing here</html>")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield "127.0.0.1", server.server_address[1]
        server.shutdown()


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120, check=False)


def test_a_source_is_added_by_the_steps_and_the_contract_takes_it_in(project: Path, site: tuple[str, int]) -> None:
    # 1. fetch a page
    settings = Settings(data_dir=project / "data", interval_scale=0.001)
    told = page(settings, SystemClock(), URL, hosts={HOST: site})
    [fetched] = project.glob("data/pages/general/*.html")
    assert "title: Reading Reading Lists" in told
    assert "abstract" not in told.partition("To make a test")[0]

    # 2. page and record become a test
    folder = project / "tests" / "pages" / "lists"
    folder.mkdir()
    shutil.move(fetched, folder / "reading.html")
    record = json.loads(fetched.with_suffix(".json").read_text())
    (folder / "reading.json").write_text(json.dumps(record | {"lookup": "id lists:2025/12-reading-reading-lists"}))

    # 3. the source
    (project / "pipeline" / "sources" / "lists.py").write_text(SOURCE)

    # 4. what is read goes into the record
    run(project, "tests/sources/test_saved_pages.py", "--refresh-pages", "-k", "expected_record and lists/")
    saved = json.loads((folder / "reading.json").read_text())
    assert saved["identifiers"] == ["lists:2025/12-reading-reading-lists"]
    assert saved["claims"]["abstract"] == "A list is read, and every paper of it is found."

    # 5. a known work
    known = project / "pipeline" / "doctor" / "known_works.toml"
    known.write_text(known.read_text() + KNOWN)

    # 7. the tests
    done = run(project, "tests/sources", "tests/test_doctor.py", "-k", "lists/ or every_source or every_saved or (no_text and lists)")
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) >= 10  # seven of the contract, and those that count the sources


def test_what_the_steps_name_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = text.partition("## A source in ten minutes")[2].partition("\n## ")[0]
    named = [one for one in re.findall(r"(?:pipeline|tests)/[\w./]+", steps) if "<" not in one]

    assert re.findall(r"^(\d+)\. ", steps, re.MULTILINE) == [str(n) for n in range(1, 8)]
    assert [one for one in named if not (ROOT / one.rstrip("/.")).exists()] == []
    targets = re.findall(r"`make (\w+)", steps)
    assert targets
    assert all(re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE) for target in targets)
