"""Made-up works and lists of any size, in the forms of the demonstration's web. The n-th is always the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from pipeline.demo.works import Paper

HOSTS = 46
"""Proceedings sites; with arXiv, Semantic Scholar, Crossref and GitHub there are 50 lanes."""
ON_PAGES = 4
"""Of ten works so many are linked by their page, the others by their number at arXiv."""
OF_A_LIST = 2_500
"""Entries; the longest lists of people have about as many."""
OF_A_SECTION = 50

_SUBJECTS = (
    "Amber", "Brittle", "Causal", "Dense", "Elastic", "Factored", "Gated", "Hidden", "Implicit", "Joint", "Kernel", "Latent", "Masked",
    "Nested", "Ordinal", "Partial", "Quiet", "Robust", "Sparse", "Tensor", "Uniform", "Variational", "Weighted", "Yielding", "Zonal",
)  # fmt: skip
_THINGS = (
    "Autoencoders", "Bandits", "Classifiers", "Decoders", "Ensembles", "Forests", "Grammars", "Hashes", "Indexes", "Judges", "Kernels",
    "Lattices", "Mixtures", "Networks", "Oracles", "Policies", "Queries", "Rankers", "Samplers", "Transformers", "Unmixers", "Voters",
    "Walks", "Estimators", "Planners",
)  # fmt: skip
_SYLLABLES = ("ba", "chen", "do", "fei", "gra", "hu", "in", "ko", "lar", "mi", "no", "per", "ri", "san", "tu", "vel", "wu", "zan")
_ABSTRACT = (
    "We study {thing} where little is known before. A {subject} view of the problem leads to a method with one parameter, "
    "which we compare with six others on nine collections. It needs a third of the labels, and where it fails it says so. "
    "A proof shows why, and what would have to change for the bound to hold in general. " * 3
)
_FIRST_DAY = date(2020, 1, 1)


def papers(count: int) -> tuple[Paper, ...]:
    return tuple(map(paper, range(count)))


def paper(n: int) -> Paper:
    """The n-th work, from 0: a preprint, or a page on one of HOSTS sites with a DOI and, for every other one, a preprint as well."""
    subject, thing = _pick(_SUBJECTS, n, 1), _pick(_THINGS, n, 25)
    posted = _FIRST_DAY + timedelta(days=n % 1800)
    on_page = n % 10 < ON_PAGES
    arxiv = f"{20 + n % 5}{n % 12 + 1:02}.{n // 12 + 1:05}"
    site = n % HOSTS
    return Paper(
        title=f"{subject} {thing} and {_pick(_SUBJECTS, n, 625)} {_pick(_THINGS, n, 15_625)} for Reading {_name(n)} Collections",
        written=tuple(f"{_name(n * 7 + k)}, {_name(n * 3 + k)}" for k in range(3 + n % 4)),
        venue=f"Journal of {_THINGS[site % 25]} {site}" if on_page else "arXiv",
        container=f"Journal of {_THINGS[site % 25]} {site}" if on_page else None,
        kind="article-journal" if on_page else "preprint",
        year=posted.year,
        published=posted if on_page else None,
        pages=f"{n % 900 + 1}-{n % 900 + 12}" if on_page else None,
        doi=f"10.5555/{site}.{n}" if on_page else None,
        arxiv=arxiv if n % 2 or not on_page else None,
        posted=posted,
        page=f"https://www.journal-{site}.example.com/articles/{n}" if on_page else None,
        shape="highwire" if on_page else None,
        abstract=_ABSTRACT.format(thing=thing.lower(), subject=subject.lower()),
    )


def link(work: Paper) -> str:
    return work.page or f"https://arxiv.org/abs/{work.arxiv}"


def lists(works: Iterable[Paper]) -> Mapping[str, str]:
    """Name → Markdown of as many lists as it takes."""
    found: dict[str, list[str]] = {}
    for n, work in enumerate(works):
        lines = found.setdefault(f"list-{n // OF_A_LIST:03}", ["# A reading list"])
        if n % OF_A_SECTION == 0:
            lines.append(f"\n## Section {n // OF_A_SECTION}\n")
        lines.append(f"- [{work.title}]({link(work)}) [[code](https://github.com/group-{n % 97}/project-{n})]")
    return {name: "\n".join(lines) + "\n" for name, lines in found.items()}


def _pick(words: tuple[str, ...], n: int, every: int) -> str:
    return words[n // every % len(words)]


def _name(n: int) -> str:
    return "".join(_digits(n)).capitalize()


def _digits(n: int) -> Iterator[str]:
    yield _SYLLABLES[n % len(_SYLLABLES)]
    yield _SYLLABLES[n // 5 % len(_SYLLABLES)]
    while n >= len(_SYLLABLES):
        n //= len(_SYLLABLES)
        yield _SYLLABLES[n % len(_SYLLABLES)]
