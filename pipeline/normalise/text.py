"""Plain text from what sites and indexes write: entities, tags, formulas, damaged encodings, ligatures, line wraps.

Every step repeats until nothing changes, so cleaning twice is cleaning once.
"""

from __future__ import annotations

import html
import re
import unicodedata

from pipeline.normalise import mathml, tex

MENDED = 50_000
"""Characters. The longest real abstracts have about 10,000; what is longer than this is no text of ours: only its blanks are collapsed."""

_ROUNDS = 8  # doubly escaped text needs three rounds; more than eight is not writing but an attack

INLINE = frozenset([
    "i", "b", "em", "strong", "u", "tt", "small", "big", "span", "a", "font", "scp", "sc", "italic", "bold", "monospace", "roman",
    "underline", "xref", "ext-link", "named-content", "styled-content", "inline-formula", "alternatives", "tex-math", "tex", "formula",
    "emph", "abbr", "code", "mark", "cite", "q", "s-inline", "strike", "overline", "uri", "email", "ins", "del", "wbr",
])  # fmt: skip
"""Tags that stand within a word or sentence: they go without a trace."""

BLOCK = frozenset([
    "p", "br", "div", "sec", "section", "title", "label", "list", "list-item", "disp-formula", "abstract", "ul", "ol", "li", "h1", "h2",
    "h3", "h4", "h5", "h6", "tr", "td", "th", "table", "tbody", "blockquote", "hr", "article", "abstracttext", "caption", "fig",
])  # fmt: skip
"""Tags that part lines: a blank takes their place."""

SCRIPTS = {"sup": "^", "sub": "_"}

