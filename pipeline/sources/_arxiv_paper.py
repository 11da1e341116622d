"""What arXiv says of a paper, whichever of its forms says it: the Atom feed or a line of its metadata snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pipeline.models import Claim, Lookup, Record
from pipeline.sources._arxiv_comment import accepted, withdrawn
from pipeline.sources._base import claim, record, told
from pipeline.sources._doi import arxiv_identifier, dois


class Deposit(NamedTuple):
    """A paper as its authors deposited it, each field in their own words."""

    number: str
    title: str | None
    authors: str | None
    """One a line."""
    abstract: str | None
    submitted: date | None
    """Of the first version (UTC)."""
    doi: str | None
    """The field as it is: it may hold several."""
    journal_ref: str | None
    comment: str | None


class Ways(NamedTuple):
    """What a form of the data calls the fields, for the provenance."""

    number: str
    title: str
    authors: str
    abstract: str
    submitted: str
    journal_ref: str
    comment: str


def paper(lookup: Lookup, deposit: Deposit, ways: Ways) -> Record:
    number, submitted = deposit.number, deposit.submitted
    return record(
        lookup,
        [arxiv_identifier(number), *dois(deposit.doi)],
        claim("title", deposit.title, ways.title),
        claim("authors", deposit.authors, ways.authors),
        claim("abstract", deposit.abstract, ways.abstract),
        claim("issued", submitted.isoformat() if submitted else None, ways.submitted),
        claim("year", str(submitted.year) if submitted else None, ways.submitted),
        _context(deposit, ways),
        told("venue", "arXiv", number, ways.number),
        told("type", "preprint", number, ways.number),
        claim("url", f"https://arxiv.org/abs/{number}", ways.number),
        claim("pdf_url", f"https://arxiv.org/pdf/{number}", ways.number),
    )


def _context(deposit: Deposit, ways: Ways) -> Iterable[Claim]:
    """What authors add of their own: where it was published, where accepted, whether withdrawn."""
    yield from claim("journal_ref", deposit.journal_ref, ways.journal_ref)
    yield from claim("comment", deposit.comment, ways.comment)
    for venue in accepted(deposit.comment):
        yield from claim("accepted", venue, ways.comment)
    yield from claim("withdrawn", withdrawn(deposit.comment), ways.comment)
    yield from claim("withdrawn", withdrawn(deposit.abstract), ways.abstract)
