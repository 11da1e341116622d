"""What failed of a batch is asked again piece by piece: one bad lookup may have spoilt it, or it was too much at once.

Each piece is half of the one that failed, so a single bad lookup is found in few requests, and a size that the site takes is kept.
One piece at a time: what came of it says how large the next one may be, and a site that fails at everything is soon left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.models import Lookup

MOST_LOST = 4
"""Lookups given up one by one before the rest is given up too: more than that are no accident of a lookup."""


class Next(NamedTuple):
    """What to do after an answer."""

    piece: Sequence[Lookup]
    """To be asked now; empty when nothing is left."""
    lost: Sequence[Lookup]
    """Given up in this run: they failed as the answer says."""


class Pieces:
    """One batch on its way."""

    def __init__(self) -> None:
        self._left: list[Lookup] = []
        """Not asked again yet."""
        self._size = 0
        """Lookups in the next piece."""
        self._lost = 0
        self._went_well = False
        self._halved = False

    def after(self, asked: Sequence[Lookup], failed: Sequence[Lookup], *, once: bool = False, hopeless: bool = False) -> Next:
        """Take note of what came of the batch, or of its last piece.

        `once`: where a half fails as well, nothing further is tried; `hopeless`: nothing is tried at all.
        """
        well = len(asked) - len(failed)
        self._went_well = self._went_well or well > 0
        lost: Sequence[Lookup] = ()
        if hopeless or (failed and once and self._halved):
            lost, self._left = [*failed, *self._left], []
        elif not failed:
            self._size *= 2 if self._lost else 1  # past the one that spoilt it: back to large pieces
        elif well:
            self._left, self._size = [*failed, *self._left], well
        elif len(asked) > 1:
            self._left, self._size, self._halved = [*failed, *self._left], len(asked) // 2, True
        else:
            lost = self._lose(failed)
        piece, self._left = self._left[: self._size], self._left[self._size :]
        return Next(piece, lost)

    def _lose(self, failed: Sequence[Lookup]) -> Sequence[Lookup]:
        """Give up one, and all where nothing goes well: of the last one it is learnt whether it was the first one's fault."""
        self._lost += 1
        self._size = 1
        if self._lost > MOST_LOST or (self._lost > 1 and not self._went_well):
            failed, self._left = [*failed, *self._left], []
        elif not self._went_well:
            self._left = self._left[-1:] + self._left[:-1]
        return failed
