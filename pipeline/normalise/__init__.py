"""From what a source wrote to what we publish: text, titles, names, dates, venues. Nothing here raises, whatever the text."""

from __future__ import annotations

from pydantic import JsonValue

from pipeline.models import Field
from pipeline.normalise import dates, names, text, titles, venues


def clean(field: Field, raw: str) -> JsonValue:
    """The normal form of a field; None when the text says nothing.

    Authors become a list of Person objects without their empty parts, year a number, issued `YYYY[-MM[-DD]]`, the rest text.

    >>> clean("authors", "He, Kaiming"), clean("year", "2023/06/17"), clean("abstract", "No abstract available.")
    ([{'family': 'He', 'given': 'Kaiming'}], 2023, None)
    """
    match field:
        case "authors":
            return [one.model_dump(exclude_defaults=True) for one in names.people(raw)] or None
        case "year":
            return dates.year(raw)
        case "issued":
            return dates.issued(raw)
        case "title":
            return _known(titles.title(raw))
        case "abstract":
            return _known(text.abstract(raw))
        case "venue":
            return _venue(raw)
        case _:
            return _known(text.plain(raw))


def _known(shown: str) -> str | None:
    return shown if text.known(shown) else None


def _venue(raw: str) -> str | None:
    return venues.short(raw)
