"""Entries of the ACL Anthology's BibTeX, which describe a work as its page does (https://aclanthology.org/anthology+abstracts.bib.gz).

Signs beyond ASCII are TeX in braces; the names of journals and publishers may be macros.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pipeline.models import Claim, Field, Identifier, Lookup, NotAPage, Record, Response, Verdict
from pipeline.normalise import bibtex, clean
from pipeline.sources._acl_address import landing, number, pdf
from pipeline.sources._base import asked_id, claim, record, told
from pipeline.sources._doi import doi_identifier
from pipeline.sources._names import Written, lines

_BEGIN = re.compile(r"^(?=@)", re.MULTILINE)
_AND = re.compile(r"\s+and\s+(?![^{}]*\})")
"""Between two names; the braces around a group's may hold one of their own."""
_ABBREVIATED = re.compile(r"anth\s{0,9}#\s{0,9}[\"{](.*)[\"}]")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b")
_TYPES = {
    "inproceedings": "paper-conference",
    "article": "article-journal",
    "incollection": "chapter",
    "phdthesis": "thesis",
    "proceedings": "book",
    "book": "book",
}


class Described(NamedTuple):
    """An entry that was read."""

    kind: str
    """In the words of BibTeX, lower case."""
    fields: Mapping[str, str]
    """Values without what encloses them, by name in lower case; macros and what is joined by `#` only of address and month."""


def read(response: Response) -> Mapping[Lookup, Verdict]:
    """What the entries say of the lookups; that one is absent proves nothing, for the file ends with its day."""
    found = described(response.body)
    return {lookup: _verdict(lookup, found) for lookup in response.ask.lookups}


def described(body: bytes) -> dict[str, Described]:
    """The entries by their number; one that is damaged is left out."""
    blocks = _BEGIN.split(body.decode(errors="replace"))
    return {named: one for block in blocks if (one := _parsed(block)) and (named := number(_address(one)))}


def _parsed(block: str) -> Described | None:
    from bibtexparser.entrypoint import parse_string  # only for who has the file: it would slow the start of every command

    logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)  # a damaged entry is told once, by who looked for it
    for entry in parse_string(block).entries:
        values = {f.key.casefold(): str(f.value) for f in entry.fields if f.enclosing is None or f.key.casefold() in {"url", "month"}}
        return Described(entry.entry_type.casefold(), values)
    return None


def _address(one: Described) -> str:
    url = one.fields.get("url", "")
    return f"https://aclanthology.org/{short[1]}" if (short := _ABBREVIATED.fullmatch(url)) else url


def _verdict(lookup: Lookup, found: Mapping[str, Described]) -> Verdict:
    asked = asked_id(lookup)
    one = found.get(asked.value)
    work = _work(lookup, asked, one) if one else None
    return (work,) if work and work.claim("title") and work.claim("authors") else NotAPage(reason="no entry that describes the work")


def _work(lookup: Lookup, asked: Identifier, one: Described) -> Record:
    doi = doi_identifier(bibtex.readable(one.fields.get("doi", "")))
    return record(
        lookup,
        [asked, doi],
        _claims(one),
        told("type", _TYPES.get(one.kind), one.kind, _way("type")),
        claim("url", landing(asked.value), "address"),
        claim("pdf_url", pdf(asked.value), "address"),
    )


def _claims(one: Described) -> Iterator[Claim]:
    yield from _text(one, "title", "title")
    # A whole volume is by those who put it together.
    yield from _people(one, "editor" if one.kind == "proceedings" else "author")
    for name in ("booktitle", "journal"):
        yield from _text(one, "container_title", name)
        yield from _text(one, "venue", name)
    yield from _date(one)
    yield from claim("pages", one.fields.get("pages", "").replace("--", "-"), _way("pages"))
    yield from _text(one, "abstract", "abstract")


def _text(one: Described, field: Field, name: str) -> Iterable[Claim]:
    raw = one.fields.get(name)
    value = clean(field, bibtex.readable(raw)) if raw else None
    if raw and value is not None:
        yield Claim(field=field, raw=" ".join(raw.split()), clean=value, way=_way(name))


def _people(one: Described, name: str) -> Iterable[Claim]:
    people = (_person(bibtex.readable(person)) for person in _AND.split(one.fields.get(name, "")))
    return claim("authors", lines(people), _way(name))


def _person(name: str) -> Written:
    """`Family, Given` or `Family, Suffix, Given`; without a comma a single name or a group."""
    match name.split(", ", 2):
        case [family, suffix, given]:
            return Written(family, given, suffix)
        case [family, given]:
            return Written(family, given)
    return Written(name)


def _date(one: Described) -> Iterator[Claim]:
    """The month where only one is named: `jun`, but also `may # " 2 - " # may # " 7"`."""
    months, year = set(_MONTH.findall(one.fields.get("month", "").lower())), one.fields.get("year", "")
    written = f"{months.pop()} {year}" if len(months) == 1 else year
    yield from claim("year", year, _way("year"))
    yield from claim("issued", written, _way("month") if written != year else _way("year"))


def _way(name: str) -> str:
    return f"anthology.bib:{name}"
