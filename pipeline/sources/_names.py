"""Structured names of indexes as the raw text that cleaning reads: one `Family, Given, Suffix` a line, groups in braces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.sources._base import names


class Written(NamedTuple):
    """A person as an index writes one."""

    family: str | None = None
    """A group or a single name stands here alone."""
    given: str | None = None
    suffix: str | None = None
    orcid: str | None = None
    """As the person's own address at orcid.org, or its number."""


def lines(people: Iterable[Written]) -> str | None:
    """One person a line, the ORCID last. None when nobody is named.

    >>> lines([Written("Ang", "Marcelo H.", "Jr."), Written("ATLAS\\n Collaboration"), Written(given="Aristotle"), Written()])
    'Ang, Marcelo H., Jr.\\n{ATLAS Collaboration}\\n{Aristotle}'
    """
    return names(_pairs(people)) or None


def _pairs(people: Iterable[Written]) -> Iterable[tuple[str, str]]:
    for person in people:
        # A line break within a name would make two persons of one.
        family, given, suffix, orcid = (" ".join((part or "").split()) for part in person)
        if family and given:
            yield family, (f"{given}, {suffix}" if suffix else given) + (f" {orcid}" if orcid else "")
        elif family or given:
            yield family or given, ""
