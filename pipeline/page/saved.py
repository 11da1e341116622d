"""A page kept as a test: the page beside what its source reads of it, in the form of tests/pages/<source>/."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pipeline.models import Lookup, NotAPage, NotFound, Record, Response, Verdict

USUAL_TYPE = "text/html; charset=utf-8"
"""What a page is taken to be sent as unless its record says otherwise."""
_LONGEST_NAME = 60
"""Characters of a file's name; titles in addresses may have ten times as many."""


def save(folder: Path, lookup: Lookup, response: Response, verdict: Verdict) -> Path:
    """Write page and record into the source's folder and return the page's path; what was saved before under this name is replaced."""
    place = folder / lookup.source
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"{file_name(lookup.value)}.html"
    file.write_bytes(response.body)
    sent_as = response.headers.get("content-type", USUAL_TYPE)
    given = {"url": response.final_url, **({} if sent_as.lower() == USUAL_TYPE else {"content_type": sent_as})}
    whole = {**given, "lookup": f"{lookup.by} {lookup.value}", **reading(verdict)}
    file.with_suffix(".json").write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return file


def reading(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the records write it: identifiers and claims of one work, `records` of several, or why there is none."""
    match verdict:
        case NotFound():
            return {"not_found": verdict.reason}
        case NotAPage():
            return {"not_a_page": verdict.reason}
        case (record,):
            return described(record)
        case _:
            return {"records": [described(record) for record in verdict]}


def described(record: Record) -> dict[str, Any]:
    """Identifiers, and of every field the main claim."""
    fields = dict.fromkeys(one.field for one in record.claims)
    return {"identifiers": sorted(map(str, record.identifiers)), "claims": {field: record.clean(field) for field in fields}}


def file_name(value: str) -> str:
    """A name for a page from its identifier, without what file systems dislike.

    >>> file_name("url:https://www.example.org/papers/On_Lists.html"), file_name("acl:N04-1001")
    ('example_org_papers_on_lists_html', 'n04_1001')
    """
    text = re.sub(r"^\w+:(?:https?://(?:www\.)?)?", "", value).lower()
    return re.sub(r"[^a-z0-9]+", "_", text).strip("_")[:_LONGEST_NAME].rstrip("_") or "page"
