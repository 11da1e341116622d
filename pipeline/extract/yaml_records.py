"""YAML lists, by PyYAML's node tree, which keeps the lines. Nothing is constructed, so no tag can do anything."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from pipeline.extract.records import entry, meaning, numbered
from pipeline.models import Entry

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is six times faster and not in every build
_DEEPEST = 40  # levels; a list nests three or four
_MOST_ALIASES = 1_000  # uses of anchors: with fewer nodes than text there is nothing to gain from more but a bomb

_MOST_NODES = 5_000_000  # values of a document with its aliases written out; a list of 100,000 papers has a million


def entries(text: str, *, name: str) -> tuple[Entry, ...]:
    """Entries of a YAML text: every mapping with a title, the mapping keys above it as its section. Broken YAML gives none."""
    if not _harmless(text):
        return ()
    try:
        documents = list(yaml.compose_all(text, Loader=_LOADER))
    except (yaml.YAMLError, RecursionError, ValueError):  # ValueError: a character beyond Unicode in an escape
        return ()
    if sum(_unfolded(root, {}) for root in documents if root is not None) > _MOST_NODES:
        return ()
    return numbered(e for root in documents if root is not None for e in _entries(root, (), name, 0))


def _unfolded(node: yaml.Node, known: dict[int, float]) -> float:
    """Values below a node when every alias is written out; infinite for one that holds itself."""
    if id(node) not in known:
        known[id(node)] = float("inf")
        inner = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
        known[id(node)] = 1 + (0 if isinstance(node, yaml.ScalarNode) else sum(_unfolded(part, known) for part in inner))
    return known[id(node)]


def _entries(node: yaml.Node, section: tuple[str, ...], name: str, depth: int) -> Iterator[Entry | None]:
    if depth > _DEEPEST:
        return
    if isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _entries(inner, section, name, depth + 1)
    elif isinstance(node, yaml.MappingNode):
        fields = {str(k.value): _text(v) for k, v in node.value if isinstance(k, yaml.ScalarNode)}
        if any(meaning(k) == "title" and fields[k] for k in fields) and not _names_a_group(node):
            yield entry(fields, line=node.start_mark.line + 1, name=name, section=section)
            for _, v in node.value:  # papers nested under a paper: `related:`, `children:`
                if isinstance(v, yaml.SequenceNode) and any(isinstance(i, yaml.MappingNode) for i in v.value):
                    yield from _entries(v, section, name, depth + 1)
            return
        label = next((fields[k] for k in fields if k.casefold() in ("name", "title", "category", "section", "topic") and fields[k]), None)
        for k, v in node.value:
            if isinstance(v, yaml.SequenceNode | yaml.MappingNode):
                key = label or (str(k.value) if isinstance(k, yaml.ScalarNode) else "")
                generic = key.casefold() in ("papers", "items", "entries", "list", "data", "publications", "references", "children")
                yield from _entries(v, section if generic or not key else (*section, key), name, depth + 1)


def _names_a_group(node: yaml.MappingNode) -> bool:
    """`name: Surveys` with `papers: […]` beside it: a group, not a paper."""
    keys = {str(k.value).casefold() for k, _ in node.value if isinstance(k, yaml.ScalarNode)}
    nested = any(isinstance(v, yaml.SequenceNode) and any(isinstance(i, yaml.MappingNode) for i in v.value) for _, v in node.value)
    return nested and not keys & {"url", "link", "year", "authors", "author", "doi", "arxiv", "pdf", "paper", "venue"}


def _text(node: yaml.Node) -> str:
    """A scalar's text; of nested values all addresses and words, one after the other."""
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(t for t in (_text(v) for v in node.value if isinstance(v, yaml.ScalarNode)) if t)
    return ""


def _harmless(text: str) -> bool:
    """No anchors used often enough to blow a few lines up to gigabytes, no nesting that would exhaust the stack of the C library."""
    uses = depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            uses += isinstance(event, yaml.AliasEvent)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if uses > _MOST_ALIASES or depth > _DEEPEST:
                return False
    except (yaml.YAMLError, RecursionError, ValueError):
        return False
    return True
