"""Links that lead nowhere any more, or to another place than the list says: the paper's own and those to code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from pipeline.audit.listing import Observed
from pipeline.audit.published import EntryListed, LinkListed
from pipeline.gone import dead
from pipeline.identify import code, code_key
from pipeline.models import Finding, Model


class Rename(Model):
    """A link to a repository that bears another name by now."""

    url: str
    present: str
    """The same address under the present name, what follows the repository's name included."""


def findings(entries: Iterable[EntryListed], observed: Observed) -> Iterator[Finding]:
    for entry in entries:
        yield from _dead(entry, observed)
        yield from _moved(entry, observed)
        for rename in renames(entry, observed):
            yield _finding("moved_link", entry, f"the repository of {rename.url} has another name now", rename.present)


def renames(entry: EntryListed, observed: Observed) -> Iterator[Rename]:
    """Each address once."""
    for link, key in _repositories(entry):
        page = observed.moved.get(key)
        present = _renamed(link.url, key, page) if page else None
        if present:
            yield Rename(url=link.url, present=present)


def _dead(entry: EntryListed, observed: Observed) -> Iterator[Finding]:
    instead = next((u for u in (entry.published_url, entry.url) if u and not _same_place(u, entry.paper_url)), None)
    for url, said in dead(entry.paper_url, entry.identifiers, (link.url for link in entry.links), observed.gone):
        paper = url == entry.paper_url
        message = f"the {'link' if paper else 'code link'} {url} is dead ({said}, on two different days)"
        yield _finding("dead_link", entry, message, instead if paper else None)


def _moved(entry: EntryListed, observed: Observed) -> Iterator[Finding]:
    place = next((observed.moved[i] for i in entry.identifiers if i in observed.moved), None)
    if place and entry.repaired_url and not _same_place(place, entry.repaired_url):
        yield _finding("moved_link", entry, f"the link {entry.paper_url} leads on to another place", place)


def _repositories(entry: EntryListed) -> Iterator[tuple[LinkListed, str]]:
    """Links into repositories, each address once, with the key of the repository."""
    for link in {link.url: link for link in entry.links}.values():
        if repository := code(link.url):
            yield link, code_key(repository)


def _renamed(url: str, key: str, page: str) -> str | None:
    """An address with the present name in place of the former; None where the former does not stand in it as such.

    >>> _renamed("https://github.com/Me/Old/tree/main/x", "github:me/old", "https://github.com/us/new")
    'https://github.com/us/new/tree/main/x'
    """
    former, present = key.partition(":")[2], urlsplit(page).path.strip("/")
    made, times = re.subn(rf"(?<=/){re.escape(former)}(?=(?:\.git)?(?:[/?#]|$))", lambda _: present, url, count=1, flags=re.IGNORECASE)
    return made if times else None


def _same_place(one: str, other: str | None) -> bool:
    """Whether two addresses differ only in what servers add: scheme, www, a slash at the end, a query.

    >>> _same_place("https://example.org/a/?s=1", "http://www.example.org/a"), _same_place("https://example.org/b", "https://example.org/a")
    (True, False)
    """
    return other is not None and _place(one) == _place(other)


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    path = re.sub(r"/(?:index\.\w+)?$", "", parts.path)
    return (parts.hostname or "").removeprefix("www."), path.lower()


def _finding(kind: str, entry: EntryListed, message: str, suggestion: str | None) -> Finding:
    return Finding(kind=kind, list=entry.list, line=entry.line, work_id=entry.work_id, message=message, suggestion=suggestion)
