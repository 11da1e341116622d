"""Figures: what was measured, how it spread, and how it compares with the run before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Literal

from pipeline.models import Model

HISTORY = Path(__file__).parent / "results" / "history.jsonl"
"""A line for every run; not kept in git, for it belongs to one machine."""
NOISE = 0.15
"""Share by which a median may differ from the last one without meaning anything on a machine that does other things too."""


class Figure(Model):
    """One thing measured several times."""

    name: str
    unit: str
    samples: tuple[float, ...]
    better: Literal["more", "less"] = "less"
    target: float | None = None
    """What DESIGN promises; None where it promises nothing."""

    @property
    def median(self) -> float:
        return median(self.samples)

    @property
    def is_met(self) -> bool:
        """Whether the promise is kept."""
        if self.target is None:
            return True
        return self.median >= self.target if self.better == "more" else self.median <= self.target

    def line(self, before: float | None) -> str:
        """For people: median, spread, promise, and how it was before."""
        spread = f"{_short(min(self.samples))}..{_short(max(self.samples))}" if len(self.samples) > 1 else ""
        sign = "≥" if self.better == "more" else "≤"
        promise = "" if self.target is None else f"{sign} {_short(self.target)} {'kept' if self.is_met else 'BROKEN'}"
        return f"{self.name:44} {_short(self.median):>9} {self.unit:8} {spread:>19}  {promise:16} {self._compared(before)}".rstrip()

    def _compared(self, before: float | None) -> str:
        if not before:
            return ""
        change = self.median / before - 1
        if abs(change) <= NOISE:
            return "as before"
        return f"{'better' if (change > 0) == (self.better == 'more') else 'WORSE'}: was {_short(before)}"


def verdict(figures: Sequence[Figure], failed: Sequence[str], seconds: float) -> str:
    """The end of a report: how long it took, what was promised and is not so, what could not be measured."""
    promised = [one for one in figures if one.target is not None]
    broken = [one for one in promised if not one.is_met]
    lines = [f"{len(figures)} figures in {seconds:.0f} s; {len(promised) - len(broken)} of {len(promised)} promises are kept"]
    lines += [f"BROKEN: {one.name}: {_short(one.median)} {one.unit}, promised {_short(one.target or 0)}" for one in broken]
    lines += [f"FAILED: {name} could not be measured; what went wrong stands above" for name in failed]
    return "\n".join(lines)


def last() -> Mapping[str, float]:
    """The newest median of every figure that was ever measured here, by name."""
    lines = HISTORY.read_text(encoding="utf-8").splitlines() if HISTORY.exists() else ()
    return {name: value for line in lines for name, value in json.loads(line)["medians"].items()}


def keep(figures: Iterable[Figure], at: str) -> None:
    HISTORY.parent.mkdir(exist_ok=True)
    with HISTORY.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": at, "medians": {f.name: round(f.median, 4) for f in figures}}) + "\n")


def _short(value: float) -> str:
    """Three digits that count.

    >>> _short(1234.5), _short(0.12345), _short(60)
    ('1234', '0.123', '60')
    """
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
