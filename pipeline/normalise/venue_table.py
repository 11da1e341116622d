"""The table of venues, `venues.toml` and `preprints.toml`, by every name that it knows."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

from pipeline.normalise.titles import fold

Kind = Literal["conference", "workshop", "journal", "preprint", "book_series"]


class Venue(NamedTuple):
    """A series of conferences, a journal, a preprint server; or a publisher's book series, which is no venue."""

    short: str
    """CVPR, NeurIPS, TPAMI; of journals without a customary short name the name."""
    full: str
    """Name of the series, without year and ordinal."""
    kind: Kind
    """`book_series` says only who prints: callers look further."""


@cache
def rows() -> tuple[tuple[Venue, str], ...]:
    """Every name in the table with its venue, the short name included."""
    return (*_rows("venues.toml"), *_rows("preprints.toml"))


@cache
def preprint_servers() -> frozenset[str]:
    """Short names of venues that name a version, never where a work was published."""
    return frozenset(one.short for one, _ in _rows("preprints.toml"))


def _rows(file: str) -> Iterator[tuple[Venue, str]]:
    table = tomllib.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))
    for kind, fields in table.items():
        for names in fields.values():
            if isinstance(names, list):  # of journals that have no short name
                yield from ((Venue(short=name, full=name, kind="journal"), name) for name in names)
                continue
            for key, known in names.items():
                one = Venue(short=key, full=known[0], kind=cast(Kind, kind))
                for name in dict.fromkeys([key, *known]):
                    yield one, name


def named(name: str) -> Venue | None:
    """The venue that bears this very name; of conferences also without IEEE, ACM, Annual and the like before it."""
    folded = fold(name)
    return _by_name().get(folded) or _by_core().get(_core(folded))


def abbreviated(name: str) -> Venue | None:
    """The one venue whose name is abbreviated so, word by word, as ISO 4 does: `IEEE Trans. Neural Netw. Learning Syst.`

    Two words are enough only where a period says that they are cut: `Chem. Rev.`, never `Data Sci`.
    """
    cut = _informative(fold(name))
    if len(cut) < (2 if "." in name else 3):
        return None
    fits = {v.short: v for words, v in _by_initials().get("".join(w[0] for w in cut), ()) if _is_cut_of(cut, words)}
    return next(iter(fits.values())) if len(fits) == 1 else None


def check_table() -> list[str]:
    """What is wrong with the table: names that mean two venues, names without letters."""
    wrong: list[str] = []
    owner: dict[str, str] = {}
    for one, name in rows():
        folded = fold(name)
        if not folded:
            wrong.append(f"{one.short}: {name!r} has no letters")
        if owner.setdefault(folded, one.short) != one.short:
            wrong.append(f"{name!r} means {owner[folded]} and {one.short}")
        core = _core(folded)
        if one.kind == "conference" and owner.setdefault(core, one.short) != one.short:
            wrong.append(f"{name!r} without its organisers means {owner[core]} and {one.short}")
    return wrong


_ORGANISERS = re.compile(r"^(?:(?:ieee|acm(?:\son)?|cvf|rsj|ras|ifip|iapr|computer society|annual|the)\s)+")
_SHORTEST = 2
"""Letters of a cut word; ISO 4 leaves one only of Journal."""
_SMALL = frozenset({"of", "the", "and", "in", "on", "for", "to", "a", "de", "la", "der", "und", "für"})
"""Words that abbreviations leave out."""


@cache
def _by_name() -> Mapping[str, Venue]:
    return {fold(name): one for one, name in rows()}


@cache
def _by_core() -> Mapping[str, Venue]:
    return {core: one for one, name in rows() if one.kind == "conference" and len((core := _core(fold(name))).split()) > 1}


@cache
def _by_initials() -> Mapping[str, list[tuple[tuple[str, ...], Venue]]]:
    found: defaultdict[str, list[tuple[tuple[str, ...], Venue]]] = defaultdict(list)
    for one, name in rows():
        words = _informative(fold(name))
        if one.kind in {"conference", "journal"} and len(words) > 1:
            found["".join(w[0] for w in words)].append((words, one))
    return found


def _core(folded: str) -> str:
    return _ORGANISERS.sub("", folded)


def _informative(folded: str) -> tuple[str, ...]:
    return tuple(w for w in folded.split() if w not in _SMALL)


def _is_cut_of(cut: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return len(cut) == len(words) and all(
        whole == part or (whole.startswith(part) and (len(part) >= _SHORTEST or whole == "journal"))
        for part, whole in zip(cut, words, strict=True)
    )
