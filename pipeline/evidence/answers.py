"""Where a lookup stands: what was last answered, what was last found, how often it failed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline.models import BUDGET_SPENT, SETTLED, By, Lookup, Outcome

Row = tuple[str, By, str, str, str, int | None, str, str]
"""source, by, value, outcome, reason, response, at, run: in the order of arrival."""


MOST = 10
"""In a row, as far as anybody counts: no waiting time and no finding makes a difference beyond five. So old answers need not be kept."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The sum of all answers to one lookup. A plain slotted value: a large list has hundreds of thousands of them."""

    outcome: Outcome
    reason: str
    at: datetime
    found: int | None
    """The response of the newest good answer; a later failure does not take it away."""
    response: int | None
    """The response of the newest answer, whatever it was worth."""
    failures: int
    """Refused or broken answers in a row since it last settled, counted as far as MOST."""
    run: str
    """The run of the newest answer."""
    spoken: bool
    """Whether it ever said found, not_found or skipped."""
    late: bool
    """Whether its turn did not come once, for the budget of its site was spent, since it last settled; MOST failures make that the same."""
    missed: int
    """not_found answers in a row after it had been found, each of another day, counted as far as MOST."""

    @property
    def settled(self) -> bool:
        """The source has spoken: a later refusal does not unsay it."""
        return self.spoken

    def after(self, outcome: Outcome, reason: str, response: int | None, at: datetime, run: str) -> Standing:
        """The standing once one more answer has arrived."""
        gone = outcome is Outcome.NOT_FOUND
        return Standing(
            outcome=outcome,
            reason=reason,
            at=at,
            found=response if outcome is Outcome.FOUND else self.found,
            response=response,
            run=run,
            spoken=self.spoken or outcome in SETTLED,
            late=outcome not in SETTLED and (BUDGET_SPENT in reason or (self.late and self.failures < MOST)),
            failures=0 if outcome in SETTLED else min(self.failures + 1, MOST),
            missed=min(self.missed + (at.date() > self.at.date() or not self.missed), MOST) if gone else 0,
        )


def first(outcome: Outcome, reason: str, response: int | None, at: datetime, run: str) -> Standing:
    """The standing after the first answer ever."""
    return Standing(
        outcome=outcome,
        reason=reason,
        at=at,
        found=response if outcome is Outcome.FOUND else None,
        response=response,
        failures=int(outcome not in SETTLED),
        run=run,
        spoken=outcome in SETTLED,
        late=outcome not in SETTLED and BUDGET_SPENT in reason,
        missed=int(outcome is Outcome.NOT_FOUND),
    )


def standings(rows: Iterable[Row]) -> dict[Lookup, Standing]:
    """Standings of all lookups, from all answers in the order of their arrival."""
    latest: dict[tuple[str, By, str], Standing] = {}
    for source, by, value, outcome, reason, response, at, run in rows:
        key, when = (source, by, value), datetime.fromisoformat(at)
        before = latest.get(key)
        told = (Outcome(outcome), reason, response, when, run)
        latest[key] = before.after(*told) if before else first(*told)
    return {Lookup(s, b, v): standing for (s, b, v), standing in latest.items()}
