"""Looks the set-up over, on request the sites too, and prints what to attach to a report."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.clock import Clock
from pipeline.doctor.soundness import Mark, checks
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.doctor.fitness import Fit, KnownWork

_READS_WITH = ("requests", "selectolax", "lxml", "arxiv", "pydantic", "duckdb")
"""Packages whose version may explain what a reader or the database does."""


class Findings:
    """Lines to print as they come; afterwards whether anything is wrong."""

    def __init__(self) -> None:
        self.wrong = 0

    def lines(
        self,
        settings: Settings,
        env: Mapping[str, str],
        clock: Clock,
        works: Sequence[KnownWork] | None,
        *,
        hosts: Mapping[str, tuple[str, int]] = {},
    ) -> Iterator[str]:
        """`works` are what the sites are asked for; None asks nothing. `hosts` as for a run: for tests and the demonstration only."""
        for mark, what, says in checks(settings, env):
            yield self._line(mark, what, says)
        if works is not None:
            from pipeline.doctor.fitness import fits  # with sources and lanes: who asks no site need not wait for them

            yield ""
            yield f"Asking {len(works)} sources for a work that is known:"
            asked = []
            for fit in fits(works, settings, clock, hosts=hosts):
                asked.append(fit)
                yield self._line(fit.mark, fit.source, fit.says)
            yield ""
            yield from report(asked)
        yield ""
        yield "All is well." if not self.wrong else f"{self.wrong} wrong: see above."

    def _line(self, mark: Mark, what: str, says: str) -> str:
        self.wrong += mark is Mark.WRONG
        return f"{mark.value:5}  {what:16}  {says}"


def report(asked: Iterable[Fit]) -> Iterator[str]:
    """What somebody who is to mend a reader needs to know; nothing of it is secret or names this machine."""
    unfit = [fit for fit in sorted(asked, key=lambda fit: fit.source) if fit.mark is not Mark.OK]
    if not unfit:
        yield "Every reader fits."
        return
    yield "To attach to a report:"
    yield f"  reading-list-pipeline {__version__}, Python {platform.python_version()}, {platform.system()}"
    yield "  " + ", ".join(f"{name} {version(name)}" for name in _READS_WITH)
    for fit in unfit:
        yield f"  {fit.source} (reader {fit.reader}): {fit.says}"
        yield f"    {fit.url}"
    yield "and what `python -m pipeline page URL` saves of these addresses, unless the site refuses."
