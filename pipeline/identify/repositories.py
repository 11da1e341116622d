"""Links to code, models and data sets."""

from __future__ import annotations

import re

from pipeline.identify.addresses import path_of, split
from pipeline.identify.damage import repair
from pipeline.models import Identifier

_GITHUB_PAGES = frozenset({
    "about", "apps", "collections", "contact", "customer-stories", "enterprise", "events", "explore", "features", "issues", "join",
    "login", "marketplace", "new", "notifications", "orgs", "organizations", "pricing", "pulls", "readme", "search", "security",
    "settings", "site", "sponsors", "stars", "team", "topics", "trending", "users",
})  # fmt: skip
"""First path segments of github.com that are GitHub's own pages and no owner."""

_GITLAB_PAGES = frozenset({"explore", "users", "groups", "help", "search", "dashboard", "-"})
_HUGGINGFACE_PAGES = frozenset({
    "blog", "chat", "collections", "docs", "enterprise", "join", "learn", "login", "models", "organizations", "papers", "posts",
    "pricing", "search", "settings", "tasks", "api",
})  # fmt: skip

_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*)")
_NAME = re.compile(r"[A-Za-z0-9_.-]+")


def code(url: str) -> Identifier | None:
    """The repository that an address is in, None for every other address; paths, branches, anchors and `.git` dropped.

    Letter case is kept as written, because it is how the owner writes the name; compare with `code_key`.

    >>> str(code("https://github.com/facebookresearch/mae/blob/main/README.md#usage"))
    'github:facebookresearch/mae'
    """
    parts = split(repair(url))
    if parts is None or parts.scheme not in {"http", "https"}:
        return None
    segments = [segment for segment in path_of(parts).split("/") if segment]
    match (parts.hostname or "").removeprefix("www."):
        case "github.com" | "raw.githubusercontent.com" | "codeload.github.com":
            return _owned("github", segments, _GITHUB_PAGES)
        case "gitlab.com":
            return _nested(segments)
        case "huggingface.co" | "hf.co":
            return _hosted(segments)
    return None


def code_key(identifier: Identifier) -> str:
    """Key of a repository: hosts of code ignore letter case.

    >>> code_key(Identifier.parse("github:PKU-YuanGroup/LanguageBind"))
    'github:pku-yuangroup/languagebind'
    """
    return str(identifier).casefold()


def _owned(scheme: str, segments: list[str], pages: frozenset[str]) -> Identifier | None:
    if len(segments) < 2 or segments[0].lower() in pages:
        return None
    owner, name = segments[0], segments[1].removesuffix(".git")
    if not (_OWNER.fullmatch(owner) and _NAME.fullmatch(name)) or not name.strip("."):
        return None
    return Identifier(scheme=scheme, value=f"{owner}/{name}")


def _nested(segments: list[str]) -> Identifier | None:
    """GitLab has groups within groups; what follows `-` is inside the repository."""
    own = segments[: segments.index("-")] if "-" in segments[1:] else segments
    own = next((own[:i] for i, segment in enumerate(own) if i >= 2 and segment in {"tree", "blob", "raw"}), own)
    if len(own) < 2 or own[0].lower() in _GITLAB_PAGES or not all(_NAME.fullmatch(segment) for segment in own):
        return None
    return Identifier(scheme="gitlab", value="/".join(own).removesuffix(".git"))


def _hosted(segments: list[str]) -> Identifier | None:
    """Models stand at the root of Hugging Face, data sets and spaces under their own folder."""
    if segments[:1] in (["datasets"], ["spaces"]):
        found = _owned("huggingface", segments[1:], frozenset())
        return found and Identifier(scheme="huggingface", value=f"{segments[0]}/{found.value}")
    return _owned("huggingface", segments, _HUGGINGFACE_PAGES)
