"""What kind of file an archive gives out, and how the parts of it that are wanted are found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.models import Expects


class Form(NamedTuple):
    """A file that describes one work after the other."""

    expects: Expects
    """What its parts are."""
    parts: Callable[[Path, Collection[str]], Iterator[tuple[str, bytes]]]
    """(number, part) for every part about one of these numbers, in one pass and in the file's order; the first where one comes twice.

    What is wrong with the file is told in the log, and gives no parts; memory does not grow with the file.
    """
