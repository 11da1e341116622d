"""Which lists there are, and where each comes from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from pipeline.errors import UsageError
from pipeline.models import Model

_RAW = "https://raw.githubusercontent.com"
README_NAMES = ("README.md", "readme.md", "Readme.md", "README.rst", "README.org", "README.markdown")
"""What GitHub shows as a repository's front page, the usual spellings first."""
_REPO = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}")
"""owner/name within GitHub's own limits."""
_FRONT_PAGE = re.compile(rf"{re.escape(_RAW)}/({_REPO.pattern})/HEAD/README\.md")
"""How a repository is remembered: its front page, whatever it turns out to be called."""


class ListSource(Model):
    """A reading list and where its text lies."""

    name: str
    path: Path | None = None
    """A file of this machine: the list itself, or what serves until the first good sync with upstream."""
    urls: tuple[str, ...] = ()
    """Addresses upstream, tried in this order until one is there; empty for a list that lives in a file."""
    pages: bool = False
    """Whether the pages that it links to belong to it even where it has entries of its own (`pages = true` in lists.toml)."""

    @property
    def address(self) -> str:
        """Where it comes from, for people."""
        return self.urls[0] if self.urls else str(self.path)


class _Row(Model):
    name: str
    path: str | None = None
    repo: str | None = None
    url: str | None = None
    pages: bool = False


class Bulk(Model):
    """Data of whole archives that lie on this machine: asked before any network. Fields are named as the sources they speak for."""

    arxiv: Path | None = None
    """arXiv's metadata snapshot, JSON lines."""
    acl: Path | None = None
    """The ACL Anthology's BibTeX, with abstracts; packed by gzip or not."""


BULK_FILES: Mapping[str, str] = {"arxiv": "arxiv-metadata-oai-snapshot.json", "acl": "anthology+abstracts.bib.gz"}
"""What the archives call these files."""


def configured(file: Path) -> tuple[ListSource, ...]:
    """The lists of lists.toml, paths taken from its folder. Raises UsageError with the row that cannot be read."""
    try:
        parsed = [_Row.model_validate(row) for row in _tables(file).get("list", [])]
    except ValidationError as e:
        raise UsageError(
            f'{file}: a [[list]] has name and one or more of path, repo, url as text, for example name = "x", repo = "o/r": {e}'
        ) from e
    for row in parsed:
        if not (row.path or row.repo or row.url):
            raise UsageError(f'{file}: list {row.name!r} says not where it is: add path, repo = "owner/name" or url')
    names = [row.name for row in parsed]
    if twice := next((n for n in names if names.count(n) > 1), None):
        raise UsageError(f"{file} names two lists {twice!r}: give one of them another name")
    return tuple(
        ListSource(
            name=r.name,
            path=file.parent / r.path if r.path else None,
            urls=(r.url,) if r.url else repo_urls(r.repo) if r.repo else (),
            pages=r.pages,
        )
        for r in parsed
    )


def bulk(file: Path) -> Bulk:
    """The [bulk] table of lists.toml, paths taken from its folder. Raises UsageError when it cannot be read."""
    try:
        named = Bulk.model_validate(_tables(file).get("bulk", {}))
    except ValidationError as e:
        known = " and ".join(f'{name} = "path of {usual}"' for name, usual in BULK_FILES.items())
        raise UsageError(f"{file}: [bulk] knows {known}, and nothing else: {e}") from e
    return Bulk(**{name: file.parent / path.expanduser() for name, path in named if path})


def _tables(file: Path) -> dict[str, Any]:
    """What the file holds; nothing where there is none."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise UsageError(f"{file} is not TOML: {e}") from e


def repo_urls(repo: str) -> tuple[str, ...]:
    """The addresses under which a repository's README may lie."""
    return tuple(f"{_RAW}/{repo}/HEAD/{name}" for name in README_NAMES)


def remembered(lists: Mapping[str, str]) -> tuple[ListSource, ...]:
    """The lists that the evidence remembers, name to address."""
    return tuple(_named(name, address) for name, address in lists.items())


