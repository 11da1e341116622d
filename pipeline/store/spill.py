"""Rows on their way into a database: a file of JSON for each table, so that none are held and DuckDB loads each table in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from io import BufferedWriter
from pathlib import Path
from typing import NamedTuple

from pipeline.store.rows import Row
from pipeline.store.wellformed import json_bytes

AT_ONCE = 200
"""Rows made into JSON together: a fifth of the time that they take one by one, about 100 kB."""
LINE = 16 << 20
"""Bytes of a row that DuckDB makes room for. A hostile page can make a longer one: then there is room for that."""


class Spilled(NamedTuple):
    """Files that lie in `folder`, each under the name of its table: an array of objects."""

    folder: Path
    counts: Counter[str]
    """Rows of every table that has any."""
    longest: int
    """Bytes of the longest row, LINE where none is longer."""


def spill(rows: Iterable[tuple[str, Row]], folder: Path) -> Spilled:
    """Write (table, row) pairs into `folder`."""
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        tables: dict[str, _Table] = {}
        for table, row in rows:
            if table not in tables:
                tables[table] = stack.enter_context(_Table(folder / table))
            tables[table].add(row)
            counts[table] += 1
    longest = max((table.longest for table in tables.values()), default=LINE)
    return Spilled(folder, counts, longest)


class _Table:
    def __init__(self, path: Path) -> None:
        self.longest = LINE
        self._path = path
        self._waiting: list[Row] = []
        self._mark = b"["

    def __enter__(self) -> _Table:
        self._file: BufferedWriter = self._path.open("wb")
        return self

    def __exit__(self, *error: object) -> None:
        with self._file:
            if self._waiting:
                self._write()
            self._file.write(b"]")

    def add(self, row: Row) -> None:
        self._waiting.append(row)
        if len(self._waiting) == AT_ONCE:
            self._write()

    def _write(self) -> None:
        array = json_bytes(self._waiting)
        if len(array) > self.longest:
            self.longest = max(self.longest, *(len(json_bytes(row)) for row in self._waiting))
        self._file.write(self._mark)
        self._file.write(memoryview(array)[1:-1])
        self._mark = b",\n"
        self._waiting.clear()
