"""All findings about the lists of a published file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.audit import contents, entries, links, whereabouts
from pipeline.audit.listing import NOTHING, Listing, Observed
from pipeline.audit.published import Published
from pipeline.models import Finding

KINDS: Mapping[str, str] = {
    "damaged_link": "Damaged links",
    "dead_link": "Dead links",
    "moved_link": "Moved links",
    "listed_twice": "The same work twice",
    "one_link_two_titles": "One link under two titles",
    "title_differs": "Titles far from the paper's",
    "contents": "Contents that do not match the sections",
    "no_link": "Entries without a link",
    "withdrawn": "Withdrawn works",
    "preprint_published": "Preprints that have been published",
}
"""What an audit tells a maintainer, what needs a hand first: kind → heading.

Other findings of a run (a title search that was refused, an index that mixes two works up) are about our sources, not about the list.
"""


def examine(published: Published, listings: Mapping[str, Listing], observed: Observed = NOTHING) -> tuple[Finding, ...]:
    """Findings by list, in the order of KINDS, then by line.

    Without the text of a list (`listings`: name → text) nothing is said about its contents and about blanks in its links.
    """
    found = [
        *links.damaged(published.entries, listings),
        *whereabouts.findings(published.entries, observed),
        *entries.findings(published),
        *contents.findings(published.entries, listings),
    ]
    order = list(KINDS)
    return tuple(sorted(dict.fromkeys(found), key=lambda f: (f.list or "", order.index(f.kind), f.line or 0, f.message)))


def by_kind(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Heading → findings, in the order of KINDS; within a kind the order stays."""
    found: dict[str, list[Finding]] = {kind: [] for kind in KINDS}
    for finding in findings:
        found[finding.kind].append(finding)
    return {KINDS[kind]: tuple(group) for kind, group in found.items() if group}
