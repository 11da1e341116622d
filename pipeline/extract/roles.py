"""Link texts that name what a link is: `[[Paper]]`, `[official code - pytorch]`, `[解读]`. The text decides before the address."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pipeline.extract import hosts
from pipeline.extract.vocabulary import FILLERS, LABELS
from pipeline.models import Role

_REMEMBERED = 20_000  # texts; a list asks the same ones over and over, and the answers are small
Label = Role | Literal["link"]
"""`link`: a label that says nothing (`here`, `url`); the address decides."""

_SPLIT = re.compile(r"[\s\[\](){}（）【】<>\"“”'`*_,.;:：|/&+–—-]+")
_EMOJI = re.compile(r":[a-z0-9_+-]+:|[\U0001F000-\U0001FAFF\u2600-\u27BF\u2190-\u21FF\u2B00-\u2BFF\uFE0F\u200d]")
_VENUE_WORD = re.compile(r"^[a-z&]{2,12}[’'‘]?\d{2,4}$|^(19|20)?\d{2}$|^v\d$|^\d{4}$")
_ROLE_OF: dict[str, tuple[int, Label]] = {word: (rank, said) for rank, (said, row) in reversed(list(enumerate(LABELS))) for word in row}
_CJK = re.compile(r"[\u4e00-\u9fff]")
_PLAIN = frozenset(("paper", "pdf", "code", "arxiv"))
_LONGEST = 6  # words; `official code and pretrained models (PyTorch)` has six


@lru_cache(maxsize=_REMEMBERED)
def label(text: str) -> Label | None:
    """What a link text says that the link is; None when the text is no label but words of its own.

    >>> label("Paper-CVPR14"), label("Link to code"), label("official code - pytorch"), label("解读"), label("here")
    ('paper', 'code', 'code', 'blog', 'link')
    >>> label("Code generation with language models") is None
    True
    """
    bare = _EMOJI.sub(" ", text).casefold().strip()
    found: list[tuple[int, Label]] = []
    strange: set[str] = set()
    words = [w for w in _SPLIT.split(bare) if w]
    if not words or len(words) > _LONGEST or len(bare) > 60:
        return None
    for word in words:
        if word in _ROLE_OF:
            found.append(_ROLE_OF[word])
        elif _CJK.search(word) and len(word) <= 8:
            inner = next((_ROLE_OF[w] for w in _ROLE_OF if _CJK.search(w) and w in word), None)
            if inner is None:
                return None
            found.append(inner)
        elif word not in FILLERS and not _VENUE_WORD.match(word):
            strange.add(word)
    if strange and not (_PLAIN & set(words) and all(w.upper() in text for w in strange)):
        return None  # words of its own, unless they are an acronym beside a plain label, as in `Paper ICONIP-2014`
    if not found and all(w in FILLERS for w in words) and any(w in ("page", "project", "video", "html") for w in words):
        return "project" if "project" in words or "page" in words else "video"
    return min(found)[1] if found else None


def role(text: str, url: str, *, column: Label | None = None) -> Role:
    """Role of a link: its text, else the head of its column, else its address.

    >>> role("Website", "https://x.github.io"), role("v2", "https://arxiv.org/abs/2106.08254")
    ('project', 'paper')
    """
    said = label(text)
    if said is None or said == "link":
        said = column if column not in (None, "link") else None
    if said is not None and said != "link":
        return said
    return hosts.role(url) or "other"
