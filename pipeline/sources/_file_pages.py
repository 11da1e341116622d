"""How addresses tell a file from a page, and which page a file belongs to."""

from __future__ import annotations

import re

FILE = re.compile(
    r"\.(?:pdf|ps|eps|djvu|docx?|pptx?|xlsx?|odt|rtf|tex|bib|ris|csv|json|xml|ya?ml|zip|t?gz|bz2|xz|rar|7z|tar|png|jpe?g|gif|svg|webp|mp[34]|webm|mov|avi)$",
    re.IGNORECASE,
)
"""Endings of what is no page: a file has no tags to read."""

_PAGE_OF_FILE = (
    (re.compile(r"(/article)/(?:download|viewFile|view)/(\d+)/\d+(?:/\d+)?/?$"), r"\1/view/\2", "Open Journal Systems: article, galley"),
    (re.compile(r"/bitstream/(?:handle/)?(\d[\d.]*/\d+)/[^?#]*(?:[?#].*)?$"), r"/handle/\1", "DSpace: handle, sequence, file"),
)
"""How widespread software names files and the pages about them, which have the tags."""


def page_of(url: str) -> str:
    """The page about the file that an address names; the address itself where no rule tells.

    >>> page_of("https://example.org/index.php/x/article/download/10274/9729")
    'https://example.org/index.php/x/article/view/10274'
    """
    pages = (pattern.subn(page, url, count=1) for pattern, page, _ in _PAGE_OF_FILE)
    return next((page for page, hits in pages if hits), url)
