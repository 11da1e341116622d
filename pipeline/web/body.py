"""Reads the body of an answer, complete or not at all, and never more than was allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

from urllib3.response import BaseHTTPResponse

from pipeline.clock import Clock

PIECE = 65_536
"""Bytes per read, the usual buffer of a socket; whatever has arrived is taken, so that a drip is noticed between two drops."""


_ABSURD = 1e15
"""Bytes; what is promised beyond it is promised in jest, and would be infinite as a number."""


class Unusable(Exception):
    """The body cannot be taken as it is; `again` says whether a second try may differ."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


def read_body(raw: BaseHTTPResponse, clock: Clock, *, most: int, deadline: float) -> bytes:
    """The body with its content encoding undone, at most `most` bytes before and after; `deadline` is monotonic.

    Raises Unusable, and urllib3's errors for what happens on the wire.
    """
    encoding = raw.headers.get("Content-Encoding", "").strip().lower()
    pieces = _pieces(raw, clock, most, deadline)
    if encoding in {"", "identity"}:
        return b"".join(pieces)
    if encoding in {"gzip", "x-gzip"}:
        return _unpack(pieces, most, zlib.MAX_WBITS | 16)
    if encoding == "deflate":
        return _unpack(pieces, most, None)
    raise Unusable(f"a content encoding that was not asked for: {encoding[:40]}", again=False)


def _pieces(raw: BaseHTTPResponse, clock: Clock, most: int, deadline: float) -> Iterator[bytes]:
    promised = announced(raw.headers)
    if promised is not None and promised > most:
        raise Unusable(f"a body of {promised:.0f} bytes, more than {most}", again=False)
    total = 0
    while piece := raw.read1(PIECE, decode_content=False):
        total += len(piece)
        if total > most:
            raise Unusable(f"a body of more than {most} bytes", again=False)
        if clock.monotonic() > deadline:
            raise Unusable("an answer that took too long to arrive", again=True)
        yield piece
    if promised is not None and total < promised:
        raise Unusable(f"a body cut short: {total} of {promised:.0f} bytes", again=True)


def announced(headers: Mapping[str, str]) -> float | None:
    """Bytes that a head promises; None where it promises nothing, or what is no number.

    >>> announced({"Content-Length": "12"}), announced({"Content-Length": "many"})
    (12.0, None)
    """
    length = headers.get("Content-Length", "")
    return min(float(length), _ABSURD) if length.isascii() and length.isdigit() else None


def _unpack(pieces: Iterator[bytes], most: int, window: int | None) -> bytes:
    """`window` as zlib takes it; None for deflate, which some servers send with zlib's frame and some without."""
    unpacked = bytearray()
    unpacker = None
    try:
        for piece in pieces:
            if unpacker is None:
                unpacker = zlib.decompressobj(window if window is not None else _deflate_window(piece))
            unpacked += unpacker.decompress(piece, most + 1 - len(unpacked))
            if len(unpacked) > most:
                raise Unusable(f"a body that unpacks to more than {most} bytes", again=False)
            while unpacker.eof and unpacker.unused_data.startswith(b"\x1f\x8b"):  # gzip may come in several members
                rest, unpacker = unpacker.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 16)
                unpacked += unpacker.decompress(rest, most + 1 - len(unpacked))
                if len(unpacked) > most:
                    raise Unusable(f"a body that unpacks to more than {most} bytes", again=False)
    except zlib.error as e:
        raise Unusable("a body that does not unpack", again=True) from e
    if unpacker is not None and not unpacker.eof:
        raise Unusable("a packed body cut short", again=True)
    return bytes(unpacked)


def _deflate_window(first: bytes) -> int:
    """A zlib frame begins with 0x78 in practice: 32 KB window, method deflate."""
    return zlib.MAX_WBITS if first[:1] == b"\x78" else -zlib.MAX_WBITS
