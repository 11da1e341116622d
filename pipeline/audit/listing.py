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
    """What links did, by the identifier of the entry, or of the repository (`github:owner/name`, lower case) that a link is in."""

    gone: Mapping[str, str] = {}
    """With the site's word: `404 from example.org`."""
    moved: Mapping[str, str] = {}
    """Where its page was found, for entries whose own address was asked and for repositories under another name."""


NOTHING = Observed()
