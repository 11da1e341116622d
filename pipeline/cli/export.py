"""`export`: the published data in another format."""

from __future__ import annotations

import os
from argparse import Namespace

from pipeline.export import write
from pipeline.published import DATABASE
from pipeline.settings import Settings


def export(arguments: Namespace) -> int:
    settings = Settings.from_environment(os.environ)
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
