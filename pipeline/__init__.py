"""Reads curated reading lists, finds each paper behind its link and keeps clean records in one DuckDB file.

    reading lists ─► extract ─► identify ─► ┌─ plan ─► lanes ─► evidence ─► read ─► resolve ─┐ ─► build ─► publish ─► export
    data/raw, URL    Entry      Identifier  └────────── until nothing is wanted ◄────────────┘    DuckDB    one rename

Evidence is kept (`evidence/`, append-only); readings are computed from it and can be thrown away.
Everything in `data/enriched/` is a function of lists, evidence, corrections, code and settings.

Where to look, from the top down:

    people       cli, demo, progress, summary, status, show, decide, page, doctor, checkup, codelinks
    a run        run, with its task; the loop in settle; what it leaves in output; its account
    lists        lists, sync, extract, identify, gather (entries become seeds)
    asking       plan (what is due), bulk (files before sites), web (lanes), manners, pieces (of failed batches), sources
    reading      evidence, readings (of a response), drafts (of a work), resolve, normalise
    publishing   survey, publication, comparison (what changed), inputs (is a build needed), release, store, export, noted
    noticing     layout and moves (of sites), gone (dead links), outlook (what is due and why)
    the file     published (the way into it), named, catalog (for Python), report, audit
    ground       models, settings, clock, lock, errors
"""

__version__ = "0.1.0"
