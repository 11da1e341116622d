"""Puts the report into a folder: one page, or one per list with an index where one would be too heavy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.report.content import names_and_sizes, read
from pipeline.report.files import file_names, put
from pipeline.report.page import ReportFile, index_page, report_page
from pipeline.report.shown import Told

MOST = 5_000
"""Entries in one page: about 20 MB, which a browser shows within a second."""
REPORT = "report.html"


def write_report(database: Path, folder: Path, findings: Told | None = None) -> tuple[Path, ...]:
    """report.html in `folder`, and report-NAME.html for every list where they hold more than MOST entries together.

    `findings` (heading → findings) are shown in place of those that the file holds. Equal content gives equal bytes.
    Returns the files written, the one to open first.
    Raises UsageError when `database` is no published file or the folder cannot be written.
    """
    sizes = names_and_sizes(database)
    first = folder / REPORT
    if sum(sizes.values()) <= MOST:
        return _put(folder, {first: report_page(read(database, tuple(sizes), findings))})
    return _put(folder, _pages(database, folder, sizes, findings))


def _pages(database: Path, folder: Path, sizes: Mapping[str, int], findings: Told | None) -> Mapping[Path, str]:
    pages: dict[Path, str] = {}
    files: list[ReportFile] = []
    for name, file in file_names(sizes, "report-", ".html").items():
        content = read(database, [name], findings)
        pages[folder / file] = report_page(content, back=REPORT)
        complete = sum(row.status == "complete" for row in content.rows)
        files.append(ReportFile(name=file, list=name, entries=len(content.rows), complete=complete))
    return {folder / REPORT: index_page(files), **pages}


def _put(folder: Path, pages: Mapping[Path, str]) -> tuple[Path, ...]:
    """All pages in place; pages of lists that are no more go."""
    put(pages)
    for path in _stale(folder, pages):
        path.unlink()
    return tuple(pages)


def _stale(folder: Path, pages: Mapping[Path, str]) -> Iterator[Path]:
    return (path for path in folder.glob("report-*.html") if path not in pages)
