"""The map at the head of the package has every room of the house."""

from __future__ import annotations

import re
from pathlib import Path

import pipeline


def test_the_map_names_every_module() -> None:
    rooms = {path.stem for path in Path(pipeline.__file__).parent.iterdir() if not path.name.startswith(("_", "."))}

    assert pipeline.__doc__
    assert sorted(rooms - set(re.findall(r"\w+", pipeline.__doc__.partition("Where to look")[2]))) == []
