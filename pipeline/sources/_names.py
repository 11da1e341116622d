"""Structured names of indexes as the raw text that cleaning reads: one `Family, Given, Suffix` a line, groups in braces."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.sources._base import names


def lines(people: Iterable[tuple[str | None, str | None, str | None]]) -> str | None:
    """Family, given and suffix of each person; a group or a single name as family alone. None when nobody is named.

    >>> lines([("Ang", "Marcelo H.", "Jr."), ("ATLAS\\n Collaboration", None, None), (None, "Aristotle", None), (None, None, None)])
    'Ang, Marcelo H., Jr.\\n{ATLAS Collaboration}\\n{Aristotle}'
    """
    return names(_pairs(people)) or None


def _pairs(people: Iterable[tuple[str | None, str | None, str | None]]) -> Iterable[tuple[str, str]]:
    for person in people:
        # A line break within a name would make two persons of one.
        family, given, suffix = (" ".join((part or "").split()) for part in person)
        if family and given:
            yield family, f"{given}, {suffix}" if suffix else given
        elif family or given:
            yield family or given, ""
