"""Bytes of a list to text whose lines are the lines that an editor shows."""

from __future__ import annotations

import codecs

_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(body: bytes) -> str:
    r"""Text of a list file: byte order mark, else UTF-8, else Windows-1252; line ends become `\n`, one for one.

    Never raises. NUL and other control characters survive, because a reader may need to see what is wrong with a list.

    >>> decode(b"\xef\xbb\xbfa\r\nb\rc")
    'a\nb\nc'
    >>> decode("Schölkopf".encode("latin-1"))
    'Schölkopf'
    """
    return _text(body).replace("\r\n", "\n").replace("\r", "\n")


def _text(body: bytes) -> str:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        # A stray byte in a long UTF-8 file must not turn every accent of the file into mojibake.
        lenient = body.decode("utf-8", errors="replace")
        if lenient.count("\N{REPLACEMENT CHARACTER}") * 20 < sum(c > "\x7f" for c in lenient):
            return lenient
        return body.decode("cp1252", errors="replace")
