"""The command line: `python -m pipeline COMMAND`. A command's module is loaded when it is called, for all together take a second."""

from __future__ import annotations

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module

from pipeline.cli.exits import INTERRUPTED
from pipeline.cli.grammar import parser
from pipeline.errors import PipelineError
from pipeline.settings import ignored_settings

__all__ = ["main"]

log = logging.getLogger("pipeline")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is the contract's."""
    arguments = parser().parse_args(argv)
    _log_to_stderr(arguments.verbose)
    try:
        for name in ignored_settings(os.environ):
            log.warning("%s is ignored: it counts only behind a proxy on loopback", name)
        return _command(arguments.command)(arguments)
    except PipelineError as e:
        print(f"pipeline: {e}", file=sys.stderr)
        return e.exit_status
    except KeyboardInterrupt:
        print("pipeline: ended at once; what had arrived is kept, nothing was published", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough, as in `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _command(place: str) -> Callable[[Namespace], int]:
    """The function that the grammar names: "module.function" of this package."""
    module, _, function = place.partition(".")
    found: Callable[[Namespace], int] = getattr(import_module(f"{__name__}.{module}"), function)
    return found


def _log_to_stderr(verbose: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    logging.getLogger("arxiv").setLevel(logging.ERROR)  # it warns of entries that our reader judges itself
    root = logging.getLogger("pipeline")
    root.handlers = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
