"""Cleans what a list writes as a title, and takes the tags before it apart: numbers, dates, venues, nicknames."""

from __future__ import annotations

import re

from pipeline.extract.venue_year import venue_only

_SHORTCODE = r":[a-z][a-z0-9_+-]*:"
_ORNAMENT = r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u2190-\u21FF\uFE0F\u200B-\u200F\u2060\uFEFF]"
_ENDS = re.compile(rf"^(?:\s|{_SHORTCODE}|{_ORNAMENT})+|(?:\s|{_SHORTCODE}|{_ORNAMENT})+[.,;。，；]*$")
_NUMBER = re.compile(r"^(?:\(?\d{1,4}\)|\d{1,4}\.(?=\s)|\[\d{1,4}\]|#\d+)\s*[.:]?\s*(?=\S)")
_DATE = r"(?:\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|(?:19|20)\d{6}|(?:19|20)\d{2})"
_DATED = re.compile(rf"^(?:[(\[【（]\s*{_DATE}\s*[)\]】）]|{_DATE}(?=[\s:：,-]))\s*[:：,-]?\s*")
_BRACKETED = re.compile(r"^[\[(【（](?P<in>[^\[\]()【】（）]{1,60})[\])】）]\s*[:：,|-]?\s*")
_MOST_TAGS = 12  # before one title; real ones have up to five
_LONGEST = 2_000  # characters that are looked at; the longest real title has 330
_BULLET = re.compile(r"^[-*+.,:;]+\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens and zero-width characters, left over from copying
_NICKNAME = re.compile(r"^[^\s,;][^,;\"“”]{0,38}$")


def clean(text: str) -> str | None:
    """Title without markup leftovers: white space collapsed, ornaments and surrounding quotes off, `. , : ;` off its end.

    >>> clean(' "Swarm Learning for clinical machine learning." :star: '), clean("Is localization for free?"), clean("FedLab :fire:.")
    ('Swarm Learning for clinical machine learning', 'Is localization for free?', 'FedLab')
    """
    before = ""
    text = " ".join(_INVISIBLE.sub("", text[:_LONGEST]).split())
    if _is_firm(text):
        return text
    while text != before:
        before = text
        text = _ENDS.sub("", text).strip(" \t|·•–—").rstrip(".,:;。，：；").strip()
        text = _BULLET.sub("", text)
        for opening, closing in ('""', "“”", "„“", "«»", "''", "‘’", "``", '“"', '"”', "”“", "““", "””"):
            if len(text) > 2 and text.startswith(opening) and text.endswith(closing) and not (set(text[1:-1]) & set(opening + closing)):
                text = text[1:-1].strip()
        if text.startswith("[") and text.endswith("]") and text.count("[") == text.count("]") == 1:
            text = text[1:-1].strip()
        if text.startswith("**") and text.endswith("**"):
            text = text[2:-2].strip()
        text = text.rstrip("([（ ")
        if text.count("(") < text.count(")") and text.endswith(")"):
            text = text[:-1].rstrip()
    return text if re.search(r"\w", text) else None


def _is_firm(text: str) -> bool:
    """Whether nothing can come off: a letter at the head, at the end another, a digit or the sign of a sentence that stays."""
    return text[:1].isalpha() and (text[-1].isalpha() or text[-1] in "0123456789?!")


def untagged(text: str) -> tuple[str, list[str], str | None]:
    """Text without the tags at its head, the tags (dates, venues), and a nickname in brackets.

    >>> untagged("[2024/03] [ICLR 2024] Scaling laws"), untagged("[SRCNN] Image Super-Resolution")
    (('Scaling laws', ['[2024/03]', '[ICLR 2024]'], None), ('Image Super-Resolution', [], 'SRCNN'))
    """
    tags: list[str] = []
    alias: str | None = None
    before = ""
    text = text.strip()
    rounds = 0
    while text != before and rounds < _MOST_TAGS and not _is_firm(text):
        before = text
        rounds += 1
        text = _ENDS.sub("", text).lstrip("-–—|•·*✔√>])）】 \t")
        numbered = _NUMBER.match(text)
        if numbered and not _DATED.match(text):
            text = text[numbered.end() :]
        dated = _DATED.match(text)
        if dated and re.search(r"\w", text[dated.end() :]):
            tags.append(dated[0].strip(" :,-"))
            text = text[dated.end() :]
        bracketed = _BRACKETED.match(text)
        if bracketed and re.search(r"\w", text[bracketed.end() :]):
            inner = bracketed["in"].strip()
            if venue_only(inner) or re.search(r"(?:19|20)\d{2}", inner) or re.fullmatch(r"[\d./ -]+", inner):
                tags.append(bracketed[0].strip(" :,-|"))
                text = text[bracketed.end() :]
            elif bracketed[0][0] in "[【" and nickname(inner):
                alias = alias or inner
                text = text[bracketed.end() :]
    return text.strip(), tags, alias


def nickname(text: str) -> bool:
    """Whether a text is short enough for the name of a method: at most four words.

    >>> nickname("BEiT"), nickname("Masked autoencoders are scalable vision learners")
    (True, False)
    """
    bare = text.strip(" :.-–—[]()")
    return bool(_NICKNAME.match(bare)) and len(bare.split()) <= 4 and bool(re.search(r"\w", bare) or bare == "?")


def titled(text: str) -> bool:
    """Whether a text can be a title: a few words, or one long one; no address, no bare number or date."""
    bare = text.strip()
    return (
        bool(re.search(r"[^\W\d_](?:[^\W\d_]|\d)", bare))
        and not bare.lower().startswith(("http://", "https://", "www."))
        and len(bare) <= 400
    )
