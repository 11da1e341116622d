"""Reads what a report shows out of the published file: a row per entry, the lists, the findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from pipeline.export.papers import Paper
from pipeline.export.plain import flat, web_address
from pipeline.export.selection import Selection, papers
from pipeline.models import Finding, Identifier
from pipeline.published import open_published
from pipeline.report.details import details
from pipeline.report.shown import PATH_SEPARATOR, Content, FindingShown, ListShown, Row, Told, Voice

FOR_SHOW = frozenset({"refused_match"})
"""Findings about our own search; they stand with the work and are no business of a list's maintainer."""

FOR_US = FOR_SHOW | {"sources_differ", "weak_fields", "unknown_venue"}
"""All that is about our sources and tables."""

_LISTS = "SELECT name, address, entries, strftime(synced_at, '%Y-%m-%d'), quarantined FROM lists WHERE list_contains(?, name) ORDER BY name"
_FINDINGS = """
SELECT kind, list, line, work_id, message, suggestion
FROM findings
WHERE list IS NULL OR list_contains(?, list)
ORDER BY kind, list, line, message, work_id
"""
_VOICES = """
SELECT source, field, count(DISTINCT work_id), count(DISTINCT work_id) FILTER (WHERE chosen)
FROM claims
WHERE work_id IN (SELECT work_id FROM entries WHERE list_contains(?, list))
GROUP BY source, field
"""


def names_and_sizes(database: Path) -> dict[str, int]:
    """The lists of a published file with their numbers of entries. Raises UsageError when it is none."""
    with open_published(database) as con:
        return dict(con.execute("SELECT name, entries FROM lists ORDER BY name").fetchall())


def read(database: Path, lists: Sequence[str], told: Told | None = None) -> Content:
    """What a page about these lists shows, with `told` in place of the findings that the file holds.

    Raises UsageError when `database` is no published file.
    """
    with open_published(database) as con:
        entries = tuple(papers(con, Selection(lists=tuple(lists)))) if lists else ()
        titles = {p.work_id: p.title or p.listed_title for p in entries}
        stored = _stored(con, lists)
        shown = told if told is not None else {_heading(kind): group for kind, group in stored.items() if kind not in FOR_US}
        findings = tuple(_shown(h, f, titles) for h, group in shown.items() for f in group if f.list is None or f.list in lists)
        refused = [f for kind in FOR_SHOW for f in stored.get(kind, ())]
        return Content(
            lists=tuple(_lists(con, lists)),
            rows=tuple(_row(p) for p in entries),
            details=tuple(details(con, lists, entries, findings, refused)),
            papers=entries,
            findings=findings,
            voices=tuple(Voice(source=s, field=f, said=n, chosen=c) for s, f, n, c in con.execute(_VOICES, [list(lists)]).fetchall()),
            digest=str((con.execute("SELECT digest FROM meta").fetchone() or ("",))[0]),
        )


# --- the rows ---------------------------------------------------------------------------------------------------------


def _lists(con: duckdb.DuckDBPyConnection, lists: Sequence[str]) -> Iterator[ListShown]:
    for name, address, entries, synced, quarantined in con.execute(_LISTS, [list(lists)]).fetchall():
        yield ListShown(name=flat(name), address=_page(web_address(address)), entries=entries, synced=synced, quarantined=quarantined)


_RAW = re.compile(r"https://raw\.githubusercontent\.com/(?P<repository>[^/]+/[^/]+)/(?P<rest>[^/]+/(?P<file>[^?#]+))")


def _page(address: str | None) -> str | None:
    """What a person opens where a program reads the raw text.

    >>> _page("https://raw.githubusercontent.com/me/list/HEAD/README.md"), _page("https://raw.githubusercontent.com/me/list/main/docs/a.md")
    ('https://github.com/me/list', 'https://github.com/me/list/blob/main/docs/a.md')
    """
    raw = _RAW.fullmatch(address or "")
    if raw is None:
        return address
    is_front = raw["file"].lower().startswith("readme.")
    return f"https://github.com/{raw['repository']}" + ("" if is_front else f"/blob/{raw['rest']}")


def _row(paper: Paper) -> Row:
    return Row(
        id=paper.work_id,
        list=paper.list,
        line=paper.line,
        section=PATH_SEPARATOR.join(map(flat, paper.section_path)),
        title=flat(paper.title or paper.listed_title or paper.listed_url or "An entry without title and link"),
        listed=paper.title is None,
        authors=", ".join(flat(author.name) for author in paper.authors or ()),
        venue=flat(paper.venue or paper.container_title or "") or None,
        year=paper.year,
        status=paper.status,
        read=web_address(paper.pdf_url) or web_address(paper.url),
        code=paper.code_url,
    )


def _stored(con: duckdb.DuckDBPyConnection, lists: Sequence[str]) -> dict[str, list[Finding]]:
    """By kind."""
    found: dict[str, list[Finding]] = {}
    for kind, name, line, work_id, message, suggestion in con.execute(_FINDINGS, [list(lists)]).fetchall():
        work = Identifier.parse(work_id) if work_id else None
        finding = Finding(kind=kind, list=name, line=line, work_id=work, message=message, suggestion=suggestion)
        found.setdefault(kind, []).append(finding)
    return found


def _heading(kind: str) -> str:
    """
    >>> _heading("damaged_link")
    'Damaged link'
    """
    return kind.replace("_", " ").capitalize()


def _shown(heading: str, finding: Finding, titles: Mapping[str, str | None]) -> FindingShown:
    work = str(finding.work_id) if finding.work_id else None
    known = work in titles
    title = flat(titles.get(work or "") or "")
    return FindingShown(
        heading=heading,
        list=finding.list,
        line=finding.line,
        work_id=work if known else None,
        # A message that names the work needs its title no second time.
        title=None if not title or title in flat(finding.message) else title,
        message=flat(finding.message),
        suggestion=flat(finding.suggestion) if finding.suggestion else None,
        href=web_address(finding.suggestion),
    )
