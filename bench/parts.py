"""What a run does to one thing after the other, without network and files: lists, links, pages, works."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from bench.figures import Figure
from bench.project import QUICK, project
from bench.timing import processor_seconds
from bench.works import link, lists, papers
from pipeline.evidence import Evidence, ReadingCache
from pipeline.extract import extract
from pipeline.gather import Seeds
from pipeline.identify import fallback, identify
from pipeline.models import Response
from pipeline.readings import Readings
from pipeline.resolve import Works, bearing, walk
from pipeline.run import READINGS
from pipeline.settings import EVIDENCE
from pipeline.sources import registry
from pipeline.sources._base import Source
from tests.extract.test_list_forms import FORMS
from tests.sources.test_saved_pages import SAVED, answer

FORMS_SIZE = 20_000
"""Characters of every form, repeated: as long as a middling list."""
LINKS = 5_000
PAGES = 50
"""Times that every saved page is read in one sample."""
WORKS = 400


def extraction() -> Iterable[Figure]:
    """Megabytes of list read in a second, over every form of the tests, each as long as a whole list."""
    forms = [dedent(text).strip() + "\n\n" for _, text, _ in FORMS]  # indented as the tests have them, they would be code
    texts = [text * (FORMS_SIZE // len(text) + 1) for text in forms]
    texts.append("\n".join(lists(papers(2_500)).values()))
    assert all(extract(text, name="bench") for text in texts), "a form is read as nothing, which is quick and says nothing"
    size = sum(len(text.encode()) for text in texts) / 1e6
    seconds = processor_seconds(lambda: [extract(text, name="bench") for text in texts], times=1)
    yield Figure(name="extraction", unit="MB/s", samples=tuple(size / s for s in seconds), better="more", target=0.4)


def identification() -> Iterable[Figure]:
    """Links named in a second: those of made-up lists and those of the saved pages."""
    links = [link(work) for work in papers(LINKS)] + [str(one.record.get("url")) for one in SAVED]
    seconds = processor_seconds(lambda: [identify(url) or fallback(url) for url in links])
    yield Figure(name="identification", unit="links/s", samples=tuple(len(links) / s for s in seconds), better="more")


def reading() -> Iterable[Figure]:
    """Pages read in a second, per source; an answer about many works counts once for each."""
    pages = [one for one in SAVED if "claims" in one.record or "answers" in one.record]
    for name in sorted({one.source for one in pages}):
        own = [one for one in pages if one.source == name]
        count = PAGES * sum(len(one.lookups) for one in own)
        source = registry()[name]
        rates = tuple(count / s for s in processor_seconds(partial(_read, source, [*map(answer, own)]), times=3))
        target = 800 if source.kind == "publisher" else None
        yield Figure(name=f"reading: {name}", unit="works/s", samples=rates, better="more", target=target)


def _read(source: Source, answers: Iterable[Response]) -> None:
    for one in answers:
        for _ in range(PAGES):
            source.read(one)


def resolving() -> Iterable[Figure]:
    """Works made in a second from what is kept of them: every record heard, compared, merged."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with project(folder, WORKS, scale=QUICK) as one:
            one.run("enrich")
        entries = chain.from_iterable(extract(text, name=name) for name, text in lists(papers(WORKS)).items())
        seeds = dict(Seeds(entries))
        with Evidence(folder / "data/raw" / EVIDENCE) as evidence:
            cache = ReadingCache(folder / "data/enriched" / READINGS, evidence.identity)
            readings = Readings(evidence, registry(), cache)
            drafts = {key: walk(seed, readings.hear) for key, seed in seeds.items()}
            walks = processor_seconds(lambda: [walk(seed, readings.hear) for seed in seeds.values()])
            bearings = {key: bearing(draft) for key, draft in drafts.items()}
            made = processor_seconds(lambda: list(Works(drafts, bearings, {}, lambda lookup: True)))
            cache.close()
    yield Figure(name="resolving: drafts", unit="works/s", samples=tuple(WORKS / s for s in walks), better="more")
    yield Figure(name="resolving: works from drafts", unit="works/s", samples=tuple(WORKS / s for s in made), better="more")
