"""Landing pages, PDFs and redirects of the publishers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.demo.messages import Question, Reply, nothing_here, page
from pipeline.demo.works import Paper

_TEMPLATES = Environment(
    loader=PackageLoader("pipeline.demo"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_PDF = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
_WALLED = frozenset({"openreview_v1", "openreview_v2"})
"""Their pages send guests to a browser check."""
_ECVA_LISTING = "www.ecva.net/papers.php"
_NEURIPS_FOUNDED = 1987
"""Volume n is of the year 1987 + n."""


class Landing:
    """Answers for every page and PDF of the works."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = tuple(papers)
        self._pages = {_key(p.page): p for p in self._papers if p.page and p.shape and p.shape not in _WALLED}
        self._moved = {_key(old): p.page for p in self._papers for old in p.moved if p.page}
        self._files = {_key(p.pdf) for p in self._papers if p.pdf}

    def __call__(self, question: Question) -> Reply:
        key = question.address.rstrip("/")
        if key == _ECVA_LISTING:
            return page(_render("ecva_listing", works=[p for p in self._papers if p.shape == "ecva"]))
        if key in self._moved:
            return Reply(status=301, headers={"Location": self._moved[key]})
        if key in self._files:
            return Reply(body=_PDF, headers={"Content-Type": "application/pdf"})
        work = self._pages.get(key)
        return page(_landing_page(work)) if work else nothing_here()


def challenge() -> Reply:
    """A page that wants a browser, with status 200 as if it were the page."""
    return page(_render("challenge"))


def _key(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}{'?' + parts.query if parts.query else ''}".rstrip("/")


def _landing_page(work: Paper) -> str:
    further: Mapping[str, object] = {}
    if work.shape == "cvf":
        further = {"folder": f"{work.venue} {work.year}"}
    elif work.shape and work.shape.startswith("neurips"):
        further = {"volume": work.year - _NEURIPS_FOUNDED, "track": " Datasets and Benchmarks Track" if "Datasets" in work.venue else ""}
    return _render(work.shape or "", work=work, **further)


def _render(name: str, **values: object) -> str:
    return _TEMPLATES.get_template(f"{name}.html").render(**values)
