"""What opens under a row: abstract, links, versions, who said what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
from pydantic import JsonValue

from pipeline.export.papers import Paper
from pipeline.export.plain import flat, plain, web_address
from pipeline.models import Finding
from pipeline.report.shown import Detail, FindingShown, LinkShown, Said, VersionShown

_LONGEST_VALUE = 200
"""Characters of a value that another source gives; enough to see what differs."""

_SAID = Path(__file__).with_name("said.sql").read_text()
_LINKS = """
SELECT e.list, e.position, e.repaired_url, list((l.role, l.url, l.text) ORDER BY l.number) FILTER (WHERE l.url IS NOT NULL)
FROM entries AS e
LEFT JOIN links AS l ON l.list = e.list AND l.position = e.position
WHERE list_contains(?, e.list)
GROUP BY e.list, e.position, e.repaired_url
"""


def details(
    con: duckdb.DuckDBPyConnection,
    lists: Sequence[str],
    entries: Sequence[Paper],
    findings: Iterable[FindingShown],
    refused: Iterable[Finding],
) -> Iterator[Detail]:
    """One per entry, in their order; `findings` are told at the lines of their entries, `refused` with their works."""
    links = {(name, position): (repaired, other or []) for name, position, repaired, other in con.execute(_LINKS, [list(lists)]).fetchall()}
    said: dict[str, list[Said]] = defaultdict(list)
    for work_id, field, source, rule, value, same, other in con.execute(_SAID, [list(lists)]).fetchall():
        said[work_id].append(_said(field, source, rule, value, same or [], other or []))
    words: dict[tuple[str | None, int | None], list[str]] = defaultdict(list)
    for f in findings:
        words[f.list, f.line].append(f"{f.message}: {f.suggestion}" if f.suggestion else f.message)
    turned_down: dict[str, list[str]] = defaultdict(list)
    for r in refused:
        turned_down[str(r.work_id)].append(flat(r.message))
    for paper in entries:
        yield Detail(
            abstract=plain(paper.abstract) if paper.abstract else None,
            missing=paper.missing,
            listed=flat(paper.listed_title) if paper.listed_title and paper.title and paper.listed_title != paper.title else None,
            links=tuple(_links(paper, *links[paper.list, paper.position])),
            identifiers=tuple(f"{scheme}:{value}" for scheme, values in paper.identifiers.items() for value in values),
            versions=tuple(VersionShown(kind=v.kind, venue=v.venue, year=v.year, url=v.url, source=v.source) for v in paper.versions),
            said=tuple(said[paper.work_id]),
            findings=tuple(dict.fromkeys(words[paper.list, paper.line])),
            refused=tuple(dict.fromkeys(turned_down[paper.work_id])),
        )


def _links(paper: Paper, repaired: str | None, listed: Sequence[tuple[str, str, str]]) -> Iterator[LinkShown]:
    """Every address once, under the first name it has."""
    own = (
        ("Page", paper.url),
        ("PDF", paper.pdf_url),
        ("Published version", paper.published_url),
        ("Preprint", paper.preprint_url),
        ("DOI", f"https://doi.org/{paper.doi}" if paper.doi else None),
    )
    as_listed = ((_name(role, text), repaired if url == paper.listed_url else url) for role, url, text in listed)
    seen: set[str] = set()
    for name, url in (*own, *as_listed):
        address = web_address(url)
        if address and address not in seen:
            seen.add(address)
            yield LinkShown(name=name, url=address)


def _name(role: str, text: str) -> str:
    """What the list calls a link; the paper's own bears the title, which says nothing here."""
    return "As listed" if role in {"paper", "pdf"} else (flat(text) if role == "other" else role.capitalize()) or "Link"


def _said(
    field: str, source: str, rule: str | None, value: JsonValue, same: Iterable[str], other: Iterable[Mapping[str, str | None]]
) -> Said:
    """`rule` is `rank: reason`; the reason is what people read."""
    others = tuple((o["source"] or "", _short(o["value"] or "")) for o in other)
    return Said(
        field=field,
        source=source,
        rule=(rule or "").partition(": ")[2] or rule or "",
        value=_short(str(value)) if value is not None else None,
        same=tuple(same),
        other=others,
    )


def _short(text: str) -> str:
    line = flat(text)
    return line if len(line) <= _LONGEST_VALUE else line[: _LONGEST_VALUE - 1] + "…"
