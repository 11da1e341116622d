"""requirements.lock is installed without a resolver, so it must name everything that its packages need."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path("requirements.lock").read_text()
PINNED = {canonicalize_name(name): pin for name, pin in re.findall(r"^([\w.-]+)==([^ ;\\]+)", LOCK, re.MULTILINE)}


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False  # for another Python or system only
    return True


@pytest.mark.parametrize("name", [name for name in PINNED if _installed(name)])
def test_the_lock_holds_everything_that_a_package_needs(name: str) -> None:
    needed = [r for text in requires(name) or () if (r := Requirement(text)).marker is None or r.marker.evaluate({"extra": ""})]

    assert not {r.name for r in needed if canonicalize_name(r.name) not in PINNED}
    assert not {str(r) for r in needed if not r.specifier.contains(version(r.name), prereleases=True)}


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK
    assert all(line.startswith("    --hash=sha256:") for line in LOCK.splitlines() if "==" not in line)
