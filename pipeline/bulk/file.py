"""The files that lists.toml names under [bulk]."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pipeline.bulk import anthology, snapshot
from pipeline.bulk.form import Form
from pipeline.lists import BULK_FILES, Bulk
from pipeline.sources._base import FILE

log = logging.getLogger(__name__)

FORMS: Mapping[str, Form] = {"arxiv": snapshot.FORM, "acl": anthology.FORM}
"""By the name of the source that a file speaks for."""


class BulkFile(NamedTuple):
    """A file as it lies there now."""

    source: str
    path: Path
    address: str
    """Its name, size and time: another one when the file is replaced. Without its folder, for addresses are kept and shown."""
    modified: datetime
    """UTC."""

    @property
    def form(self) -> Form:
        return FORMS[self.source]

    def parts(self, ids: Collection[str]) -> Iterator[tuple[str, bytes]]:
        return self.form.parts(self.path, ids)


def opened(named: Bulk) -> tuple[BulkFile, ...]:
    """Those that are there, with a warning for each that is not."""
    return tuple(file for source, path in named if path and (file := _opened(source, path)))


def _opened(source: str, path: Path) -> BulkFile | None:
    try:
        with path.open("rb") as file:
            stat = os.stat(file.fileno())
    except OSError as e:
        log.warning("[bulk] of lists.toml names %s: %s. Put %s there; going on without", path, e.strerror, BULK_FILES[source])
        return None
    address = f"{FILE}{quote(path.name)}#{stat.st_size}-{stat.st_mtime_ns}"
    return BulkFile(source, path, address, datetime.fromtimestamp(stat.st_mtime, UTC))
