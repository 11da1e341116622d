"""`export`: the published data in another format."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from pipeline.errors import UsageError
from pipeline.export.writing import write
from pipeline.published import DATABASE
from pipeline.settings import Settings


def export(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
    if arguments.format == "parquet" and arguments.output is None and sys.stdout.isatty():
        raise UsageError("parquet is nothing to look at: give --output papers.parquet, or a pipe")
    write(
        settings.enriched_dir / DATABASE,
        arguments.format,
        arguments.output,
        where=arguments.where,
        lists=arguments.list,
        sections=arguments.section,
        without=frozenset(arguments.without),
        unicode=arguments.unicode,
    )
    return 0
