"""The ACL Anthology's BibTeX, one entry a work, packed or not: gone through in pieces for the addresses that are wanted.

https://aclanthology.org/anthology+abstracts.bib.gz has some 120,000 entries in 150 MB. No BibTeX library reads such a file without
holding all of it; they read the entries that are found.
"""

from __future__ import annotations

import gzip
import logging
import re
import zlib
from collections.abc import Collection, Iterator
from io import BufferedIOBase
from pathlib import Path

from pipeline.bulk.form import Form
from pipeline.lists import BULK_FILES
from pipeline.sources._acl_bibtex import described

log = logging.getLogger(__name__)

_AT_ONCE = 1 << 20
"""Bytes read at once."""
_LONGEST = 1 << 18
"""Bytes of an entry: 2,000 authors and a long abstract have a quarter of it."""
_PACKED = b"\x1f\x8b"
"""How a gzip file begins (RFC 1952)."""
_BEGIN = b"\n@"
"""Before an entry; within one no line begins so, for the Anthology writes a value on one line, and names one a line."""
_ADDRESS = re.compile(rb"url\s{0,9}=\s{0,9}(?:anth\s{0,9}#\s{0,9})?[\"{]([^\"{}\s]{1,200})[\"}]")
"""`anth` abbreviates the beginning in the file without abstracts."""


def _entries(path: Path, ids: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """(number, entry) for every sound entry that is wanted; one that is damaged costs nothing but itself."""
    is_one, seen, damaged = False, set[str](), dict[str, None]()
    try:
        with _opened(path) as file:
            for number, entry in _addressed(file):
                is_one = True
                if number not in ids or number in seen:
                    continue
                if number in described(entry):
                    seen.add(number)
                    yield number, entry
                else:
                    damaged[number] = None
    except (OSError, EOFError, zlib.error) as e:
        log.warning("%s cannot be read to its end (%s): what stands before counts; %s works", path, e, BULK_FILES["acl"])
    if lost := [number for number in damaged if number not in seen]:
        log.warning("%s: %d entries are damaged, the first about %s: the site is asked for them", path, len(lost), lost[0])
    if not is_one:
        log.warning("%s: no entry of BibTeX has an address: going on without; %s works", path, BULK_FILES["acl"])


def _opened(path: Path) -> BufferedIOBase:
    with path.open("rb") as file:
        packed = file.read(len(_PACKED)) == _PACKED
    return gzip.open(path) if packed else path.open("rb")


def _addressed(file: BufferedIOBase) -> Iterator[tuple[str, bytes]]:
    """The end of every address, which is the work's number, and the text from the entry's beginning to that of the next."""
    for text in _whole(file):
        for hit in _ADDRESS.finditer(text):
            end = text.find(_BEGIN, hit.end())
            number = hit[1].rstrip(b"/").rpartition(b"/")[2].decode(errors="replace")
            yield number, text[text.rfind(_BEGIN, 0, hit.start()) + 1 : end if end >= 0 else len(text)]


def _whole(file: BufferedIOBase) -> Iterator[bytes]:
    """The file in pieces that end where an entry ends."""
    held = b""
    while piece := file.read1(_AT_ONCE):
        held += piece
        end = held.rfind(_BEGIN)
        if end >= 0:
            yield held[:end]
            held = held[end:]
        elif len(held) > _AT_ONCE + _LONGEST:
            held = b""  # no entry is as long: this is something else, and must not fill memory
    yield held


FORM = Form("text", _entries)
