"""What the lists alone tell of a work."""

from __future__ import annotations

from pipeline.models import Entry, Field, Identifier, Model, Record


class Seed(Model):
    """Entries that name one work by the same link, with what list and link say of it."""

    key: Identifier
    """The identifier of the link; `title:` and a hash where there is none."""
    entries: tuple[Entry, ...]
    identifiers: frozenset[Identifier]
    """Of the paper link and what a rule makes of it: certain."""
    also: frozenset[Identifier]
    """Of further copies in the entry (`[arXiv]` beside `[PUB]`): the list says so, to be compared before it counts."""
    witnesses: tuple[Record, ...]
    """What the list says (source `list`), then what the address says (source `link`)."""
    mended: tuple[tuple[Entry, str], ...] = ()
    """Entries whose link is damaged, with the link as it must have been meant."""
    corrected: Record | None = None
    """What a person sets (source `corrections`)."""
    dropped: frozenset[Identifier] = frozenset()
    """Identifiers that a person says are not the work's."""
    vouched: frozenset[Identifier] = frozenset()
    """Identifiers that a person says are the work's."""
    muted: frozenset[tuple[str, Field]] = frozenset()
    """(source, field) pairs that a person does not believe about this work."""

    @property
    def listed_title(self) -> str | None:
        return next((e.title for e in self.entries if e.title), None)
