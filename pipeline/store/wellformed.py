"""JSON of whatever the models hold."""

from __future__ import annotations

from pydantic_core import PydanticSerializationError, to_json


def json_bytes(value: object) -> bytes:
    """UTF-8, one line.

    Half a surrogate pair, which a page can send as an escape (`\\ud83d`) and UTF-8 cannot hold, becomes U+FFFD.

    >>> json_bytes({"title": "cut \\ud83d", "year": 2022}).decode()
    '{"title":"cut \ufffd","year":2022}'
    """
    try:
        return to_json(value)
    except PydanticSerializationError:
        return to_json(_mended(value))


def _mended(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list | tuple):
        return [_mended(v) for v in value]
    return {_mended(k): _mended(v) for k, v in value.items()} if isinstance(value, dict) else value
