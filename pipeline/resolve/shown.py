"""Which version of a work is shown: as it was published, or as its preprint has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.models import Choice, Record
from pipeline.resolve.merge import OF_THE_PUBLICATION, OF_THE_WORK, choose, is_preprint

_OF_A_VERSION = frozenset(("venue", *OF_THE_WORK, *OF_THE_PUBLICATION))
_OF_A_PUBLICATION = frozenset({"venue", *OF_THE_PUBLICATION})


def as_preprint(chosen: Mapping[str, Choice], records: Sequence[Record]) -> dict[str, Choice]:
    """The preprint's values in place of the publication's, where there is a preprint; what a person set stays.

    Place and date are the preprint's alone: pages that it has not are no pages of it. The rest falls back on what is published.
    """
    preprints = [r for r in records if is_preprint(r)]
    own = {field: choice for field, choice in choose(preprints, (), frozenset()).items() if field in _OF_A_VERSION}
    if "venue" not in own:
        return dict(chosen)
    kept = {f: c for f, c in chosen.items() if f not in _OF_A_PUBLICATION or c.lookup.source == "corrections"}
    by_hand = {f for f, c in kept.items() if c.lookup.source == "corrections"}
    return kept | {f: c for f, c in own.items() if f not in by_hand}
