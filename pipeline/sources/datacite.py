"""DataCite: arXiv's own DOIs, with abstracts, when arXiv itself refuses; and the DOIs of data archives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from pipeline.models import Ask, Identifier, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import _json
from pipeline.sources._base import Source, asked_id
from pipeline.sources._datacite_deposit import deposit
from pipeline.sources._doi import at_datacite, doi
from pipeline.sources._json import at, text

_API = "https://api.datacite.org/dois"


class DataCite(Source):
    name = "datacite"
    kind = "index"
    schemes = ("arxiv", "doi")

    def lookups(self, known: Known) -> Iterable[Lookup]:
        """Of DOIs only those that it registers."""
        return (one for one in super().lookups(known) if asked_id(one).scheme == "arxiv" or at_datacite(asked_id(one).value))

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        (one,) = chunk
        return Ask(lookups=(one,), url=f"{_API}/{quote(_doi_of(asked_id(one)), safe='/')}", expects="json")

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        (one,) = response.ask.lookups
        document = _json.answer(response)
        if isinstance(document, NotFound | NotAPage):
            return {one: document}
        attributes = at(document, "data", "attributes")
        found = doi(text(attributes, "doi"))
        if found is None:
            return {one: NotAPage(reason="no DOI in the answer")}
        if found != _doi_of(asked_id(one)):
            return {one: NotFound(reason=f"answered with {found}")}
        return {one: (deposit(one, attributes),)}


def _doi_of(identifier: Identifier) -> str:
    return f"10.48550/arxiv.{identifier.value}" if identifier.scheme == "arxiv" else identifier.value


source = DataCite()
