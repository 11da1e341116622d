"""Checks an extraction against the raw text: scholarly addresses that no entry took."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.hosts import scholarly
from pipeline.extract.runs import trimmed
from pipeline.models import Entry

_ADDRESS = re.compile(r"https?://(?:[^\s<>\"'`|\\]|\\[_&*()~-])+", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|^(?P<fence>[ \t]*(?P<mark>`{3,}|~{3,})).*?(?:^[ \t]*(?P=mark)[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_INLINE_CODE = re.compile(r"(?<!`)`[^`\n]*`(?!`)")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|<img\b[^>]*>", re.IGNORECASE)


def links(text: str, entries: Iterable[Entry]) -> tuple[tuple[int, str], ...]:
    """Scholarly addresses of the raw text, with their lines, that are links of no entry; comments, code and images do not count.

    An empty answer says that nothing scholarly was passed over; what remains is text about the list, or a form that the rules do not know.
    """
    claimed = {_folded(link.url) for entry in entries for link in entry.links}
    shown = _IMAGE.sub(_blank, _INLINE_CODE.sub(_linkless, _HIDDEN.sub(_blank, text)))
    found: list[tuple[int, str]] = []
    for number, line in enumerate(shown.split("\n"), 1):
        for m in _ADDRESS.finditer(line):
            url = trimmed(m[0])
            if scholarly(url) and not _claims(claimed, _folded(url)):
                found.append((number, url))
    return tuple(found)


def _claims(claimed: set[str], url: str) -> bool:
    """Taken as it stands, or up to where the raw text ran on behind the address."""
    return url in claimed or any(
        url.startswith(c) for c in (url[:n] for n in range(len(url) - 1, max(12, len(url) - 60), -1)) if c in claimed
    )


def _folded(url: str) -> str:
    return re.sub(r"[\\)\]}>.,;*_]+$", "", url.replace("\\", "").replace("&amp;", "&").strip())


def _blank(hidden: re.Match[str]) -> str:
    """White space with as many lines."""
    return "\n" * hidden[0].count("\n")


def _linkless(code: re.Match[str]) -> str:
    return code[0].replace("http", "----")
