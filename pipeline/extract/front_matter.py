"""A page that is one paper: its fields stand as YAML between `---` lines at its head."""

from __future__ import annotations

import re

from pipeline.models import Entry

_FRONT = re.compile(r"---[ \t]*\n(?P<fields>.{1,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_DESCRIBES_A_WORK = re.compile(
    r"^(?:authors?|doi|arxiv|venue|conference|journal|booktitle|publication|paper(?:_?url)?|pdf)\s*:\s*\S", re.IGNORECASE | re.MULTILINE
)


def entry(text: str, *, name: str) -> tuple[Entry, ...]:
    """The one entry of such a page, empty for every other page: a title alone is the title of the page."""
    front = _FRONT.match(text)
    if front is None or not _DESCRIBES_A_WORK.search(front["fields"]) or not re.search(r"(?m)^title\s*:", front["fields"]):
        return ()
    from pipeline.extract import yaml_records  # with PyYAML: few pages have such a head, and the others need not wait for it

    found = yaml_records.entries(front["fields"], name=name)[:1]
    return tuple(e.model_copy(update={"line": e.line + 1}) for e in found)
