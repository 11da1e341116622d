"""Do the readers still fit their sites? One request per source, about a work that is known."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.clock import Clock
from pipeline.doctor.soundness import Mark
from pipeline.models import Field, Lookup, Model, NotAPage, NotFound, Outcome, Record, Verdict
from pipeline.normalise.titles import fold
from pipeline.resolve.match import people_of, title_of
from pipeline.settings import Settings
from pipeline.sources import reader_version, registry
from pipeline.web.lanes import Delivery, Lanes

KNOWN_WORKS = Path(__file__).with_name("known_works.toml")
COMPLETE: tuple[Field, ...] = ("title", "authors", "year", "abstract")
"""Fields whose absence is told: not every source has all of them."""


class KnownWork(Model):
    """What a source must say about one of its works."""

    source: str
    lookup: str
    """Way of asking and value: `id arxiv:1706.03762`."""
    title: str
    first_author: str
    """Family name."""

    @property
    def question(self) -> Lookup:
        by, _, value = self.lookup.partition(" ")
        return Lookup(self.source, "title" if by == "title" else "id", value)


class Fit(Model):
    """How a source answered."""

    source: str
    mark: Mark
    """Wrong: the reader does not fit any more. A note: the site could not be asked, which says nothing about the reader."""
    says: str
    url: str
    """As asked."""
    reader: str
    """Version of the reader."""


def known_works(file: Path = KNOWN_WORKS) -> tuple[KnownWork, ...]:
    return tuple(KnownWork.model_validate(row) for row in tomllib.loads(file.read_text(encoding="utf-8"))["work"])


def fits(works: Sequence[KnownWork], settings: Settings, clock: Clock, *, hosts: Mapping[str, tuple[str, int]] = {}) -> Iterable[Fit]:
    """Every source as it answers, each site at its own pace, all sites side by side.

    `hosts`: host → loopback address and port that stands in for it; for tests and the demonstration only.
    """
    by_question = {work.question: work for work in works}
    lanes = Lanes(settings, clock, hosts=hosts)
    try:
        lanes.offer([registry()[work.source].ask((work.question,)) for work in works])
        while (delivery := lanes.next()) is not None:
            [lookup] = delivery.ask.lookups
            yield _fit(by_question[lookup], delivery)
    finally:
        lanes.close()


def _fit(work: KnownWork, delivery: Delivery) -> Fit:
    mark, says = _judged(work, delivery)
    return Fit(source=work.source, mark=mark, says=says, url=delivery.ask.url, reader=reader_version(work.source))


def _judged(work: KnownWork, delivery: Delivery) -> tuple[Mark, str]:
    if delivery.outcome is Outcome.NOT_FOUND:
        return Mark.WRONG, f"the known work has gone: {delivery.reason}"
    if delivery.outcome is not None or delivery.response is None:
        return Mark.NOTE, f"{delivery.outcome}: {delivery.reason}"
    return _compared(work, registry()[work.source].read(delivery.response)[work.question])


def _compared(work: KnownWork, verdict: Verdict) -> tuple[Mark, str]:
    if isinstance(verdict, NotFound | NotAPage):
        return Mark.WRONG, f"reads no work: {verdict.reason}"
    right = next((record for record in verdict if _is(work, record)), None)
    if right is None:
        read = "; ".join(f"{title_of(r)!r} by {', '.join(p.family for p in people_of(r)[:1]) or 'nobody'}" for r in verdict[:3])
        return Mark.WRONG, f"reads {read or 'nothing'}, not {work.title!r} by {work.first_author}"
    missing = [field for field in COMPLETE if right.claim(field) is None]
    return Mark.OK, "fits" + (f", without {', '.join(missing)}" if missing else "")


def _is(work: KnownWork, record: Record) -> bool:
    people = people_of(record)
    return fold(title_of(record) or "") == fold(work.title) and bool(people) and fold(people[0].family) == fold(work.first_author)
