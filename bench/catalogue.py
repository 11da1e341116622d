"""Building and exporting: a catalogue of made-up works, each with what three sources say of it, into the published file and its JSON."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import JsonValue

from bench.figures import Figure
from bench.project import FIRST_DAY
from bench.timing import peak_megabytes, spent
from bench.works import link, paper
from pipeline.demo.works import Paper
from pipeline.models import (
    Answer,
    Catalogue,
    Choice,
    Claim,
    Entry,
    Field,
    Identifier,
    Link,
    Listed,
    ListState,
    Lookup,
    Outcome,
    Publishable,
    Record,
    Status,
    Version,
    Work,
)
from pipeline.release import release
from pipeline.run import UNSEARCHED

SOURCES = ("general", "arxiv", "semantic_scholar")
LARGEST = 100_000
MOST_SECONDS, MOST_MEGABYTES = 60, 1024
"""What DESIGN promises of the largest."""


def building(count: int) -> Iterable[Figure]:
    """Seconds from works to published files, without what making them up takes; and the most memory that it took."""
    promised = count == LARGEST
    gc.set_threshold(UNSEARCHED)
    with spent() as making:
        deque(_contents(count), maxlen=0)
    with TemporaryDirectory() as folder:
        with spent() as took:
            release(Catalogue(contents=_contents(count), digest="bench"), Path(folder), lambda: None)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
    name = f"build and export of {count:,} works"
    yield Figure(name=name, unit="s", samples=(took.wall - making.wall,), target=MOST_SECONDS if promised else None)
    yield Figure(name=f"{name}: processor", unit="s", samples=(took.processor - making.processor,))
    yield Figure(name=f"{name}: peak memory", unit="MiB", samples=(peak_megabytes(),), target=MOST_MEGABYTES if promised else None)
    yield Figure(name=f"{name}: files", unit="MB", samples=(size,))


def _contents(count: int) -> Iterator[Publishable]:
    yield ListState(name="bench", address="bench", path=None, synced_at=FIRST_DAY, sha256="0" * 64, entries=count)
    for n in range(count):
        made = paper(n)
        work = _work(made)
        yield _listed(n, made, work)
        for record in work.records:
            yield Answer(lookup=record.lookup, outcome=Outcome.FOUND, response=n, at=FIRST_DAY, run="bench")
        yield work


def _work(made: Paper) -> Work:
    own = Identifier("url", link(made)) if made.page else Identifier("arxiv", str(made.arxiv))
    identifiers = frozenset(
        {own, *([Identifier("arxiv", made.arxiv)] if made.arxiv else []), *([Identifier("doi", made.doi)] if made.doi else [])}
    )
    values = _values(made)
    records = tuple(
        Record(
            lookup=Lookup(source, "id", str(own)),
            identifiers=identifiers,
            claims=tuple(Claim(field=field, raw=str(value), clean=value, way="bench") for field, value in values.items()),
        )
        for source in SOURCES
    )
    first = records[0]
    return Work(
        id=own,
        identifiers=identifiers,
        chosen={claim.field: Choice(value=claim.clean, claim=claim, lookup=first.lookup, rule="1 of 12: bench") for claim in first.claims},
        versions=(_version(made, identifiers, first.lookup),),
        records=records,
        matches=(),
        status=Status.COMPLETE,
        missing=(),
        since=dict.fromkeys(values, date(2026, 11, 20)),
    )


def _version(made: Paper, identifiers: frozenset[Identifier], lookup: Lookup) -> Version:
    return Version(
        kind="journal", identifiers=identifiers, title=made.title, venue=made.venue, year=made.year, url=made.page, lookup=lookup
    )


def _values(made: Paper) -> dict[Field, JsonValue]:
    authors: list[JsonValue] = [{"family": a.family, "given": a.given} for a in made.authors]
    found: dict[Field, JsonValue] = {
        "title": made.title, "authors": authors, "venue": made.venue, "container_title": made.container, "year": made.year,
        "issued": str(made.posted), "type": made.kind, "pages": made.pages, "abstract": made.abstract, "url": link(made), "doi": made.doi,
        "arxiv_id": made.arxiv,
    }  # fmt: skip
    return {field: value for field, value in found.items() if value is not None}


def _listed(n: int, made: Paper, work: Work) -> Listed:
    code = Link(role="code", url=f"https://github.com/group-{n % 97}/project-{n}", text="code")
    paper_link = Link(role="paper", url=link(made), text=made.title)
    entry = Entry(
        list="bench", line=n + 1, position=n + 1, section_path=(f"Section {n // 50}",), title=made.title, paper_url=link(made),
        links=(paper_link, code),
    )  # fmt: skip
    return Listed(entry=entry, work_id=work.id, identifiers=frozenset({work.id}), repaired_url=entry.paper_url)
