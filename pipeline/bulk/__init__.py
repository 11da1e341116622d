"""Data of whole archives on this machine, asked before any network: what is due and stands in it is kept as evidence like any answer."""

from pipeline.bulk.file import BulkFile, opened
from pipeline.bulk.told import Told

__all__ = ["BulkFile", "Told", "opened"]
