"""What authors tell on a preprint about where the paper itself appeared: `Accepted at CVPR 2023`, a journal reference.

Evidence of a version of its own, beside the preprint that says so. Nothing is guessed: the venue must be known and the year be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.models import Claim, Record
from pipeline.normalise.venues import Venue, venue

PREPRINT_LEAD = 3
"""A preprint may precede its publication by so many years, and follow it by one."""

_KINDS = ("conference", "journal", "workshop")
_BRACKETED = re.compile(r"\(((?:19|20)\d\d)\)")
_LONE = re.compile(r"(?<![\w.:/-])((?:19|20)\d\d)(?![\w:-])")
_GLUED = re.compile(r"(?<=[A-Z]{3})((?:19|20)\d\d)(?!\w)")
_SHORT_YEAR = re.compile(r"['’](\d\d)\b")


def told(records: Sequence[Record]) -> Iterator[Record]:
    """A record of the publication for every preprint that names one, under the preprint's own lookup."""
    for record in records:
        reference = [r for c in record.claims if c.field == "journal_ref" and (r := _publication(c, None))]
        written = record.clean("year")
        said = [r for c in record.claims if c.field == "accepted" and (r := _publication(c, written if isinstance(written, int) else None))]
        claims = _agreed(reference) or _agreed(said)
        if claims:
            yield record.model_copy(update={"claims": claims})


def _publication(claim: Claim, written: int | None) -> tuple[Venue, int, Claim] | None:
    """Venue and year that a claim names; `written` is the preprint's year, from which a comment's must not be far."""
    place, year = venue(claim.raw), year_in(claim.raw)
    if place is None or place.kind not in _KINDS or year is None:
        return None
    if written is not None and not written - 1 <= year <= written + PREPRINT_LEAD:
        return None
    return place, year, claim


def _agreed(found: Sequence[tuple[Venue, int, Claim]]) -> tuple[Claim, ...]:
    """The claims of the one publication that is named; workshops count where nothing else is. Two that differ say nothing."""
    rest = [one for one in found if one[0].kind != "workshop"] or found
    if len({(place.short, year) for place, year, _ in rest}) != 1:
        return ()
    place, year, claim = rest[0]
    return tuple(_claims(place, year, claim))


def _claims(place: Venue, year: int, claim: Claim) -> Iterable[Claim]:
    yield claim.model_copy(update={"field": "venue", "clean": place.short})
    yield claim.model_copy(update={"field": "year", "clean": year})


def year_in(reference: str) -> int | None:
    """The year of a reference: in brackets, else the only number that can be one.

    >>> year_in("JHEP 1610 (2016) 174"), year_in("STVR 35(2):e1914, 2025"), year_in("CVPR2023"), year_in("CVPR'23")
    (2016, 2025, 2023, 2023)
    >>> year_in("Phys. Rev. B 85, 115117"), year_in("Nature 2015, 2016")
    (None, None)
    """
    for form in (_BRACKETED, _LONE, _GLUED):
        years = set(form.findall(reference))
        if years:
            return int(years.pop()) if len(years) == 1 else None
    short = _SHORT_YEAR.findall(reference)
    return 2000 + int(short[0]) if len(short) == 1 else None
