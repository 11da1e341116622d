"""The numbers and bars above the table, from the entries of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from pipeline.export.papers import Paper
from pipeline.models import Model
from pipeline.report.shown import PATH_SEPARATOR, Content, Voice

VENUES = 12
"""Bars of the chart of venues; the rest is summed up in one line below."""
BANDS = 6
"""Venues told apart in the chart of years: more tones than this cannot be told apart in print."""
YEARS = 16
"""Columns of the chart of years; older works stand together in the first."""
SECTIONS = 20
"""Bars of sections that are open; more of them unfold."""
FIELDS = ("title", "authors", "venue", "year", "abstract", "doi", "arxiv_id", "code_url")
_FIELD_NAMES = {"arxiv_id": "arXiv id", "code_url": "code", "doi": "DOI", "container_title": "container title"}
_SHADES = 5


class Tile(Model):
    """A figure with its name."""

    value: str
    name: str


class Bar(Model):
    """One line of a bar chart."""

    name: str
    value: int
    share: float
    """Length in percent of the longest bar, or of all for a coverage."""
    done: float
    """The part of `share` that is complete."""
    label: str
    href: str | None
    """Filter of the table that shows the same works; None where there is none."""


class Band(Model):
    """The part of a column that belongs to one venue."""

    tone: int
    """0 for the venue with the most works; the last one is for all others."""
    top: float
    height: float
    """Both in percent of the chart."""


class Column(Model):
    """One year."""

    name: str
    value: int
    bands: tuple[Band, ...]
    href: str | None
    told: str
    """The column in words."""


class Tone(Model):
    tone: int
    name: str


class Cell(Model):
    said: int
    chosen: int
    shade: int
    """0 for none, up to 5 by the share of works."""


class Figures(Model):
    tiles: tuple[Tile, ...]
    columns: tuple[Column, ...]
    tones: tuple[Tone, ...]
    undated: int
    venues: tuple[Bar, ...]
    rare_venues: str
    """The venues without a bar, in words; empty where there are none."""
    sections: tuple[Bar, ...]
    more_sections: tuple[Bar, ...]
    """Those that unfold."""
    coverage: tuple[Bar, ...]
    fields: tuple[str, ...]
    sources: tuple[tuple[str, tuple[Cell, ...]], ...]


def figures(content: Content) -> Figures:
    """Works are counted once, however often they are listed; sections count entries."""
    works = tuple({p.work_id: p for p in content.papers}.values())
    venues = Counter(v for p in works if (v := venue(p)))
    top = [name for name, _ in venues.most_common(BANDS)]
    sections = _sections(content)
    return Figures(
        tiles=tuple(_tiles(content, works, venues)),
        columns=_columns(works, top),
        tones=(*(Tone(tone=n, name=name) for n, name in enumerate(top)), Tone(tone=len(top), name="others")) if works else (),
        undated=sum(p.year is None for p in works),
        venues=_venues(venues),
        rare_venues=_rare(venues),
        sections=sections[:SECTIONS],
        more_sections=sections[SECTIONS:],
        coverage=tuple(_coverage(works)),
        fields=tuple(field_name(f) for f in FIELDS if f != "code_url"),
        sources=_sources(content.voices, len(works)),
    )


def field_name(field: str) -> str:
    """
    >>> field_name("arxiv_id"), field_name("title")
    ('arXiv id', 'title')
    """
    return _FIELD_NAMES.get(field, field.replace("_", " "))


def venue(paper: Paper) -> str | None:
    """As the table shows it."""
    return paper.venue or paper.container_title


def link(**filters: object) -> str:
    """Fragment that filters the table.

    >>> link(venue="Nature & Co", year=2023)
    '#?venue=Nature+%26+Co&year=2023'
    """
    return "#?" + urlencode(filters)


def _tiles(content: Content, works: Sequence[Paper], venues: Mapping[str, int]) -> Iterable[Tile]:
    years = sorted(p.year for p in works if p.year)
    complete = sum(p.status == "complete" for p in works)
    yield Tile(value=f"{len(content.papers):,}", name="entry" if len(content.papers) == 1 else "entries")
    if len(works) != len(content.papers):
        yield Tile(value=f"{len(works):,}", name="works")
    yield Tile(value=_percent(complete, len(works)), name="complete")
    yield Tile(value=f"{len(venues):,}", name="venues")
    if years:
        yield Tile(value=str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}", name="years")
    yield Tile(value=_percent(sum(p.code_url is not None for p in works), len(works)), name="with code")
    yield Tile(value=_percent(sum(p.published_url is not None or _peer_reviewed(p) for p in works), len(works)), name="published")


def _peer_reviewed(paper: Paper) -> bool:
    return any(v.kind in {"proceedings", "journal"} for v in paper.versions)


def _percent(part: int, whole: int) -> str:
    """Rounded down: 100 % means all.

    >>> _percent(199, 200), _percent(0, 0)
    ('99 %', '0 %')
    """
    return f"{part * 100 // whole if whole else 0} %"


def _columns(works: Sequence[Paper], top: Sequence[str]) -> tuple[Column, ...]:
    years = sorted({p.year for p in works if p.year})
    if not years:
        return ()
    first = max(years[0], years[-1] - YEARS + 1)
    groups = {year: [p for p in works if p.year and max(p.year, first) == year] for year in range(first, years[-1] + 1)}
    tallest = max(map(len, groups.values()))
    return tuple(_column(year, group, top, tallest, older=year == first and years[0] < first) for year, group in groups.items())


def _column(year: int, group: Sequence[Paper], top: Sequence[str], tallest: int, *, older: bool) -> Column:
    counts = Counter(top.index(v) if (v := venue(p)) in top else len(top) for p in group)
    bands = []
    bottom = 100.0
    for tone, count in sorted(counts.items()):
        height = count * 100 / tallest
        bottom -= height
        bands.append(Band(tone=tone, top=round(bottom, 2), height=round(height, 2)))
    name = f"≤ {year}" if older else str(year)
    parts = ", ".join(f"{(*top, 'others')[tone]} {count}" for tone, count in sorted(counts.items()))
    return Column(
        name=name,
        value=len(group),
        bands=tuple(bands),
        href=link(year=year) if group and not older else None,
        told=f"{name}: {len(group)}" + (f" ({parts})" if parts else ""),
    )


def _venues(venues: Counter[str]) -> tuple[Bar, ...]:
    most = max(venues.values(), default=0)
    shown = sorted(venues.items(), key=lambda x: (-x[1], x[0]))[:VENUES]
    return tuple(_bar(name, n, most, n, str(n), link(venue=name)) for name, n in shown)


def _rare(venues: Counter[str]) -> str:
    rest = sorted(venues.items(), key=lambda x: (-x[1], x[0]))[VENUES:]
    return f"and {len(rest)} more with {sum(n for _, n in rest)} works" if rest else ""


def _sections(content: Content) -> tuple[Bar, ...]:
    """The sections of one list, in its order; several lists are compared as a whole."""
    filters = "list" if len(content.lists) > 1 else "section"
    names = [r.list if filters == "list" else r.section for r in content.rows]
    counts = Counter(names)
    complete = Counter(n for n, r in zip(names, content.rows, strict=True) if r.status == "complete")
    most = max(counts.values(), default=0)
    return tuple(
        _bar(n.rpartition(PATH_SEPARATOR)[2] or "before the first heading", c, most, complete[n], str(c), link(**{filters: n}))
        for n, c in counts.items()
    )


def _coverage(works: Sequence[Paper]) -> Iterable[Bar]:
    for field in FIELDS:
        count = sum(bool(getattr(p, field)) for p in works)
        yield _bar(field_name(field), count, len(works), count, _percent(count, len(works)), None)


def _bar(name: str, value: int, most: int, complete: int, label: str, href: str | None) -> Bar:
    def share(part: int) -> float:
        return round(part * 100 / most, 2) if most else 0.0

    return Bar(name=name, value=value, share=share(value), done=share(complete), label=label, href=href)


def _sources(voices: Iterable[Voice], works: int) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Those chosen most often first."""
    shown = [f for f in FIELDS if f != "code_url"]
    by_source: dict[str, dict[str, Voice]] = {}
    for voice in voices:
        by_source.setdefault(voice.source, {})[voice.field] = voice
    rows = [(source, tuple(_cell(fields.get(f), works) for f in shown)) for source, fields in by_source.items()]
    return tuple(sorted(rows, key=lambda row: (-sum(c.chosen for c in row[1]), row[0])))


def _cell(voice: Voice | None, works: int) -> Cell:
    if voice is None or not works:
        return Cell(said=0, chosen=0, shade=0)
    return Cell(said=voice.said, chosen=voice.chosen, shade=-(-voice.chosen * _SHADES // works))
