"""The published file in the formats of other programs: JSON, CSL-JSON, BibTeX, RIS, CSV, Parquet, Markdown; `writing` is the way in."""
