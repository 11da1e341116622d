"""Evidence: responses, answers, list snapshots and history in one SQLite file. The only module that knows SQLite.

Append-only but for pruning: whatever a run was told is written as it arrives, in one transaction a response,
so a run killed anywhere loses nothing.
"""

from pipeline.evidence.answers import Standing
from pipeline.evidence.cache import ReadingCache
from pipeline.evidence.file import Evidence
from pipeline.evidence.history import Published, Shown, Snapshot
from pipeline.evidence.ledger import Ledger
from pipeline.evidence.pack import pack, unpack
from pipeline.evidence.salvage import Salvaged, salvage
from pipeline.evidence.standings import Standings

__all__ = [
    "Evidence", "Ledger", "Published", "ReadingCache", "Salvaged", "Shown", "Snapshot", "Standing", "Standings",
    "pack", "salvage", "unpack",
]  # fmt: skip
