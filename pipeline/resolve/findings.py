"""What is worth a maintainer's attention about one work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.models import Entry, Finding, Identifier, Match, Work
from pipeline.normalise.titles import compare
from pipeline.normalise.venues import venue
from pipeline.resolve.differences import differences
from pipeline.resolve.draft import WANTED, Draft
from pipeline.resolve.merge import PREPRINT_VENUES, text


def findings_of(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    """Findings about every entry that names a work, in the order of the entries."""
    yield from _damaged_links(work, drafts)
    yield from _far_titles(work, drafts)
    yield from _refused_matches(work, drafts)
    yield from _published_preprints(work, drafts)
    yield from _withdrawn(work, drafts)
    entry = drafts[0].seed.entries[0]
    for kind, message in (*_differences(work), *_weak(work), *_unknown_venue(work)):
        yield _about(entry, work, kind, message)


def _about(entry: Entry, work: Work, kind: str, message: str, suggestion: str | None = None) -> Finding:
    return Finding(kind=kind, list=entry.list, line=entry.line, work_id=work.id, message=message, suggestion=suggestion)


def _damaged_links(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    for draft in drafts:
        for entry, mended in draft.seed.mended:
            yield _about(entry, work, "damaged_link", f"the link {entry.paper_url} is damaged", mended)


def _far_titles(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    title = text(work.chosen.get("title"))
    if title is None or work.chosen["title"].lookup.source == "list":
        return
    for draft in drafts:
        for entry in draft.seed.entries:
            likeness = compare(entry.title, title) if entry.title else None
            if likeness and not likeness.same:
                yield _about(
                    entry,
                    work,
                    "title_differs",
                    f"listed as “{entry.title}”, but the link leads to “{title}” ({likeness.why})",
                    "check the link, or take the paper's title",
                )


def _refused_matches(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    entry = drafts[0].seed.entries[0]
    believed = {(r.lookup, r.identifiers) for r in work.records}
    settled = frozenset[Identifier]().union(*(d.seed.dropped for d in drafts))
    for match in work.matches:
        if match.accepted or match.identifiers & settled:
            continue
        if (match.lookup, match.identifiers) not in believed:  # two indexes may have agreed later
            yield _about(
                entry,
                work,
                "refused_match",
                f"{match.lookup} offered “{match.title}” ({match.parts['title']}; people {match.parts['people']})",
                _to_accept(work, match),
            )


def _to_accept(work: Work, match: Match) -> str | None:
    """The command that takes a refused match, where it bears an identifier that is not the work's already."""
    offered = min((i for i in match.identifiers - work.identifiers), key=lambda i: (i.scheme not in _NAMES_A_WORK, i), default=None)
    return f"if it is the work: accept {work.id} {offered}" if offered else None


_NAMES_A_WORK = frozenset({"doi", "arxiv"})


def _published_preprints(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    """Where only an index knows that it was published, and not where to read it, the index is named."""
    shown, url = work.chosen.get("venue"), text(work.chosen.get("published_url"))
    place, says = text(shown), ""
    if place in PREPRINT_VENUES:
        place = next((v.venue for v in work.versions if v.kind in {"proceedings", "journal"}), None) if url else None
    elif shown and not url:
        place = None if shown.lookup.source == "list" else place
        says = f", says {shown.lookup.source.replace('_', ' ')}"
    if place is None:
        return
    for draft in drafts:
        if draft.seed.key.scheme == "arxiv":
            for entry in draft.seed.entries:
                yield _about(entry, work, "preprint_published", f"the preprint has been published at {place}{says}", url)


def _withdrawn(work: Work, drafts: Sequence[Draft]) -> Iterable[Finding]:
    """The work itself, or the very version that an entry links to: a withdrawn preprint may have been published all the same."""
    of_all = text(work.chosen.get("withdrawn"))
    for draft in drafts:
        own = (str(r.clean("withdrawn")) for r in draft.records if r.clean("withdrawn") and r.identifiers & draft.seed.identifiers)
        word = of_all or next(own, None)
        for entry in draft.seed.entries if word else ():
            yield _about(
                entry,
                work,
                "withdrawn",
                f"“{text(work.chosen.get('title')) or entry.title}” has been withdrawn ({word})",
                None if of_all else text(work.chosen.get("published_url")),
            )


def _differences(work: Work) -> Iterable[tuple[str, str]]:
    return (("sources_differ", f"{field}: {said}") for field, said in differences(work))


_WEAK = {"list": "as listed", "link": "by the address", "general": "by an unknown site"}
"""Sources that describe a work only where nobody better does."""


def _weak(work: Work) -> Iterable[tuple[str, str]]:
    """Fields for which nobody better than the list or an unknown site speaks."""
    weak = [f"{f} {_WEAK[c.lookup.source]}" for f in WANTED if (c := work.chosen.get(f)) and c.lookup.source in _WEAK]
    if weak:
        yield "weak_fields", "no better source than: " + ", ".join(weak)


def _unknown_venue(work: Work) -> Iterable[tuple[str, str]]:
    container = text(work.chosen.get("container_title"))
    if container is not None and "venue" not in work.chosen and venue(container) is None:
        yield "unknown_venue", f"“{container}” stands in no row of venues.toml"
