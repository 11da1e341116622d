"""What a run did, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from pipeline.account import RunReport
from pipeline.models import Outcome, Status

_REASONS = 12
"""Reasons shown; more would push the figures off the screen. `status` shows all."""


def summary(report: RunReport, now: datetime) -> str:
    """Several lines for standard output: entries, sources, what waits and why, changes, where the file is."""
    return "\n".join(_lines(report, now))


def _lines(report: RunReport, now: datetime) -> Iterable[str]:
    if report.mended:
        yield f"EVIDENCE WAS DAMAGED: {report.mended}"
    if report.offline:
        yield (
            "No network (or PIPELINE_OFFLINE is set): nothing could be asked. "
            "What lists, links and evidence tell is published; run `make enrich` again later."
        )
    if report.interrupted:
        yield "Interrupted: what had arrived is kept and published; run `make enrich` again to go on."
    if report.out_of_time:
        yield "Time limit reached: what had arrived is kept and published; the next run goes on."
    for one in report.lists:
        counts = ", ".join(f"{one.statuses[s]} {s.value}" for s in Status)
        yield f"{one.name}: {one.entries} {_plural(one.entries, 'entry', 'entries')} ({counts})"
        if one.quarantined:
            yield f"  QUARANTINED: {one.quarantined}"
        elif not one.entries:
            yield "  no entry was found: either the list could not be read so far (the log says why), or nothing in it names a paper"
    yield from _sources(report.outcomes)
    yield from _waiting(report)
    yield from _changes(report)
    for warning in report.warnings:
        yield f"WARNING: {warning}"
    requests = f"{report.requests} {_plural(report.requests, 'request', 'requests')}"
    yield f"{requests} in {report.seconds:.1f} s. {_due(report.next_due, now)}"
    if report.built:
        yield f"Published {report.database} and {report.database.with_name('papers.json').name}."
    else:
        yield f"Nothing has changed: {report.database} stays as it is."


def _sources(outcomes: Counter[tuple[str, Outcome]]) -> Iterable[str]:
    if outcomes:
        yield "Answers by source:"
    for source in sorted({s for s, _ in outcomes}):
        parts = [f"{outcomes[source, o]} {o.value.replace('_', ' ')}" for o in Outcome if outcomes[source, o]]
        yield f"  {source:18s} {', '.join(parts)}"


def _waiting(report: RunReport) -> Iterable[str]:
    if report.unsettled:
        yield "Still wanted (entries, source, why):"
    for (source, reason), n in report.unsettled.most_common(_REASONS):
        yield f"  {n:5d}  {source}: {reason}"
    rest = len(report.unsettled) - _REASONS
    if rest > 0:
        yield f"         and {rest} more reasons: `make status` shows all"


def _changes(report: RunReport) -> Iterable[str]:
    kinds = Counter(str(change.kind) for change in report.changes if change.kind != "changed")
    fields = Counter(str(change.field) for change in report.changes if change.kind == "changed")
    parts = [_counted(kinds)] * bool(kinds) + [f"values of {_counted(fields)}"] * bool(fields)
    if parts:
        yield f"Changed since the last run: {'; '.join(parts)}"


def _counted(counts: Counter[str]) -> str:
    """
    >>> _counted(Counter(["added", "removed", "added"]))
    '2 added, 1 removed'
    """
    return ", ".join(f"{n} {name}" for name, n in counts.most_common())


def _due(due: datetime | None, now: datetime) -> str:
    if due is None:
        return "Nothing is left to ask."
    if due <= now:
        return "More is due now."
    return f"Next lookup due {due:%Y-%m-%d %H:%M} UTC."


def _plural(n: int, one: str, many: str) -> str:
    return one if n == 1 else many
