"""What a check of code links did, in numbers and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.models import Lookup


class Account:
    """Filled while the check goes on."""

    def __init__(self, repositories: int, due: int) -> None:
        self.repositories = repositories
        """Known behind the links of these lists."""
        self.due = due
        self.there = 0
        """Where the list says."""
        self.moved: list[tuple[Lookup, str]] = []
        """With the present name."""
        self.missing: list[tuple[Lookup, bool]] = []
        """With whether it is certain by now."""
        self.unanswered: Counter[str] = Counter()
        """By reason."""
        self.left: Counter[str] = Counter()
        """Due and not asked, by reason."""
        self.requests = 0
        self.offline = False

    @property
    def died(self) -> bool:
        """Whether a repository is certain to be gone: the published file does not tell yet."""
        return any(certain for _, certain in self.missing)


def summary(account: Account) -> str:
    """Some lines for standard output."""
    return "\n".join(_lines(account))


def _lines(account: Account) -> Iterator[str]:
    if account.offline:
        yield "No network (or PIPELINE_OFFLINE is set): nothing could be asked."
    requests = f"{account.requests} request" + "s" * (account.requests != 1)
    yield f"{account.repositories} repositories behind code links, {account.due} due, {requests}:"
    yield f"  {account.there} there, {len(account.moved)} moved, {len(account.missing)} missing, {account.unanswered.total()} not answered"
    for lookup, name in account.moved:
        yield f"  moved    {lookup.value} → {name}"
    for lookup, certain in account.missing:
        yield f"  missing  {lookup.value}: {'dead, for it was missed on two days' if certain else 'asked again on another day'}"
    for reason, n in account.unanswered.most_common():
        yield f"  {n} not answered: {reason}"
    for reason, n in account.left.most_common():
        yield f"  {n} not asked: {reason}"
    if account.left:
        yield "Call it again later: what is known by now is kept."
    if account.moved or account.died:
        yield "`make audit` names the lines; its patch has the new addresses of what has moved."
