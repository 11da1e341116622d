"""Text that does nothing but be read: no escapes, no control, hidden or reordering characters; addresses of the web only."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
"""Ends of lines that some programs take for one and some do not."""
_ACTIVE = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # a whole terminal sequence, so that no `[31m` stays behind
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # control characters, except tab and line feed
    "|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # marks of direction: they show a text in another order than it is stored
    "|[\U000e0000-\U000e007f]"  # tags: text that no reader sees
)
_BLANK = re.compile(r"\s")


def plain(text: str) -> str:
    """Without anything active; tabs and line feeds stay, other line ends become line feeds.

    >>> plain("a\\x1b[31mred\\x1b[0m b\\r\\nc\\u202ed\\0")
    'ared b\\ncd'
    """
    if text.isprintable():  # ten times as fast, and most texts are: whatever is active is not printable
        return text
    return _ACTIVE.sub("", _BREAKS.sub("\n", text))


def flat(text: str) -> str:
    """The same in one line.

    >>> flat("two\\n\\n lines ")
    'two lines'
    """
    return " ".join(plain(text).split())


@lru_cache(maxsize=256)  # the sources of one paper's fields name the same few pages
def web_address(url: str | None) -> str | None:
    """The address if a browser may follow it, None for any other scheme and for what is no address.

    >>> web_address("https://arxiv.org/abs/2111.06377")
    'https://arxiv.org/abs/2111.06377'
    >>> web_address("javascript:alert(1)") is None
    True
    """
    if url is None:
        return None
    text = plain(url).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and parts.netloc and not _BLANK.search(text) else None
