"""Reads curated reading lists, finds each paper behind its link and keeps clean records in one DuckDB file.

    reading lists ─► extract ─► identify ─► ┌─ plan ─► lanes ─► evidence ─► read ─► resolve ─┐ ─► build ─► publish ─► export
    data/raw, URL    Entry      Identifier  └────────── until nothing is wanted ◄────────────┘    DuckDB    one rename

Evidence is kept (`evidence/`, append-only); readings are computed from it and can be thrown away.
Everything in `data/enriched/` is a function of lists, evidence, corrections, code and settings.
"""

__version__ = "0.1.0"
