"""JSON of APIs, read defensively: null where a list is promised, one object where there should be several, a number as text.

Nothing here raises for what an answer may hold; what has the wrong shape is as good as absent.
"""

from __future__ import annotations

import json
import re
from typing import cast

from pydantic import JsonValue

from pipeline.models import NotAPage, NotFound, Response

_SURROGATE = re.compile("[\ud800-\udfff]")


def document(response: Response) -> JsonValue | NotAPage:
    """The body as JSON, or why it is none."""
    if response.body.lstrip()[:1] == b"<":
        return NotAPage(reason=f"markup instead of JSON (status {response.status})")
    try:
        return cast(JsonValue, json.loads(response.body))
    except (ValueError, RecursionError):  # not JSON or not UTF-8; nested deeper than any answer is
        return NotAPage(reason=f"not JSON (status {response.status}): {response.body[:80].decode('utf-8', 'replace')!r}")


def missing(response: Response) -> NotFound | None:
    """NotFound for an API's own 404 or 410, which is JSON or plain text; a 404 in HTML is somebody else speaking."""
    if response.status in {404, 410} and response.body.lstrip()[:1] != b"<":
        return NotFound(reason=f"status {response.status}")
    return None


def failed(response: Response) -> NotAPage | None:
    """NotAPage for every other status that is no success."""
    return None if 200 <= response.status < 300 else NotAPage(reason=f"status {response.status}")


def answer(response: Response) -> JsonValue | NotFound | NotAPage:
    """What an API says to one question: its document, that it knows nothing, or that this is no answer."""
    return missing(response) or failed(response) or document(response)


def at(value: JsonValue, *path: str | int) -> JsonValue:
    """What stands at the end of a path of keys and places, None where the path breaks off.

    >>> at({"title": ["A", "B"]}, "title", 1), at({"title": None}, "title", 0)
    ('B', None)
    """
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: JsonValue, *path: str | int) -> str | None:
    """The text at the end of a path without blanks at its ends; None where there is none.

    >>> text({"a": " x "}, "a"), text({"a": 5}, "a"), text({"a": " "}, "a")
    ('x', None, None)
    """
    found = at(value, *path)
    # Half a surrogate pair is legal in JSON and in no encoding.
    return (_SURROGATE.sub("", found).strip() or None) if isinstance(found, str) else None


def word(value: JsonValue, *path: str | int) -> str | None:
    """Text, or a whole number written as text: identifiers come as either.

    >>> word({"pmid": 19872477}, "pmid"), word({"pmid": "19872477"}, "pmid"), word({"pmid": True}, "pmid")
    ('19872477', '19872477', None)
    """
    found = at(value, *path)
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else text(value, *path)


def several(value: JsonValue, *path: str | int) -> list[JsonValue]:
    """The list at the end of a path; one thing that stands alone is a list of one.

    >>> several({"hit": {"k": 1}}, "hit"), several({"hit": [1, 2]}, "hit"), several({}, "hit")
    ([{'k': 1}], [1, 2], [])
    """
    found = at(value, *path)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def first(value: JsonValue, *path: str | int) -> str | None:
    """The first text of a list, or the text that stands alone.

    >>> first({"title": [None, "A"]}, "title"), first({"title": "A"}, "title")
    ('A', 'A')
    """
    return next((t for t in (text(one) for one in several(value, *path)) if t), None)
