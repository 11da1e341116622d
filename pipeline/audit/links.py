"""Links that do not lead where they were meant to, and what can be mended without a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from pipeline.audit.listing import NOTHING, Listing, Observed
from pipeline.audit.published import EntryListed
from pipeline.audit.whereabouts import renames
from pipeline.identify import repair
from pipeline.models import Finding, Model

LONGEST = 40
"""Lines of one entry that are searched for its links; the longest entry of 40 lists, a table of formulas, has 30."""

_PAPER = frozenset({"paper", "pdf"})
"""Roles whose addresses the rules of repair were made for: of two glued addresses they keep the one that names a paper."""
Line = tuple[int, str]
"""Number, from 1, and text."""

_ARCHIVE = re.compile(r"https?://(?:[\w-]+\.)*(?:archive\.(?:org|is|ph|today)|archive-it\.org|perma\.cc)/", re.IGNORECASE)
"""Archives write the address after their own. Who lists one means the copy, not the page that may be gone."""
_SOUND = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~%=&+@,;:!'()?#$/-]*)?")
_HOSTS = re.compile(r"https?://(?!https?:)([^/?#\s]+)", re.IGNORECASE)


class Fix(Model):
    """One place of a list's text that can be mended."""

    list: str
    line: int
    before: str
    """What stands in that line: an address, or a target of a Markdown link with its brackets."""
    after: str

    def mend(self, line: str) -> str:
        """The line with every such place mended.

        What stands around an address must end it, else one that goes on after this text would be changed too.
        """
        own = re.escape(self.before)
        place = own if self.before.startswith("](") else rf"(?<![\w/.-]){own}(?![\w/.%?#=&-])"
        return re.sub(place, lambda _: self.after, line)


def damaged(entries: Iterable[EntryListed], listings: Mapping[str, Listing]) -> Iterator[Finding]:
    """Every link that a rule repairs, and links that begin or end with a blank."""
    for entry, span in _with_lines(entries, listings):
        for link in dict.fromkeys(entry.links):
            mended = _mended(link.url)
            if mended:
                meant = _SOUND.fullmatch(mended) and (link.role in _PAPER or is_certain(link.url, mended))
                yield _finding(entry, entry.line, f"the link {link.url} is damaged", mended if meant else None)
        for fix in _padded(entry, span):
            address = _url(fix.after)
            yield _finding(entry, fix.line, f"a blank stands beside the address {address} within its brackets", address)


def fixes(entries: Iterable[EntryListed], listings: Mapping[str, Listing], observed: Observed = NOTHING) -> tuple[Fix, ...]:
    """What can be mended in the texts without a doubt, in the order of the lines."""
    found = (
        fix
        for entry, span in _with_lines(entries, listings)
        for fix in (*_padded(entry, span), *_repaired(entry, span), *_renamed(entry, span, observed))
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda f: (f.list, f.line)))


def is_certain(before: str, after: str) -> bool:
    """Whether a repair may be written into somebody's list unseen: a sound address on the host that the link names itself.

    A library's proxy names the host in its own, with dashes for dots.

    >>> is_certain("https://arxiv.org/abs//2206.15433", "https://arxiv.org/abs/2206.15433")
    True
    >>> is_certain("https://www-sciencedirect-com.proxy.example.edu/x", "https://www.sciencedirect.com/x")
    True
    >>> is_certain("[https://arxiv.org/abs/1](https://github.com/a/b)", "https://arxiv.org/abs/1")
    False
    """
    mended = {host.lower() for host in _HOSTS.findall(after)}
    named = (host.lower() for host in _HOSTS.findall(before))
    return bool(_SOUND.fullmatch(after)) and all(host in mended or host.partition(".")[0].replace("-", ".") in mended for host in named)


def _mended(url: str) -> str | None:
    """The repaired address where it is another. What an address quotes of its page (`#:~:text=`) may end with any sign."""
    if _ARCHIVE.match(url) or ":~:" in url:
        return None
    mended = repair(url)
    return mended if mended != url else None


def _url(target: str) -> str:
    """
    >>> _url("](https://example.org)")
    'https://example.org'
    """
    return target.removeprefix("](").removesuffix(")")


def _repaired(entry: EntryListed, span: Sequence[Line]) -> Iterator[Fix]:
    for url in dict.fromkeys(link.url for link in entry.links):
        mended = _mended(url)
        if mended and is_certain(url, mended):
            yield from _replaced(entry, span, url, mended)


def _renamed(entry: EntryListed, span: Sequence[Line], observed: Observed) -> Iterator[Fix]:
    """Its host says where a repository is now, so that is as certain as a slip of the pen."""
    for rename in renames(entry, observed):
        if is_certain(rename.url, rename.present):
            yield from _replaced(entry, span, rename.url, rename.present)


def _replaced(entry: EntryListed, span: Sequence[Line], url: str, better: str) -> Iterator[Fix]:
    made = (Fix(list=entry.list, line=number, before=url, after=better) for number, _ in span)
    return (fix for fix, (_, text) in zip(made, span, strict=True) if fix.mend(text) != text)


_TARGET = re.compile(r"\]\((?P<blank>[ \t]*)(?P<url>[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(?P<after>[ \t]*)\)")


def _padded(entry: EntryListed, span: Iterable[Line]) -> Iterator[Fix]:
    """Markdown's link targets with blanks before or after the address: some programs take the brackets for text then."""
    urls = {link.url for link in entry.links}
    for number, text in span:
        for match in _TARGET.finditer(text):
            if match["url"] in urls and (match["blank"] or match["after"]):
                yield Fix(list=entry.list, line=number, before=match[0], after=f"]({match['url']})")


def _with_lines(entries: Iterable[EntryListed], listings: Mapping[str, Listing]) -> Iterator[tuple[EntryListed, list[Line]]]:
    """Every entry with its lines, up to the next entry of its list; without any where the text is not known."""
    for name, group in groupby(entries, key=lambda e: e.list):
        lines = listings[name].text.split("\n") if name in listings else []
        ordered = sorted(group, key=lambda e: e.line)
        for entry, following in pairwise([*ordered, None]):
            if entry is not None:
                end = entry.line + LONGEST
                last = end if following is None else min(end, max(entry.line, following.line - 1))
                yield entry, list(enumerate(lines[entry.line - 1 : last], entry.line))


def _finding(entry: EntryListed, line: int, message: str, suggestion: str | None) -> Finding:
    return Finding(kind="damaged_link", list=entry.list, line=line, work_id=entry.work_id, message=message, suggestion=suggestion)
