"""XML of APIs, read without network or entities, and only when it arrived whole."""

from __future__ import annotations

from lxml import etree

from pipeline.models import NotAPage


def root(body: bytes, tag: str) -> etree._Element | NotAPage:
    """The root element if the document has this root, by local name, and reaches its end; otherwise why not.

    Small damage inside is mended (arXiv has left quotes within an attribute as they were); a cut document is none, for half a batch would
    make works "not found".
    """
    if not body.rstrip().endswith((f"</{tag}>".encode(), b"/>")):
        return NotAPage(reason=f"not a whole <{tag}>: {_first_words(body)}")
    try:
        body.decode()
    except UnicodeDecodeError as e:  # lxml would mend it, and fail when the text is asked for
        return NotAPage(reason=f"<{tag}> with bytes that are no text: {e.reason} at {e.start}")
    # The external DTD is never fetched and no entity expanded: a document of strangers.
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True)
    try:
        found = etree.fromstring(body, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as e:
        return NotAPage(reason=f"not XML: {e}")
    if found is None or str(found.tag).rpartition("}")[2] != tag:
        return NotAPage(reason=f"XML of another kind than <{tag}>: {_first_words(body)}")
    return found


def text(element: etree._Element | None) -> str | None:
    """All text of an element, that of inline markup included, blanks at the ends dropped; None where there is none."""
    if element is None:
        return None
    return "".join(part for part in element.itertext() if isinstance(part, str)).strip() or None


def _first_words(body: bytes) -> str:
    return " ".join(body[:80].decode("utf-8", "replace").split())