_NAMES = "|".join(sorted(map(re.escape, INLINE | BLOCK | SCRIPTS.keys()), key=len, reverse=True))
_ATTRIBUTES = r"(?:\s{1,20}[\w:.-]{1,60}\s{0,5}=\s{0,5}(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'|[^\s\"'<>]{1,200})){0,12}\s{0,20}"
_TAG = re.compile(rf"<(/?)(?:(?:jats|mml|m|ns\d|html|xhtml):([\w-]{{1,40}})|({_NAMES})){_ATTRIBUTES}(/?)>", re.I)
_SCRIPT = re.compile(rf"<(?:jats:)?(sup|sub){_ATTRIBUTES}>([^<>]{{0,60}})</(?:jats:)?\1\s{{0,5}}>", re.I)
_COMMENT = re.compile(r"<!--[\s\S]{0,5000}?-->|<!\[CDATA\[|\]\]>|<\?[\w-]{1,40}[^<>?]{0,500}\?>")
_TWIN = re.compile(r"<(?:jats:)?tex-math\b[^<>]{0,200}>[^<]{0,5000}</(?:jats:)?tex-math\s*>(?=\s{0,20}<(?:mml:|m:)?math\b)", re.I)
_AMP = re.compile(r"&(?:amp|#38|#x26);(?:(?:amp|#38|#x26);)*", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
    # joiners shape Arabic and Indic words and pictographs; elsewhere they are litter
    "|(?<![\u0600-\u0dff\u2190-\u2bff\U0001f000-\U0001ffff])[\u200c\u200d]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SUSPECT = re.compile(r"[&<>\\$`\x00-\x1f\x7f]|  |^ | $")  # ASCII text without one of these is clean

PLACEHOLDERS = frozenset([
    "n/a", "n.a.", "na", "none", "null", "nan", "nil", "undefined", "unknown", "tba", "tbd", "-", "--", "—", "–", "...", "…", "?",
    "not available", "not applicable", "[object object]", "no abstract", "no abstract available", "no abstract provided",
    "abstract not available", "abstract unavailable", "this article has no abstract", "there is no abstract available",
    "no title", "no title available", "title not available", "untitled", "no description", "no description available",
    "no author", "no authors", "no author listed", "no authors listed", "anonymous", "anonymous author", "anonymous authors",
    "author unknown", "et al", "et al.",
])  # fmt: skip
"""What systems write when they know nothing."""


def plain(raw: str) -> str:
    """One line of readable text.

    >>> plain("Tom &amp;amp; Jerry:  <i>H</i><sub>2</sub>O\\n and $\\\\alpha$-helices, a < b")
    'Tom & Jerry: H₂O and α-helices, a < b'
    """
    if raw.isascii() and not _SUSPECT.search(raw):
        return raw
    text = " ".join(raw.split())
    if len(text) > MENDED:
        return _SURROGATE.sub("\ufffd", text)
    for _ in range(_ROUNDS):
        before = text
        text = " ".join(_mended(text).split())
        if text == before:
            break
    return text


def known(text: str) -> bool:
    """Whether a text says anything: not empty, no placeholder.

    >>> known("No abstract available."), known("0")
    (False, True)
    """
    bare = text.casefold().strip(" \t\r\n[](){}<>\"'*.")
    return bool(bare) and bare not in PLACEHOLDERS


def _mended(text: str) -> str:
    text = _encoding(text)
    if "&" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), _AMP.sub("&", text))
    if "<" in text:
        text = _untagged(text)
    text = tex.readable(text)
    return unicodedata.normalize("NFC", text)


def _encoding(text: str) -> str:
    if text.isascii():
        return _UNSEEN.sub("", text)
    text = _repaired(_SURROGATE.sub("\ufffd", text))
    return _UNSEEN.sub("", text).translate(LIGATURES)


def _repaired(text: str) -> str:
    """Encoding repairs only: curly quotes and full-width letters are the author's own."""
    from ftfy import TextFixerConfig, badness, fix_encoding  # here, for half of the commands read no record and would wait for it

    if not badness.is_bad(text):
        return text
    config = TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=True, fix_latin_ligatures=False, fix_character_width=False, uncurl_quotes=False,
        fix_line_breaks=False, remove_control_chars=False, normalization=None, explain=False,
    )  # fmt: skip
    return fix_encoding(text, config)


def _untagged(text: str) -> str:
    text = mathml.FORMULA.sub(lambda m: mathml.readable(m[1]), _TWIN.sub("", _COMMENT.sub("", text)))
    text = _SCRIPT.sub(lambda m: tex.raised(SCRIPTS[m[1].lower()], m[2]), text)
    return _TAG.sub(lambda m: " " if (m[2] or m[3]).lower() in BLOCK else "", text)


_HEADING = re.compile(r"(?:abstract|summary|résumé|resumen|zusammenfassung)\s{0,3}(?:[:.—–]|-(?=\s)|\n)\s*", re.I)
_HEADING_LINE = re.compile(r"\s*(?:abstract|summary|résumé|resumen|zusammenfassung)[^\S\n]*\n", re.I)
_RUN_IN = re.compile(
    r"(?:Abstract|ABSTRACT)\s{0,3}(?=(?:We|This|The|In|A|An|Our|Recent|Recently|Although|While|With|It|To|For|As|Despite|Existing|Background|Objectives?|"
    r"Purpose|Introduction|Motivation)\b)"
)
"""The heading run into the first sentence, which begins as abstracts do; "Abstract reasoning" is no heading."""

_PARAGRAPH_TAG = re.compile(
    rf"</?(?:jats:)?(?:p|div|sec|section|abstracttext|li|list-item|blockquote|h[1-6]){_ATTRIBUTES}/?>|(?:<br\s{{0,3}}/?>\s{{0,10}}){{2}}",
    re.I,
)
_SECTION_TITLE = re.compile(rf"<((?:jats:)?(?:title|label|h[1-6])){_ATTRIBUTES}>([^<>]{{0,200}})</\1\s{{0,5}}>", re.I)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def abstract(raw: str) -> str:
    """Paragraphs of plain text, one blank line between them; a section's label stands before its text with a colon.

    A line break alone is a wrap, not a paragraph.

    >>> abstract('<jats:title>Abstract</jats:title><jats:p>We ask.</jats:p><jats:title>Methods</jats:title><jats:p>Masks.</jats:p>')
    'We ask.\\n\\nMethods: Masks.'
    >>> abstract('Abstract. "Images are masked."')
    'Images are masked.'
    """
    if len(raw) > MENDED:
        return _unquoted(plain(raw))
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n")
    text = _HEADING_LINE.sub("", text, count=1) if _HEADING_LINE.match(text) else text
    if "&lt;" in text:
        text = _ENTITY.sub(lambda m: html.unescape(m[0]), _AMP.sub("&", text))
    if "<" in text:
        text = _PARAGRAPH_TAG.sub("\n\n", _SECTION_TITLE.sub(_label, text))
    paragraphs = [p for p in (plain(part) for part in _BLANK_LINE.split(text)) if p]
    return _beginning("\n\n".join(_labelled(paragraphs)))


def _label(match: re.Match[str]) -> str:
    label = " ".join(match[2].split())
    return f"\n\n{label}{'' if label[-1:] in ':.?!' else ':'}\n\n" if label else "\n\n"


def _labelled(paragraphs: list[str]) -> list[str]:
    """Labels (`Methods:`) joined to the paragraph that they head."""
    joined: list[str] = []
    for paragraph in paragraphs:
        if joined and joined[-1].endswith(":") and len(joined[-1]) < 60 and joined[-1].casefold() not in {"abstract:", "summary:"}:
            joined[-1] = f"{joined[-1]} {paragraph}"
        else:
            joined.append(paragraph)
    return joined


def _beginning(text: str) -> str:
    """Without headings and quotes that say only: this is the abstract."""
    for _ in range(_ROUNDS):
        before = text
        text = _unquoted(text).strip()
        text = _HEADING.sub("", text, count=1) if _HEADING.match(text) else text
        text = _RUN_IN.sub("", text, count=1) if _RUN_IN.match(text) else text
        if text == before:
            break
    return text


def _unquoted(text: str) -> str:
    """Without quotes around the whole; a text that begins with one quotation and ends with another keeps both.

    >>> _unquoted('"A" is not "B"')
    '"A" is not "B"'
    """
    if len(text) < 2 or (text[0], text[-1]) not in {('"', '"'), ("“", "”")}:
        return text
    inside = text[1:-1]
    at = re.search('["“”]', inside)
    if at is None:
        return inside.strip()
    before, after = inside[: at.start()][-1:], inside[at.end() :][:1]
    opens = at[0] != "”" and not before.strip() and after.strip()
    return inside.strip() if opens else text
