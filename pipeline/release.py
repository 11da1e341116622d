"""The files that people use, put in place together: the database, its JSON and what changed, all new or all old."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import PublishFailed, UsageError
from pipeline.export.writing import write
from pipeline.models import Catalogue
from pipeline.published import DATABASE, JSON
from pipeline.report import write_changes
from pipeline.store.build import build
from pipeline.store.publish import publish


def release(catalogue: Catalogue, folder: Path, note: Callable[[], None]) -> None:
    """Write everything beside its place first, then rename; on a full disk the old files stay, all of them.

    `note` is called once everything is written and before anything is put in place.
    Raises PublishFailed when something cannot be written. The caller holds the lock of the data folder.
    """
    staged = folder / f".{JSON}.new"

    def make(database: Path) -> None:
        build(catalogue, database)
        staged.mkdir()
        write(database, "json", staged / JSON)
        write_changes(database, staged)
        note()

    shutil.rmtree(staged, ignore_errors=True)  # of a run that was killed
    try:
        publish(make, folder / DATABASE)
        for file in sorted(staged.iterdir()):
            os.replace(file, folder / file.name)
    except (UsageError, OSError) as e:
        raise PublishFailed(f"{JSON} could not be written, the old one stays: {e}") from e
    finally:
        shutil.rmtree(staged, ignore_errors=True)
