"""From an address to the identifier that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from pipeline.identify.addresses import canonical
from pipeline.identify.damage import LONGEST, repair
from pipeline.identify.dois import doi_in
from pipeline.identify.repositories import code
from pipeline.identify.table import ByHost, Place, Row, table
from pipeline.models import Identifier
from pipeline.sources import registry
from pipeline.sources._address import Address, address
from pipeline.sources._arxiv_id import arxiv_id
from pipeline.sources._base import Source


def identify(url: str) -> Identifier | None:
    """The identifier that an address names, after repair; None for unknown hosts and for what is no paper.

    >>> str(identify("https://dl.acm.org/doi/abs/10.1145/3458754")), identify("https://example.org/paper.pdf")
    ('doi:10.1145/3458754', None)
    """
    mended = repair(url)
    found = address(mended) if len(mended) <= LONGEST else None
    # Rows are quicker to ask than all sources; where both know an address they agree, which a test sees to.
    return (_by_row(found) or _by_source(found.host, mended)) if found else None


def named(url: str) -> Identifier | None:
    """What an address names: a work, else the repository that it is in.

    >>> str(named("https://github.com/facebookresearch/mae.git")), str(named("https://arxiv.org/pdf/2111.06377"))
    ('github:facebookresearch/mae', 'arxiv:2111.06377')
    """
    return identify(url) or code(url)


def fallback(url: str) -> Identifier | None:
    """`url:<canonical>` for an address that `identify` leaves unknown and that could be a paper's page or file.

    For the general reader and as an identity. None for home pages, code, pictures, films, archives, profiles, searches and the like.
    `http:` stays where the list writes it: many an old academic host speaks nothing else.

    >>> str(fallback("https://www.example.org/paper.html#abstract")), fallback("https://example.org/")
    ('url:https://www.example.org/paper.html', None)
    """
    mended = repair(url)
    found = address(mended) if len(mended) <= LONGEST else None
    if found is None or "." not in found.host or _is_home(found) or _NO_TEXT.search(found.path) or code(mended) or _is_nothing(found):
        return None
    key = canonical(mended)
    return Identifier(scheme="url", value=key if mended.lower().startswith("https:") else key.replace("https:", "http:", 1))


def _is_home(found: Address) -> bool:
    return not found.path.strip("/") and not found.query and not found.host.endswith(_OWN_PAGES)


_OWN_PAGES = (".github.io", ".gitlab.io", ".netlify.app", ".vercel.app", ".pages.dev", ".readthedocs.io")
"""Hosts that give every project a name of its own, so that a home page there may be that of one paper."""

_NO_TEXT = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|ico|bmp|tiff?|mp[34]|m4[av]|avi|mov|webm|wav|zip|tar|t?gz|bz2|7z|rar|pptx?|key|xlsx?|csv|tsv|json|ya?ml"
    r"|bib|ris|tex|py|ipynb|cpp?|js|css|exe|dmg|whl|h5|pt|pth|ckpt|npz|pkl)$",
    re.IGNORECASE,
)
"""Endings of files that hold no paper."""


_answered: dict[str, Source] = {}
"""The source that last knew a host, asked first for the next address there; sources claim disjoint addresses, so order changes nothing."""


def _by_source(host: str, url: str) -> Identifier | None:
    likely = _answered.get(host)
    if likely and (identifier := likely.identify(url)):
        return identifier
    for source in registry().values():
        # The general reader would claim every address; whether it may is for `fallback` to say.
        if source is not likely and source.kind != "general" and (identifier := source.identify(url)):
            _answered[host] = source
            return identifier
    return None


def _by_row(found: Address) -> Identifier | None:
    return next((named for row, groups in _rows().matches(found) if (named := _filled(row, groups))), None)


def _filled(row: Row, groups: Mapping[str, str]) -> Identifier | None:
    words = dict(groups)
    for name, meanings in row.tables.items():
        if (meaning := meanings.get(words[name].lower())) is None:
            return None
        words[name] = meaning
    return _NORMAL.get(row.scheme, _plain)(row.scheme, row.value.format_map(words))


def _is_nothing(found: Address) -> bool:
    return any(True for _ in _nothing().matches(found))


@cache
def _rows() -> ByHost[Row]:
    return ByHost(table().row)


@cache
def _nothing() -> ByHost[Place]:
    return ByHost(table().nothing)


def _plain(scheme: str, value: str) -> Identifier | None:
    return Identifier(scheme=scheme, value=value)


def _lower(scheme: str, value: str) -> Identifier | None:
    return Identifier(scheme=scheme, value=value.lower())


def _number(scheme: str, value: str) -> Identifier | None:
    """Without the zeros that file names put before it."""
    return Identifier(scheme=scheme, value=str(int(value)))


def _pii(scheme: str, value: str) -> Identifier | None:
    """Elsevier's item number, printed with or without its hyphens and brackets: `S0092-8674(18)30724-4`."""
    bare = re.sub(r"[-()]", "", value).upper()
    return Identifier(scheme=scheme, value=bare) if re.fullmatch(r"S\d{7}[\dX]\d{7}[\dX]|\d{7}[\dX]\d{7}[\dA-Z]|B978\d{16}", bare) else None


def _upper(scheme: str, value: str) -> Identifier | None:
    return Identifier(scheme=scheme, value=value.upper())


def _isbn(scheme: str, value: str) -> Identifier | None:
    return Identifier(scheme=scheme, value=value.replace("-", ""))


def _arxiv(scheme: str, value: str) -> Identifier | None:
    number = arxiv_id(value)
    return Identifier(scheme=scheme, value=number) if number else None


def _doi(scheme: str, value: str) -> Identifier | None:
    return doi_in(value)


_NORMAL: Mapping[str, Callable[[str, str], Identifier | None]] = {
    "aaai-library": _lower,
    "acm": _number,
    "arxiv": _arxiv,
    "ccr": _lower,
    "doi": _doi,
    "ieee": _number,
    "pii": _pii,
    "s2": _lower,
    "hal": _lower,
    "hal-document": _number,
    "isbn": _isbn,
    "europepmc": _upper,
    "nbk": _upper,
    "pvldb": _lower,
    "sigmod-record": _lower,
    "usenix": _lower,
    "usenix-file": _lower,
    "researchgate": _number,
}
"""The normal form of a scheme's values; the others are kept as the address has them."""
