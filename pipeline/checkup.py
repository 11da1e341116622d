"""For those who keep lists: the audit of a data folder, and the pages that show it.

The published file is looked at together with the texts of the lists and with what their links did over time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.audit import Listing, Observed, Published, by_kind, examine, fixes, patch, read, render
from pipeline.codelinks.hosts import moved
from pipeline.errors import UsageError
from pipeline.evidence import Evidence, Standing
from pipeline.extract import decode
from pipeline.gone import gone
from pipeline.models import Finding, Lookup, Outcome
from pipeline.published import DATABASE
from pipeline.settings import Settings
from pipeline.store.query import query

PATCH = "patch"


def checkup(settings: Settings, format: str, lists: Sequence[str] = ()) -> str:
    """Findings about some lists (none: all) in a format of the audit, or as a patch.

    Raises UsageError when nothing has been published yet, and for a list that is not in it.
    """
    seen = _look(settings)
    chosen = _chosen(seen.database, lists)
    if format == PATCH:
        return patch([fix for fix in fixes(seen.published.entries, seen.listings, seen.observed) if fix.list in chosen], seen.listings)
    return render([f for f in seen.findings if f.list in chosen], format)


def findings(settings: Settings) -> tuple[Finding, ...]:
    """All findings about the known lists. Raises UsageError when nothing has been published yet."""
    return _look(settings).findings


def write_pages(settings: Settings) -> tuple[Path, ...]:
    """The report, changes.md and the feeds beside the published file; the report first. Raises UsageError as findings() does."""
    from pipeline.report import write_changes, write_report  # with jinja2: an audit writes no page and need not wait for it

    seen = _look(settings)
    folder = settings.enriched_dir
    return (*write_report(seen.database, folder, by_kind(seen.findings)), *write_changes(seen.database, folder))


class _Seen(NamedTuple):
    """Everything that is looked at together."""

    database: Path
    published: Published
    listings: Mapping[str, Listing]
    observed: Observed

    @property
    def findings(self) -> tuple[Finding, ...]:
        return examine(self.published, self.listings, self.observed)


def _look(settings: Settings) -> _Seen:
    file, database = settings.raw_dir / "evidence.sqlite", settings.enriched_dir / DATABASE
    if not file.exists():
        raise UsageError(f"there is no evidence in {settings.raw_dir} yet: run `make enrich` first")
    with Evidence(file, read_only=True) as evidence:
        return _Seen(database, read(database), _listings(database, evidence), _observed(evidence))


def _chosen(database: Path, lists: Sequence[str]) -> frozenset[str]:
    known = [str(name) for (name,) in query(database, "SELECT name FROM lists ORDER BY name")[1]]
    for name in lists:
        if name not in known:
            raise UsageError(f"there is no list {name!r}; there are: {'; '.join(known) or 'none'}")
    return frozenset(lists or known)


def _listings(database: Path, evidence: Evidence) -> dict[str, Listing]:
    """The texts from which the file was made; a list that has changed since is left out, its lines are others."""
    _, rows = query(database, "SELECT name, address, path, sha256 FROM lists ORDER BY name")
    found: dict[str, Listing] = {}
    for name, address, path, sha256 in rows:
        own = str(path) if path else None
        body = _body(str(name), own, str(sha256), evidence)
        if body is not None:
            found[str(name)] = Listing(name=str(name), file=_file(str(address), own), text=decode(body), source=_source(body))
    return found


def _body(name: str, path: str | None, sha256: str, evidence: Evidence) -> bytes | None:
    snapshot = evidence.snapshot(name)
    if snapshot:
        return snapshot.body if snapshot.sha256 == sha256 else None
    file = Path(path) if path else None
    return file.read_bytes() if file and file.is_file() else None


def _file(address: str, path: str | None) -> str:
    """The name within the list's own repository: of `.../HEAD/docs/README.md` the last part is all that can be told."""
    name = Path(urlsplit(address).path).name if "://" in address else Path(address).name
    return name or (Path(path).name if path else "README.md")


def _source(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _observed(evidence: Evidence) -> Observed:
    standings = evidence.standings()
    return Observed(gone=gone(standings), moved=_moved(standings, evidence) | moved(evidence, standings))


def _moved(standings: Mapping[Lookup, Standing], evidence: Evidence) -> dict[str, str]:
    """Only pages that were asked under the entry's own address: of the others the address is ours."""
    asked = ((x.value, s) for x, s in standings.items() if x.by == "id" and x.value.startswith("url:"))
    own = {value: s.found for value, s in asked if s.found is not None and s.outcome is Outcome.FOUND}
    addresses = evidence.addresses(number for number in own.values() if number is not None)
    return {value: addresses[number] for value, number in own.items() if number is not None}
