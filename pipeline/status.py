"""How everything stands: last run, coverage, what is due, refused and why."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime

from pydantic import JsonValue

from pipeline.errors import UsageError
from pipeline.evidence import Evidence, Published
from pipeline.layout import Habit
from pipeline.models import Outcome
from pipeline.published import DATABASE
from pipeline.settings import Settings
from pipeline.store.query import query
from pipeline.store.table import cell

_FEW = 10
"""Rows of what may be long; `--json` has all."""
_NAME = 110
"""Characters of a container title that are shown."""
_FIELDS = ("title", "authors", "venue", "year", "abstract", "doi", "arxiv_id", "code_url")


def status(settings: Settings, now: datetime, *, as_json: bool) -> str:
    """One screen for a person, or the same as JSON. Raises UsageError when there has been no run yet."""
    found = figures(settings, now)
    return json.dumps(found, ensure_ascii=False, indent=2) if as_json else _text(found)


def figures(settings: Settings, now: datetime) -> dict[str, JsonValue]:
    """The figures that `status` shows; keys are stable."""
    file = settings.raw_dir / "evidence.sqlite"
    if not file.exists():
        raise UsageError(f"there is no evidence in {settings.raw_dir} yet: run `make enrich` first")
    with Evidence(file, read_only=True) as evidence:
        runs, published, standings, size = evidence.runs(), evidence.published(), evidence.standings(), evidence.size()
    outcomes: Counter[tuple[str, str]] = Counter((x.source, s.outcome.value) for x, s in standings.items())
    failing = Counter(
        (x.source, s.outcome.value, s.reason)
        for x, s in standings.items()
        if s.outcome in {Outcome.REFUSED, Outcome.BROKEN, Outcome.SKIPPED}
    )
    return {
        "last_run": json.loads(runs[-1].model_dump_json()) if runs else None,
        "lists": published.state.get("lists") if published else {},
        "coverage": _coverage(settings),
        "sources": {
            source: {o.value: outcomes[source, o.value] for o in Outcome if outcomes[source, o.value]}
            for source in sorted({s for s, _ in outcomes})
        },
        "failing": [{"source": s, "outcome": o, "reason": r, "lookups": n} for (s, o, r), n in failing.most_common()],
        "unknown_venues": unknown_venues(settings),
        "warnings": _warnings(published),
        "evidence_bytes": size,
        "now": now.isoformat(),
    }


def _warnings(published: Published | None) -> list[JsonValue]:
    """Sources that seem to have changed their layout."""
    kept = published.state.get("layout") if published else None
    return [w for one in kept.values() for w in Habit.model_validate(one).warnings] if isinstance(kept, dict) else []


def _coverage(settings: Settings) -> dict[str, JsonValue]:
    """Per list: entries, and how many of them have each field."""
    database = settings.enriched_dir / DATABASE
    if not database.exists():
        return {}
    counts = ", ".join(f'count("{f}") AS "{f}"' for f in _FIELDS)
    columns, rows = query(database, f"SELECT list, count(*) AS entries, {counts} FROM papers GROUP BY list ORDER BY list")
    return {str(row[0]): {c: int(str(v)) for c, v in zip(columns[1:], row[1:], strict=True)} for row in rows}


def unknown_venues(settings: Settings) -> dict[str, JsonValue]:
    """Container titles for which venues.toml has no row, with the number of their works, the most frequent first."""
    database = settings.enriched_dir / DATABASE
    if not database.exists():
        return {}
    _, rows = query(
        database,
        "SELECT container_title, count(*) FROM works WHERE venue IS NULL AND container_title IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1",
    )
    return {str(name): int(str(works)) for name, works in rows}


def _text(found: dict[str, JsonValue]) -> str:
    lines: list[str] = []
    run = found["last_run"]
    if isinstance(run, dict):
        lines.append(
            f"Last run {run['id']}: {run['requests']} requests, {run['found']} found, {run['not_found']} not found, "
            f"{run['refused']} refused, {run['broken']} broken{'; ' + str(run['note']) if run['note'] else ''}"
        )
    lists, coverage = found["lists"], found["coverage"]
    if isinstance(lists, dict):
        for name, one in lists.items():
            if isinstance(one, dict):
                statuses = one.get("statuses")
                words = ", ".join(f"{n} {s}" for s, n in statuses.items()) if isinstance(statuses, dict) else ""
                lines.append(f"{name}: {words or 'no entries'}; next lookup due {one.get('next_due') or 'never'}")
    if isinstance(coverage, dict) and coverage:
        lines.append("Coverage (entries with the field):")
        lines.append("  " + f"{'list':24s}" + "".join(f"{c:>10s}" for c in ("entries", *_FIELDS)))
        for name, one in coverage.items():
            if isinstance(one, dict):
                lines.append("  " + f"{name[:24]:24s}" + "".join(f"{one[c]!s:>10s}" for c in ("entries", *_FIELDS)))
    sources = found["sources"]
    if isinstance(sources, dict) and sources:
        lines.append("Lookups by source (newest answer):")
        for source, counts in sources.items():
            if isinstance(counts, dict):
                lines.append(f"  {source:18s} " + ", ".join(f"{n} {o.replace('_', ' ')}" for o, n in counts.items()))
    failing = found["failing"]
    if isinstance(failing, list) and failing:
        lines.append("Refused, broken or skipped, and why:")
        for one in failing:
            if isinstance(one, dict):
                lines.append(f"  {one['lookups']!s:>5s}  {one['source']}: {one['outcome']}: {one['reason']}")
    unknown = found["unknown_venues"]
    if isinstance(unknown, dict) and unknown:
        lines.append(f"Containers without a row in venues.toml ({len(unknown)}; works):")
        lines.extend(f"  {works!s:>5s}  {cell(name)[:_NAME]}" for name, works in list(unknown.items())[:_FEW])
    warnings = found["warnings"]
    if isinstance(warnings, list):
        lines.extend(f"WARNING: {warning}" for warning in warnings)
    size = found["evidence_bytes"]
    lines.append(f"Evidence: {int(str(size)) / 1e6:.1f} MB")
    return "\n".join(lines)
