"""The registry: every module of this folder whose name has no leading underscore holds one `source`."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.sources._base import Source

_PACKAGE = Path(__file__).parent.parent


@cache
def registry() -> Mapping[str, Source]:
    """Every source by name, in the alphabetical order of the files."""
    found: dict[str, Source] = {}
    for module in sorted(pkgutil.iter_modules([str(Path(__file__).parent)]), key=lambda m: m.name):
        if not module.name.startswith("_"):
            source: Source = importlib.import_module(f"{__name__}.{module.name}").source
            found[source.name] = source
    return found


@cache
def reader_version(name: str) -> str:
    """Hash of a source's module and of all that it reads with, computed so that nobody has to bump it by hand."""
    own = Path(inspect.getfile(type(registry()[name])))
    shared = [*sorted(_PACKAGE.glob("sources/_*.py")), *sorted(_PACKAGE.glob("normalise/*.*")), _PACKAGE / "models.py"]
    digest = hashlib.sha256()
    for path in [own, *shared]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
