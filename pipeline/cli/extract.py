"""`extract`: the entries of any reading list."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from pipeline import extract as lists
from pipeline.errors import UsageError


def extract(arguments: Namespace) -> int:
    path = Path(arguments.file)
    try:
        body = sys.stdin.buffer.read() if arguments.file == "-" else path.read_bytes()
    except OSError as e:
        raise UsageError(f"cannot read {arguments.file}: {e.strerror}. Give the path of a reading list, or - for standard input") from e
    text = lists.decode(body)
    name = "stdin" if arguments.file == "-" else path.stem
    entries = lists.extract(text, name=name, path="README.md" if arguments.file == "-" else path.name)
    if arguments.unclaimed:
        for line, url in lists.unclaimed(text, entries):
            print(f"{line}\t{url}")
        return 0
    for entry in entries:
        row = entry.model_dump(mode="json", exclude={"list", "position"})
        print(json.dumps(row, ensure_ascii=False))
    return 0
