"""The published file in the formats of other programs: JSON, CSL-JSON, BibTeX, RIS, CSV, Parquet, Markdown."""

from pipeline.export.writing import export, write

__all__ = ["export", "write"]
