"""What the published file tells about the entries of a list: twice, without a link, withdrawn, published meanwhile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.audit.published import EntryListed, Published
from pipeline.models import Finding
from pipeline.normalise.titles import compare, fold
from pipeline.normalise.venue_table import preprint_servers

HABIT = 0.05
"""Share of entries that repeat a work of another section, or link to anything but a paper, from which that is how a list is kept:
of 39 lists seven have 7 to 52 % of the first kind, the others below 4 %.
"""
OFTEN = 5
"""Entries that can be a habit at all, in however short a list."""
NEAR = 75.0
"""Likeness of two titles under one link from which they are one title with a slip or another edition of it; strangers reach 60."""
FEWEST = 4
"""Words of a title without a link that are surely one: `Filter pruning` in a legend is none."""


def findings(published: Published) -> Iterator[Finding]:
    """Findings about single entries, and about entries that name one work."""
    yield from _told(published)
    yield from _repeated(published.entries)
    elsewhere = _linking_elsewhere(published.entries)
    for entry in published.entries:
        if _lacks_paper(entry) and not (entry.links and (entry.list in elsewhere or not _is_published(entry))):
            only = f", only to {' and '.join(dict.fromkeys(link.role for link in entry.links))}" if entry.links else ""
            yield _finding("no_link", entry, f"“{entry.listed_title or entry.title}” has no link to a paper{only}", entry.url)


def _told(published: Published) -> Iterator[Finding]:
    """What the run found about the list."""
    titles = {entry.work_id: entry.title for entry in published.entries}
    for finding in published.findings:
        if finding.kind in {"title_differs", "withdrawn"}:
            yield finding
        elif finding.kind == "preprint_published" and finding.work_id:
            yield finding.model_copy(update={"message": f"“{titles.get(finding.work_id)}”: {finding.message}"})


def _lacks_paper(entry: EntryListed) -> bool:
    return entry.paper_url is None and not entry.identifiers and len((entry.listed_title or "").split()) >= FEWEST


def _is_published(entry: EntryListed) -> bool:
    """Whether an entry that links to something else is surely a paper: lists name books, data and workshops too, by their own pages."""
    return entry.url is not None or (entry.venue is not None and entry.venue not in preprint_servers())


def _linking_elsewhere(entries: Sequence[EntryListed]) -> frozenset[str]:
    """Lists that link to project pages or code where others link to papers: there it is no slip."""
    sizes = Counter(entry.list for entry in entries)
    other = Counter(entry.list for entry in entries if _lacks_paper(entry) and entry.links)
    return frozenset(name for name, count in other.items() if _is_habit(count, sizes[name]))


def _is_habit(count: int, entries: int) -> bool:
    return count >= OFTEN and count > HABIT * entries


def _repeated(entries: Sequence[EntryListed]) -> Iterator[Finding]:
    """Told at the later entry. The same link under another title is mostly a slip of copy and paste, not the same work."""
    groups: dict[tuple[str, str], list[EntryListed]] = defaultdict(list)
    for entry in entries:
        groups[entry.list, str(entry.work_id)].append(entry)
    pairs = [(own, other) for group in groups.values() if (own := _rightful(group)) for other in group if other.line != own.line]
    habits = _habits(entries, pairs)
    for first, other in pairs:
        title = other.listed_title or other.title or other.paper_url
        if _one_link(first, other) and not _one_title(first.listed_title, other.listed_title):
            message = f"“{title}” has the link of “{first.listed_title}” (line {first.line})"
            yield _finding("one_link_two_titles", other, message, "one of them needs another link, unless both are names of one work")
        elif first.section_path == other.section_path:
            yield _finding("listed_twice", other, f"“{title}” is already listed on line {first.line}", None)
        elif other.list not in habits:
            where = " / ".join(first.section_path) or "no section"
            yield _finding("listed_twice", other, f"“{title}” is already listed on line {first.line}, in {where}", None)


def _rightful(group: Sequence[EntryListed]) -> EntryListed:
    """Of the entries with one work that whose title most of them bear, then that with the work's own title, then the first."""

    def agreeing(entry: EntryListed) -> tuple[int, bool]:
        same = sum(_one_title(entry.listed_title, other.listed_title) for other in group)
        return same, entry.title is not None and _one_title(entry.listed_title, entry.title)

    return group[0] if len(group) == 1 else max(group, key=agreeing)


def _habits(entries: Sequence[EntryListed], pairs: Iterable[tuple[EntryListed, EntryListed]]) -> frozenset[str]:
    """Lists that set a work under every section to which it belongs: there it is no slip."""
    sizes = Counter(entry.list for entry in entries)
    apart = Counter(other.list for first, other in pairs if first.section_path != other.section_path)
    return frozenset(name for name, count in apart.items() if _is_habit(count, sizes[name]))


def _one_link(one: EntryListed, other: EntryListed) -> bool:
    """Whether both lead to one place, be it to the page and to the PDF."""
    return one.paper_url == other.paper_url or (bool(one.identifiers) and one.identifiers == other.identifiers)


def _one_title(one: str | None, other: str | None) -> bool:
    """Whether two titles of one link are meant for one work: near, or one the other with more words."""
    if not one or not other:
        return True
    left, right = set(fold(one).split()), set(fold(other).split())
    likeness = compare(one, other)
    return likeness.same or likeness.score >= NEAR or left <= right or right <= left


def _finding(kind: str, entry: EntryListed, message: str, suggestion: str | None) -> Finding:
    return Finding(kind=kind, list=entry.list, line=entry.line, work_id=entry.work_id, message=message, suggestion=suggestion)
