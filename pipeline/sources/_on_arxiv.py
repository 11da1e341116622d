"""What arXiv's two sources share: which addresses are a paper's, and where its page and its PDF stand."""

from __future__ import annotations

from typing import ClassVar

from pipeline.models import Identifier
from pipeline.sources._arxiv_address import on_arxiv
from pipeline.sources._base import Kind, Source


class OnArxiv(Source):
    kind: ClassVar[Kind] = "preprint"
    schemes = ("arxiv",)

    def identify(self, url: str) -> Identifier | None:
        return on_arxiv(url)

    def landing(self, identifier: Identifier) -> str | None:
        return f"https://arxiv.org/abs/{identifier.value}" if identifier.scheme == "arxiv" else None

    def pdf(self, identifier: Identifier) -> str | None:
        return f"https://arxiv.org/pdf/{identifier.value}" if identifier.scheme == "arxiv" else None
