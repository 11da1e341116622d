"""What an audit looks at beside the published file: the text of a list and what its links did over time."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.models import Model


class Listing(Model):
    """A list as it was published."""

    name: str
    file: str
    """Path of the file within its repository, for the head of a patch."""
    text: str
    """Decoded, lines ending with a line feed: the lines that the entries count."""
    source: str | None = None
    """The same with its byte order mark and line ends; None where it is not UTF-8 and no patch can be written."""


class Observed(Model):
    """What links did, by the identifier of the entry."""

    gone: Mapping[str, str] = {}
    """Identifier → the site's word, where its page answered 404 or 410 on two different days and nothing else since."""
    moved: Mapping[str, str] = {}
    """Identifier → where its page was found, for entries whose own address was asked."""


NOTHING = Observed()
