"""Pages for people: the report for a browser, what changed as Markdown and as a feed."""

from pipeline.report.changes import write_changes
from pipeline.report.write import write_report

__all__ = ["write_changes", "write_report"]
