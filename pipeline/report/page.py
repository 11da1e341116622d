"""A page as HTML: the templates with their style and script, all in one text that loads nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.models import Model
from pipeline.report.figures import Figures, field_name, figures, link
from pipeline.report.shown import Content, FindingShown

_FOLDER = Path(__file__).parent


class ReportFile(Model):
    """One page of a report of several."""

    name: str
    list: str
    entries: int
    complete: int


def report_page(content: Content, back: str | None = None) -> str:
    """The page about some lists; `back` is the file of the index that leads to it."""
    shown: Figures = figures(content)
    environment = _environment()
    return environment.get_template("page.html.j2").render(
        content=content,
        figures=shown,
        title=content.lists[0].name if len(content.lists) == 1 else f"{len(content.lists)} reading lists",
        rows=[row.model_dump(exclude_defaults=True) for row in content.rows],
        details=[detail.model_dump(exclude_defaults=True) for detail in content.details],
        options=_options(content),
        findings=_grouped(content.findings),
        back=back,
        style=_text("page.css"),
        script=_text("page.js"),
        policy=_policy(_text("page.css"), _text("page.js")),
    )


def index_page(files: Sequence[ReportFile]) -> str:
    """The page that leads to the pages of the lists."""
    return _environment().get_template("index.html.j2").render(files=files, style=_text("page.css"), policy=_policy(_text("page.css"), ""))


def _options(content: Content) -> dict[str, list[tuple[str, int]]]:
    """Values of the filters with the number of entries that have them, in the order in which a person looks for them."""
    values: dict[str, list[str]] = {
        "list": [row.list for row in content.rows],
        "section": [row.section for row in content.rows],
        "venue": sorted((row.venue or "" for row in content.rows), key=lambda v: (not v, v.casefold())),
        "year": sorted((str(row.year or "") for row in content.rows), reverse=True),
        "status": [s for s in ("complete", "pending", "partial") for row in content.rows if row.status == s],
    }
    return {name: [(v, given.count(v)) for v in dict.fromkeys(given)] for name, given in values.items()}


def _grouped(findings: Sequence[FindingShown]) -> list[tuple[str, list[FindingShown]]]:
    return [(heading, list(group)) for heading, group in groupby(findings, key=lambda f: f.heading)]


def _policy(style: str, script: str) -> str:
    """What a browser may run here: this style and this script, by their hashes, and nothing else, whatever a title holds."""
    own = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    return f"default-src 'none'; img-src data:; {own}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Everything is escaped; what is no text of a stranger (style, script) is marked safe in the template."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters["field_name"] = field_name
    environment.globals["link"] = link
    return environment