def given(words: Sequence[str], known: Iterable[ListSource]) -> tuple[tuple[ListSource, ...], tuple[ListSource, ...]]:
    """The lists that the command line names: (all of them, those that are new).

    A word is a name in lists.toml, the path of a file, an http(s) address or owner/repo.
    Raises UsageError for a word that is none of these.
    """
    by_name = {s.name: s for s in known}
    chosen: list[ListSource] = []
    new: list[ListSource] = []
    for word in words:
        source = by_name.get(word) or _same_address(word, by_name.values())
        if source is None:
            source = _named(_unused_name(word, by_name), _address(word, by_name))
            by_name[source.name] = source
            new.append(source)
        chosen.append(source)
    return tuple(chosen), tuple(new)


def _address(word: str, known: Mapping[str, ListSource]) -> str:
    """The address in the form that is remembered."""
    if word.startswith(("http://", "https://")):
        return raw_address(word)
    if Path(word).is_file():
        return str(Path(word).resolve())
    if _REPO.fullmatch(word) and not Path(word).exists():
        return word
    names = ", ".join(sorted(known)) or "none yet"
    raise UsageError(f"{word!r} is no list: give a name ({names}), a file that exists, an http(s) address, or owner/repo")


def _named(name: str, address: str) -> ListSource:
    if front_page := _FRONT_PAGE.fullmatch(address):
        return ListSource(name=name, urls=repo_urls(front_page[1]))
    if address.startswith(("http://", "https://")):
        return ListSource(name=name, urls=(address,))
    if _REPO.fullmatch(address):
        return ListSource(name=name, urls=repo_urls(address))
    return ListSource(name=name, path=Path(address))


def _same_address(word: str, known: Iterable[ListSource]) -> ListSource | None:
    """A known list that a path, address or owner/repo means."""
    path = Path(word).resolve() if Path(word).is_file() else None
    address = raw_address(word)
    for source in known:
        if source.urls and (address in source.urls or (_REPO.fullmatch(word) and source.urls == repo_urls(word))):
            return source
        if path and not source.urls and source.path and source.path.resolve() == path:
            return source
    return None


def raw_address(url: str) -> str:
    """The address of the text behind a page of GitHub.

    >>> raw_address("https://github.com/owner/repo/blob/main/docs/papers.md")
    'https://raw.githubusercontent.com/owner/repo/main/docs/papers.md'
    >>> raw_address("https://github.com/owner/repo")
    'https://raw.githubusercontent.com/owner/repo/HEAD/README.md'
    """
    parts = urlsplit(url)
    if (parts.hostname or "").removeprefix("www.") != "github.com":
        return url
    path = [p for p in parts.path.split("/") if p]
    match path:
        case [owner, repo]:
            return f"{_RAW}/{owner}/{repo.removesuffix('.git')}/HEAD/README.md"
        case [owner, repo, "blob" | "raw", *rest] if rest:
            return f"{_RAW}/{owner}/{repo}/{'/'.join(rest)}"
    return url


def _unused_name(word: str, taken: Mapping[str, ListSource]) -> str:
    """A name from the address: the file's stem, or the repository's where the file is a README."""
    parts = [
        p
        for p in re.split(
            r"[/\\]", unquote(urlsplit(word).path if "://" in word else str(Path(word).resolve() if Path(word).is_file() else word))
        )
        if p
    ]
    stem = re.sub(r"\.[A-Za-z]{2,8}$", "", parts[-1]) if parts else "list"
    if stem.lower() == "readme" and len(parts) > 1:
        folders = [p for p in parts[:-1] if p not in {"HEAD", "main", "master", "blob", "raw", "refs", "heads"}]
        stem = folders[-1] if folders else stem
    base = re.sub(r"[^\w.-]+", "-", stem).strip("-.").lower() or "list"
    name, n = base, 1
    while name in taken:
        n += 1
        name = f"{base}-{n}"
    return name
