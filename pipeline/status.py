"""How everything stands, on one screen: last run, coverage, what is due, refused and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from pydantic import JsonValue

from pipeline.errors import UsageError
from pipeline.evidence import Evidence, Published
from pipeline.models import Model, Outcome, RunRecord
from pipeline.noted import NEVER, Outlook, noted
from pipeline.published import DATABASE
from pipeline.settings import Settings
from pipeline.store.query import query
from pipeline.store.table import cell

_FIELDS = {"title": 7, "authors": 8, "venue": 6, "year": 6, "abstract": 9, "doi": 6, "arxiv_id": 9, "code_url": 9}
"""Fields whose coverage is told, and the width of their column."""
_FEW = 10
"""Containers that are named; `--json` has all."""
_NAME = 110
"""Characters of a container title that are shown."""
_WELL = frozenset({Outcome.FOUND.value, Outcome.NOT_FOUND.value})


class Screen(Model):
    """The room that there is."""

    columns: int
    lines: int


class Situation(Model):
    """The figures that `status` shows; its JSON has these keys, which are stable."""

    last_run: RunRecord | None
    lists: dict[str, JsonValue]
    """By name: entries by status, and when the next lookup is due."""
    coverage: dict[str, dict[str, int]]
    """By list: entries, and how many of them have each field."""
    lookups: tuple[Outlook, ...]
    """Those that the published readings rest on."""
    unknown_venues: dict[str, int]
    """Container titles for which venues.toml has no row, with the number of their works."""
    warnings: tuple[str, ...]
    """Sources that seem to have changed their layout or moved, lists that were not taken."""
    evidence_bytes: int
    now: datetime


def status(settings: Settings, now: datetime, *, as_json: bool, screen: Screen | None = None) -> str:
    """Everything for a person, cut to the screen if there is one, or JSON. Raises UsageError when there has been no run yet."""
    found = figures(settings, now)
    if as_json:
        return json.dumps(_document(found), ensure_ascii=False, indent=2)
    return "\n".join(_fitted(found, screen) if screen else _lines(found, None))


def figures(settings: Settings, now: datetime) -> Situation:
    file = settings.raw_dir / "evidence.sqlite"
    if not file.exists():
        raise UsageError(f"there is no evidence in {settings.raw_dir} yet: run `make enrich` first")
    with Evidence(file, read_only=True) as evidence:
        runs, published, size = evidence.runs(), evidence.published(), evidence.size()
        kept = published.state.get("lists") if published else None
        lists = kept if isinstance(kept, dict) else {}
        held_back = [f"list {name}: {reason}" for name in lists if (reason := evidence.quarantine(name))]
    return Situation(
        last_run=runs[-1] if runs else None,
        lists=lists,
        coverage=_coverage(settings),
        lookups=_lookups(published),
        unknown_venues=unknown_venues(settings),
        warnings=(*held_back, *_warnings(published)),
        evidence_bytes=size,
        now=now,
    )


def _lookups(published: Published | None) -> tuple[Outlook, ...]:
    return noted(published).outlook


def _warnings(published: Published | None) -> list[str]:
    """Sources that seem to have changed their layout or to have moved."""
    told = noted(published)
    return [*(w for one in told.layout.values() for w in one.warnings), *told.moved]


def _coverage(settings: Settings) -> dict[str, dict[str, int]]:
    database = settings.enriched_dir / DATABASE
    if not database.exists():
        return {}
    counts = ", ".join(f'count("{f}") AS "{f}"' for f in _FIELDS)
    columns, rows = query(database, f"SELECT list, count(*) AS entries, {counts} FROM papers GROUP BY list ORDER BY list")
    return {str(row[0]): {c: int(str(v)) for c, v in zip(columns[1:], row[1:], strict=True)} for row in rows}


def unknown_venues(settings: Settings) -> dict[str, int]:
    """Container titles for which venues.toml has no row, with the number of their works, the most frequent first."""
    database = settings.enriched_dir / DATABASE
    if not database.exists():
        return {}
    _, rows = query(
        database,
        "SELECT container_title, count(*) FROM works WHERE venue IS NULL AND container_title IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1",
    )
    return {str(name): int(str(works)) for name, works in rows}


def _document(found: Situation) -> dict[str, JsonValue]:
    """With the lookups once more by source, and what failed apart."""
    document: dict[str, JsonValue] = found.model_dump(mode="json")
    document["sources"] = {source: dict(counts) for source, counts in _by_source(found.lookups).items()}
    document["failing"] = [one.model_dump(mode="json") for one in found.lookups if one.reason]
    return document


def _by_source(lookups: Iterable[Outlook]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for one in sorted(lookups, key=lambda x: (x.source, [*Outcome, NEVER].index(x.outcome))):
        of_source = counts.setdefault(one.source, {})
        of_source[one.outcome] = of_source.get(one.outcome, 0) + one.lookups
    return counts


# --- for a person -----------------------------------------------------------------------------------------------------


def _fitted(found: Situation, screen: Screen) -> list[str]:
    """As many lines as the screen has, but for the prompt: where there are too many, the parts are cut alike."""
    for most in range(max(screen.lines, 4), 1, -1):
        lines = _lines(found, most)
        if len(lines) < screen.lines:
            break
    return [line if len(line) <= screen.columns else line[: screen.columns - 1] + "…" for line in lines]


def _lines(found: Situation, most: int | None) -> list[str]:
    """`most`: lines of one part; None for all."""
    run = found.last_run
    lines = [_run(run)] if run else []
    lines += [f"WARNING: {warning}" for warning in _first(found.warnings, most)]
    lines += _first([_list(name, one, found.now) for name, one in found.lists.items()], most)
    if found.coverage:
        lines.append(f"{'Entries':>7s}" + "".join(f"{name:>{width}s}" for name, width in {"with": 6, **_FIELDS}.items()))
        lines += _first([_covered(name, counts) for name, counts in found.coverage.items()], most)
    failing = [one for one in found.lookups if one.outcome not in _WELL]
    if failing:
        lines.append("Lookups that failed or wait, when they are due again, and why:")
        lines += _first([_failing(one, found.now) for one in failing], most)
    by_source = _by_source(found.lookups)
    if by_source:
        lines.append("Lookups by source, and when the first is due again:")
        lines += _first([_sourced(name, counts, found) for name, counts in by_source.items()], most)
    if found.unknown_venues:
        lines.append(f"Containers without a row in venues.toml ({len(found.unknown_venues)}; works):")
        few = _FEW if most is None else min(most, _FEW)
        lines += _first([f"{works:7d}  {cell(name)[:_NAME]}" for name, works in found.unknown_venues.items()], few)
    return [*lines, f"Evidence: {found.evidence_bytes / 1e6:.1f} MB"]


def _first(lines: Sequence[str], most: int | None) -> Sequence[str]:
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"  and {len(lines) - most + 1} more: `make status | cat`, or `status --json`"]


def _run(run: RunRecord) -> str:
    note = f" ({run.note})" if run.note else ""
    return (
        f"Last run {run.started:%Y-%m-%d %H:%M} UTC{note}: {run.requests} requests, {run.found} found, {run.not_found} not found, "
        f"{run.refused} refused, {run.broken} broken"
    )


def _list(name: str, one: JsonValue, now: datetime) -> str:
    statuses, due = (one.get("statuses"), one.get("next_due")) if isinstance(one, dict) else (None, None)
    words = ", ".join(f"{n} {s}" for s, n in statuses.items()) if isinstance(statuses, dict) else ""
    when = _when(datetime.fromisoformat(due), now) if isinstance(due, str) else "never"
    return f"{name}: {words or 'no entries'}; next lookup due {when}"


def _covered(name: str, counts: dict[str, int]) -> str:
    return f"{counts['entries']:7d}{'':6s}" + "".join(f"{counts[f]:{width}d}" for f, width in _FIELDS.items()) + f"  {name}"


def _failing(one: Outlook, now: datetime) -> str:
    said = one.outcome.replace("_", " ") + (f": {one.reason}" if one.reason else "")
    return f"{one.lookups:7d}  {_when(one.due, now):16s}  {one.source}: {said}"


def _sourced(name: str, counts: dict[str, int], found: Situation) -> str:
    words = ", ".join(f"{n} {outcome.replace('_', ' ')}" for outcome, n in counts.items())
    due = [_when(one.due, found.now) for one in found.lookups if one.source == name]
    return f"  {name:18s} {words}; due {'now' if 'now' in due else min(due)}"


def _when(due: datetime | None, now: datetime) -> str:
    return "now" if due is None or due <= now else f"{due:%Y-%m-%d %H:%M}"
