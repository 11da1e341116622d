"""Lists kept as data: a record's fields to an entry, whatever they came in (BibTeX, YAML, CSV, front matter)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from pipeline.extract import hosts, roles, which
from pipeline.extract.beside import mention
from pipeline.extract.parts import Part
from pipeline.extract.title import clean, nickname
from pipeline.extract.venue_year import MENTION, cell
from pipeline.models import Entry

Meaning = Literal[
    "title",
    "venue",
    "year",
    "alias",
    "section",
    "paper",
    "pdf",
    "code",
    "project",
    "video",
    "data",
    "slides",
    "blog",
    "link",
    "doi",
    "arxiv",
]

# Names of fields and columns, folded; the first row that has a name decides, and within a row the earlier name wins.
_FIELDS: tuple[tuple[Meaning, str], ...] = (
    ("title", "title paper_title papertitle paper papername name article 标题 论文"),
    ("venue", "venue conference journal booktitle journaltitle publication published publisher series proceedings conf 会议 期刊"),
    ("year", "year date published_date pubdate publication_date publish_date time 年份"),
    ("alias", "alias nickname short shortname short_title abbr abbreviation acronym method model key"),
    ("section", "category categories section topic topics group field area task type tags 类别 分类"),
    ("paper", "paper_url paper_link url link paperurl html landing abs abstract_url openreview publication_url"),
    ("pdf", "pdf pdf_url pdf_link pdfurl file"),
    ("code", "code code_url code_link github repo repository implementation"),
    ("project", "project project_page project_url website web homepage page"),
    ("video", "video video_url youtube talk"),
    ("data", "dataset data data_url"),
    ("slides", "slides presentation"),
    ("blog", "blog blog_post news"),
    ("doi", "doi"),
    ("arxiv", "arxiv arxiv_id arxivid eprint arxiv_url"),
)
# What the addresses of a field are, in the order in which they stand as the paper.
_LABELS: tuple[tuple[Meaning, roles.Label], ...] = (
    ("paper", "link"), ("pdf", "paper"), ("doi", "paper"), ("arxiv", "paper"), ("title", "link"), ("project", "project"), ("code", "code"),
    ("video", "video"), ("data", "data"), ("slides", "slides"), ("blog", "blog"),
)  # fmt: skip
_MEANING = {name: (meaning, rank) for meaning, names in _FIELDS for rank, name in enumerate(names.split())}
_ADDRESS = re.compile(r"https?://\S+")
_ARXIV_ID = re.compile(r"^(?:arxiv:)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})$", re.IGNORECASE)
_LATEX = re.compile(r"[{}]")


def meaning(name: str) -> Meaning | None:
    """What a field's or column's name says about its values.

    >>> meaning("Paper Title"), meaning("booktitle"), meaning("affiliation")
    ('title', 'venue', None)
    """
    found = _MEANING.get("_".join(re.sub(r"[^\w]+", " ", name.casefold()).split()))
    return found[0] if found else None


def entry(fields: Mapping[str, str], *, line: int, name: str, section: tuple[str, ...] = (), venue: str | None = None) -> Entry | None:
    """The entry of one record; None for a record without a title. The position is set when the list is complete."""
    by_meaning: dict[Meaning, list[tuple[int, str]]] = {}
    for key, value in fields.items():
        said = _MEANING.get("_".join(re.sub(r"[^\w]+", " ", key.casefold()).split()))
        if said is not None and value.strip():
            what: Meaning = "paper" if said[0] == "title" and _ADDRESS.fullmatch(value.strip()) else said[0]  # a `Paper` column of links
            by_meaning.setdefault(what, []).append((said[1], value.strip()))
    best = {what: min(values)[1] for what, values in by_meaning.items()}
    title = clean(_LATEX.sub("", best.get("title", "")))
    if title is None or _ADDRESS.fullmatch(title):
        return None
    links = _links(by_meaning, line)
    chosen, _ = which.paper(links, None)
    if chosen is None:
        chosen = next(
            (p for p in links if p.label in ("paper", "link") and hosts.role(p.url) not in ("code", "video", "slides", "data")), None
        )
    told = cell(_LATEX.sub("", best.get("venue", "")))
    year = cell(best.get("year", "")).year
    alias = best.get("alias")
    return Entry(
        list=name,
        line=line,
        position=1,
        section_path=section or tuple(s for s in (best.get("section", "").strip(),) if s and len(s) < 80),
        title=title,
        alias=alias if alias and nickname(alias) and alias != title and " " not in alias and not re.search(r"\d{4}\w*$", alias) else None,
        paper_url=chosen.url if chosen else None,
        links=which.described(links, chosen, None),
        year=year or told.year,
        venue=told.venue or venue,
        mentions=tuple(dict.fromkeys(_mentions(by_meaning, links))),
    )


def numbered(entries: Iterable[Entry | None]) -> tuple[Entry, ...]:
    """Entries in the order of their lines, with their positions."""
    kept = sorted((e for e in entries if e is not None), key=lambda e: e.line)
    return tuple(e.model_copy(update={"position": position}) for position, e in enumerate(kept, 1))


def _links(by_meaning: Mapping[Meaning, list[tuple[int, str]]], line: int) -> list[Part]:
    """Addresses of the fields, the paper's first."""
    links: list[Part] = []
    for what, label in _LABELS:
        for _, value in sorted(by_meaning.get(what, ())):
            for url in _ADDRESS.findall(value):
                links.append(Part("link", "", line, url.rstrip(",;"), label, bare=label == "link"))
    return links


def _mentions(by_meaning: Mapping[Meaning, list[tuple[int, str]]], links: list[Part]) -> Iterable[str]:
    """Identifiers that stand in a field without being an address."""
    for _, value in by_meaning.get("doi", ()):
        if re.match(r"(?:doi:\s*)?10\.\d{4,9}/\S+$", value, re.IGNORECASE):
            yield "doi:" + re.sub(r"(?i)^doi:\s*", "", value)
    for _, value in by_meaning.get("arxiv", ()):
        found = _ARXIV_ID.match(value)
        if found:
            yield f"arXiv:{found[1]}"
    for what in ("venue", "title"):
        for _, value in by_meaning.get(what, ()):
            yield from (mention(m) for m in MENTION.finditer(value))
