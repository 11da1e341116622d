"""Fetches one page, once and politely, and keeps it as a test: where a new source begins, or a broken one is mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.clock import Clock
from pipeline.errors import PipelineError, UsageError
from pipeline.identify import fallback, identify, repair, same
from pipeline.models import Claim, Identifier, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.page.likeness import SAVED_PAGES, nearest
from pipeline.page.saved import save
from pipeline.resolve.match import people_in
from pipeline.settings import Settings
from pipeline.sources import registry
from pipeline.sources._page import decode
from pipeline.web.lanes import Lanes

_SHOWN = 6
"""Names in common that are shown: enough to look them up in the page."""
_LONGEST_VALUE = 90
"""Characters of a value that are shown; the record has all."""

GENERAL = "general"


def page(settings: Settings, clock: Clock, url: str, folder: Path | None = None, *, hosts: Mapping[str, tuple[str, int]] = {}) -> str:
    """Fetch the page behind an address, save it with what is read of it, and say what comes next.

    `folder` gets a folder per source; when not given it is `pages` of the data folder, which git ignores.
    Raises UsageError for what is no address, PipelineError with the reason when no page came back.
    `hosts`: host → loopback address and port that stands in for it; for tests and the demonstration only.
    """
    lookup = question(url)
    response = _fetched(settings, clock, lookup, hosts)
    verdict = registry()[lookup.source].read(response)[lookup]
    file = save(folder or _own_folder(settings), lookup, response, verdict)
    return "\n".join(_lines(lookup, response, verdict, file))


def question(url: str) -> Lookup:
    """What to ask to get the page of the work that an address names: its site's source, the general one where none knows the site.

    >>> str(question("https://aclanthology.org/N04-1001.pdf")), str(question("https://example.org/paper.html"))
    ('acl by id: acl:N04-1001', 'general by id: url:https://example.org/paper.html')
    """
    named = identify(url)
    known = Known(identifiers=frozenset({named, *same(named)} if named else ()), title=None)
    by_id = (lookup for source in registry().values() for lookup in source.lookups(known) if lookup.by == "id")
    own = next((lookup for lookup in by_id if registry()[lookup.source].ask((lookup,)).expects == "html"), None)
    return own or Lookup(source=GENERAL, by="id", value=str(fallback(url) or _as_it_is(url)))


def _as_it_is(url: str) -> Identifier:
    mended = repair(url)
    if not re.match(r"https?://[^/]", mended):
        raise UsageError(f"{url!r} is no address of a page: give one such as https://aclanthology.org/N04-1001/")
    return Identifier(scheme="url", value=mended)


def _fetched(settings: Settings, clock: Clock, lookup: Lookup, hosts: Mapping[str, tuple[str, int]]) -> Response:
    ask = registry()[lookup.source].ask((lookup,))
    lanes = Lanes(settings, clock, hosts=hosts)
    try:
        delivery = lanes.fetch_now(ask)
    finally:
        lanes.close()
    if delivery.response is None or delivery.outcome is not None:
        raise PipelineError(f"no page from {ask.url}: {delivery.outcome}: {delivery.reason or 'no answer'}")
    return delivery.response


def _own_folder(settings: Settings) -> Path:
    """Kept out of version control: pages and abstracts are other people's text."""
    folder = settings.data_dir / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


def _lines(lookup: Lookup, response: Response, verdict: Verdict, file: Path) -> Iterator[str]:
    yield f"{response.status} from {response.final_url}, {len(response.body):,} bytes"
    yield f"Saved as {file}, with what is read of it in {file.with_suffix('.json').name}."
    yield ""
    yield f"The source {lookup.source} reads:" if isinstance(verdict, tuple) else f"The source {lookup.source} reads no work:"
    yield from (f"  {line}" for line in _read(verdict))
    yield ""
    alike = nearest(decode(response.body, response.headers.get("content-type", "")))
    if alike is None:
        yield "No source has saved pages built like this one; begin with a copy of pipeline/sources/usenix.py, a short one."
    else:
        shown = ", ".join(alike.common[:_SHOWN])
        yield f"Nearest source: {alike.source} ({alike.share:.0%} alike: {shown}); see pipeline/sources/{alike.source}.py."
    yield ""
    yield "To make a test of it: shorten the page by hand to what is read, put an abstract of your own words into page and record,"
    yield f"and move both to {_project_relative(SAVED_PAGES)}/<source>/. CONTRIBUTING.md goes on from there."


def _read(verdict: Verdict) -> Iterator[str]:
    match verdict:
        case NotFound() | NotAPage():
            yield verdict.reason
        case (record, *_):
            yield f"identifiers: {', '.join(sorted(map(str, record.identifiers)))}"
            yield from (f"{one.field}: {_shown(one)}  [{one.way}]" for one in record.claims)
        case _:
            yield "nothing"


def _shown(one: Claim) -> str:
    words = ", ".join(person.name for person in people_in(one.clean)) if one.field == "authors" else " ".join(str(one.clean).split())
    return words if len(words) <= _LONGEST_VALUE else f"{words[:_LONGEST_VALUE]}…"


def _project_relative(path: Path) -> Path:
    return path.relative_to(path.parent.parent)
