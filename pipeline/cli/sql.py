"""`sql`: a query on the published file."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace

from pipeline.published import DATABASE
from pipeline.settings import Settings
from pipeline.store.query import query
from pipeline.store.table import json_rows, table


def sql(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    columns, rows = query(settings.enriched_dir / DATABASE, arguments.query)
    wide = arguments.format == "table" or (arguments.format is None and sys.stdout.isatty())
    width = shutil.get_terminal_size().columns if wide else None
    sys.stdout.write(json_rows(columns, rows) if arguments.format == "json" else table(columns, rows, width))
    return 0
