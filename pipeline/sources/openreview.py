"""OpenReview API 2: ICLR since 2024, NeurIPS since 2023, TMLR. Guests meet a challenge on `/notes`; the search still answers."""

from __future__ import annotations

from pipeline.models import Identifier
from pipeline.sources._address import address
from pipeline.sources._openreview import Notes, forum, forum_id
from pipeline.sources._openreview_note import file_id

_PAPERS = frozenset({"pdf", "original_pdf"})
"""Names of the attachments that are the paper itself."""


class OpenReview(Notes):
    name = "openreview"
    api = "https://api2.openreview.net"

    def identify(self, url: str) -> Identifier | None:
        """Forums and their PDFs; other attachments, groups and profiles are no papers.

        >>> str(source.identify("https://openreview.net/forum?id=1QMMUB4zfl&noteId=CyxZE2UbHF"))
        'openreview:1QMMUB4zfl'
        >>> source.identify("https://openreview.net/attachment?id=6TxBxqNME1Y&name=supplementary_material")
        """
        found = address(url)
        if found is None or found.host != "openreview.net":
            return None
        path = found.path.rstrip("/")
        if path in {"/forum", "/pdf"} or (path == "/attachment" and found.argument("name") in _PAPERS):
            return forum_id(found.argument("id"))
        return file_id(found.path)

    def landing(self, identifier: Identifier) -> str | None:
        return forum(identifier) if identifier.scheme == "openreview" else None

    def pdf(self, identifier: Identifier) -> str | None:
        match identifier.scheme:
            case "openreview":
                return f"https://openreview.net/pdf?id={identifier.value}"
            case "openreview-pdf":
                return f"https://openreview.net/pdf/{identifier.value}.pdf"
        return None


source = OpenReview()
