"""Fixes as a unified diff, for `git apply` or `patch -p1`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff

from pipeline.audit.links import Fix
from pipeline.audit.listing import Listing


def patch(fixes: Iterable[Fix], listings: Mapping[str, Listing]) -> str:
    """One diff per list, in the order of their names; empty where there is nothing to mend."""
    by_list: dict[str, list[Fix]] = {}
    for fix in fixes:
        by_list.setdefault(fix.list, []).append(fix)
    return "".join(line for name in sorted(by_list) for line in _diff(listings[name], by_list[name]))


def mended(source: str, fixes: Iterable[Fix]) -> str:
    """A list's text with the fixes in place; one that no longer fits its line is left out."""
    lines = source.split("\n")
    for fix in fixes:
        lines[fix.line - 1] = fix.mend(lines[fix.line - 1])
    return "\n".join(lines)


def _diff(listing: Listing, fixes: Iterable[Fix]) -> Iterator[str]:
    source = listing.source
    if source is None or source.count("\n") != listing.text.count("\n"):
        return  # not UTF-8, or line ends that diff programs do not count as such
    old, new = _lines(source), _lines(mended(source, fixes))
    for line in unified_diff(old, new, f"a/{listing.file}", f"b/{listing.file}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """With their ends; only a line feed ends a line, as diff programs see it."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines
