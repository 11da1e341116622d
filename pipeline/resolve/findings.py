"""What is worth a maintainer's attention about one work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.models import Finding, Work
from pipeline.normalise.titles import compare
from pipeline.resolve.draft import Draft
from pipeline.resolve.merge import PREPRINT_VENUES, text


def findings_of(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    """Findings about every entry that names a work, in the order of the entries."""
    yield from _far_titles(work, drafts)
    yield from _refused_matches(work, drafts)
    yield from _published_preprints(work, drafts)


def _far_titles(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    title = text(work.chosen.get("title"))
    if title is None or work.chosen["title"].lookup.source == "list":
        return
    for draft in drafts:
        for entry in draft.seed.entries:
            likeness = compare(entry.title, title) if entry.title else None
            if likeness and not likeness.same:
                yield Finding(
                    kind="title_differs",
                    list=entry.list,
                    line=entry.line,
                    work_id=work.id,
                    message=f"listed as “{entry.title}”, but the link leads to “{title}” ({likeness.why})",
                    suggestion="check the link, or take the paper's title",
                )


def _refused_matches(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    entry = drafts[0].seed.entries[0]
    believed = {(r.lookup, r.identifiers) for r in work.records}
    for match in work.matches:
        if not match.accepted and (match.lookup, match.identifiers) not in believed:  # two indexes may have agreed later
            yield Finding(
                kind="refused_match",
                list=entry.list,
                line=entry.line,
                work_id=work.id,
                message=f"{match.lookup} offered “{match.title}” ({match.parts['title']}; people {match.parts['people']})",
                suggestion=None,
            )


def _published_preprints(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    venue, url = text(work.chosen.get("venue")), text(work.chosen.get("published_url"))
    if venue is None or venue in PREPRINT_VENUES or url is None:
        return
    for draft in drafts:
        if draft.seed.key.scheme == "arxiv":
            for entry in draft.seed.entries:
                yield Finding(
                    kind="preprint_published",
                    list=entry.list,
                    line=entry.line,
                    work_id=work.id,
                    message=f"the preprint has been published at {venue}",
                    suggestion=url,
                )
