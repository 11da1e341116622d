"""Crossref asked by Elsevier's item number, which lists link to and no page of ScienceDirect may be asked about.

Elsevier deposits the number beside the DOI (`alternative-id`), and the address behind the DOI ends in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pipeline.models import Ask, By, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import _json
from pipeline.sources._base import Source, asked_id
from pipeline.sources._crossref_work import SELECT, SUSPICIOUS, is_work, work
from pipeline.sources._json import at

_API = "https://api.crossref.org/works"
_ROWS_EACH = 2
"""An erratum may have been deposited under the number of its article."""


class CrossrefPii(Source):
    name = "crossref_pii"
    kind = "index"
    schemes = ("pii",)
    # The same filter given several times means "or", as for DOIs; the rows asked for stay below a page of 100.
    chunks: ClassVar[Mapping[By, int]] = {"id": 40}

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        numbers = ",".join(f"alternative-id:{asked_id(one).value}" for one in chunk)
        return Ask(lookups=tuple(chunk), url=f"{_API}?filter={numbers}&rows={_ROWS_EACH * len(chunk)}&select={SELECT}", expects="json")

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        document = _json.failed(response) or _json.document(response)
        items = document if isinstance(document, NotAPage) else at(document, "message", "items")
        if isinstance(items, NotAPage):
            return dict.fromkeys(response.ask.lookups, items)
        if not isinstance(items, list):
            return dict.fromkeys(response.ask.lookups, NotAPage(reason="no list of works in the answer"))
        # A filter may mean less one day: only a work that names the number itself is taken.
        works = [(one, work(one, item)) for one in response.ask.lookups for item in items if is_work(item)]
        found = {one: (record,) for one, record in reversed(works) if asked_id(one) in record.identifiers}
        if len(response.ask.lookups) >= SUSPICIOUS and not found:
            return dict.fromkeys(response.ask.lookups, NotAPage(reason=f"none of {len(response.ask.lookups)} numbers in the answer"))
        return {one: found.get(one, NotFound(reason="unknown")) for one in response.ask.lookups}


source = CrossrefPii()
