"""Whether the people that a page's tags name are all of them: half a list of authors is a wrong one.

A lost tag shows in other places of the page: where it shows the authors to readers, in its BibTeX, in the tags about a person
(`citation_author_institution`) that stand behind that person's name.
"""

from __future__ import annotations

import re
from itertools import groupby

from pipeline.sources._bibtex import authors
from pipeline.sources._page import Page, Tag, text

_BETWEEN = re.compile(r"[,;\n]|\s+and\s+")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?", re.IGNORECASE)
_ASIDE = frozenset({"em", "sup"})
"""What stands between names and is none: institutions (USENIX), marks of notes."""
_NAME, _ABOUT = "citation_author", "citation_author_"


def shows_more(page: Page, named: int, selector: str | None) -> bool:
    """Whether a page shows more people than are named.

    `selector`: CSS, of the elements that show one author each, or all of them; None where a site is not known to show them.
    """
    shown = _shown(page, selector) if selector else set()
    return named < max(len(shown), len(authors(page.source))) or _lacks_a_name(page.metas)


def _shown(page: Page, selector: str) -> set[str]:
    """At least these: of two authors without a sign between them one is counted."""
    parts = (part.strip() for node in page.tree.css(selector) for part in _BETWEEN.split(text(node, without=_ASIDE)))
    return {part for part in parts if part and not _SUFFIX.fullmatch(part)}


def _lacks_a_name(tags: tuple[Tag, ...]) -> bool:
    """Whether tags about a person, which stand behind the name, stand where there is none or begin anew without one.

    An author may have two institutions, one behind the other; institution, address, institution is two authors.
    Where all names come first, nothing can be told.
    """
    order = [tag.name for tag in tags if tag.name == _NAME or tag.name.startswith(_ABOUT)]
    about = [n for n, name in enumerate(order) if name != _NAME]
    if not about or _NAME not in order[about[0] :]:
        return False
    people: list[list[str]] = [[]]
    for name in order:
        if name == _NAME:
            people.append([])
        else:
            people[-1].append(name)
    return bool(people[0]) or any(map(_begins_anew, people))


def _begins_anew(tags: list[str]) -> bool:
    """
    >>> _begins_anew(["institution", "institution", "email"]), _begins_anew(["institution", "email", "institution"])
    (False, True)
    """
    kinds = [kind for kind, _ in groupby(tags)]
    return len(kinds) > len(set(kinds))
