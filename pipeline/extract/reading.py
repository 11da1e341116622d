"""Reads one unit of a list (an item, a paragraph, a title cell): title, nickname, what stands beside them, the link that is the paper.

The reader goes from the left and passes over numbers, dates, tags and images until something can be a title. What it meets decides:
a link with words of its own, bold or quoted words, a citation, plain words, or, behind a link that is only a venue, the words after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from pipeline.extract import hosts, roles, which
from pipeline.extract.beside import IDENTIFIER, PARENTHESIS, PROSE, beside, mention, pieces, without_venue, wordless
from pipeline.extract.citation import citation, quoted, title_first
from pipeline.extract.names import people
from pipeline.extract.parts import Part, plain
from pipeline.extract.title import clean, nickname, titled, untagged
from pipeline.extract.venue_year import MENTION, YEAR, Said, has_venue, said, venue_only
from pipeline.extract.which import Evidence

Way = Literal["link", "citation", "quotes", "bold", "text", "after", "none"]

_LEAD = 14  # words that may stand before the link that is the title
_TITLE_WORDS = 4  # of what looks like names, to be a title after all
_SURELY_PEOPLE = re.compile(r"[,;*†‡]|\bet\.? al\b|\b[A-Z]\.")
_FAR = 100  # parts looked at behind a title; the longest real entry, with every co-author in bold, has 60
_END_OF_TITLE = re.compile(r"\s+[|｜]\s*|\t|\s[-–—]\s+(?=\[|\()")
_JOINS = re.compile(
    r"^\W*(?:and|or|the|a|see also|also|with|plus|an|extended version|follow-up|,|;|&|\+|->|→|(?:19|20)\d{2}|\s)*\W*$", re.IGNORECASE
)


@dataclass(slots=True)
class Reading:
    """What one unit says."""

    line: int
    title: str | None = None
    alias: str | None = None
    way: Way = "none"
    title_link: Part | None = None
    rest: list[str] = field(default_factory=list)
    """Text beside the title, one piece per style and line."""
    links: list[Part] = field(default_factory=list)
    authors: bool = False
    """Names stand before the title."""
    names: str | None = None
    """The first words that were taken for names."""
    badges: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    promised: bool = False
    """A link labelled as the paper has no address: `[[pdf]]()`."""

    def take_names_for_title(self) -> None:
        """Two phrases in capitals look like two people; where nothing else can be the title, they are it. More than two are people."""
        if self.names and len(self.names.split()) >= _TITLE_WORDS and not _SURELY_PEOPLE.search(self.names):
            self.title, self.way, self.authors = clean(self.names), "text", False

    @property
    def paper(self) -> tuple[Part | None, Evidence]:
        chosen, evidence = which.paper(self.links, self.title_link)
        if evidence < Evidence.STRONG and self.title_link is None and self.title:
            # `Title. [Knuth (1970)](…)`: the link names the paper without its title.
            named = next((p for p in self.links if p.worded and wordless(p)), None)
            if named is not None and named.url and hosts.role(named.url) in (None, "pdf", "paper"):
                return named, Evidence.STRONG
        if chosen is None and self.title and self.cited:
            return None, Evidence.CITED
        return chosen, evidence

    @property
    def cited(self) -> bool:
        told = self.said
        sentences = [s for r in self.rest for s in re.split(r"(?<=[a-z])\.\s", r)]
        attributed = self.authors if self.way in ("citation", "quotes") else any("et al" in s or people(s) for s in sentences)
        return attributed and (told.year is not None or told.venue is not None)

    @property
    def said(self) -> Said:
        return beside(self.rest, self.badges)

    @property
    def mentions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mention(m) for m in MENTION.finditer(self.text)))


def read(some: Sequence[Part], *, expected: bool = False) -> Reading:
    """The reading of a unit; `expected` says that its list is known to hold full citations."""
    reading = Reading(some[0].line if some else 1)
    reading.text = plain(p for p in some if p.kind != "link" or p.worded)
    reading.links = [p for p in some if p.points]
    reading.badges = [(p.text, p.url) for p in some if p.kind == "image"] + [b for p in some if p.kind == "link" for b in p.badges]
    reading.promised = any(p.kind == "link" and p.label == "paper" and not p.points for p in some)
    _Reader(list(some), reading, expected).go()
    return reading


def several(some: Sequence[Part]) -> list[list[Part]]:
    """A unit that names several papers side by side, cut into one unit each: `[A](…) (2005) and [B](…) (2012): text`.

    The text behind the last title belongs to all; the cut is made only between titles that link to published works.
    """
    heads = [i for i, p in enumerate(some) if _own_title(p)]
    if (
        len(heads) < 2
        or plain(some[: heads[0]]).strip(" \"“'")
        or not all(hosts.scholarly(some[i].url) or hosts.document(some[i].url) for i in heads[:2])
    ):
        return [list(some)]
    chain = [heads[0]]
    for i in heads[1:]:
        between = some[chain[-1] + 1 : i]
        words = PARENTHESIS.sub(" ", plain(p for p in between if p.kind != "link"))
        if not (hosts.scholarly(some[i].url) or hosts.document(some[i].url)) or not (_JOINS.match(words) or venue_only(words)):
            break
        chain.append(i)
    if len(chain) < 2:
        return [list(some)]
    cuts = [0, *chain[1:], len(some)]
    return [list(some[a:b]) for a, b in pairwise(cuts)]


def _own_title(part: Part) -> bool:
    return part.worded and part.points and len(part.text.split()) >= 3 and not wordless(part)


class _Reader:
    def __init__(self, some: list[Part], reading: Reading, expected: bool) -> None:
        self.parts = some
        self.reading = reading
        self.expected = expected
        self.at = 0

    def go(self) -> None:
        while self.at < len(self.parts) and self.reading.title is None:
            part = self.parts[self.at]
            if part.kind in ("image", "soft", "hard") or part.small or not part.text.strip():
                self.at += 1
            elif part.kind == "link":
                if not self._link(part):
                    break
            elif part.bold or part.under:
                self._bold()
            else:
                self._words()
        self._leave(self.parts[self.at :])
        reading = self.reading
        alone = self.parts[0] if len(self.parts) == 1 else None
        if (
            reading.title is None
            and alone is not None
            and alone.worded
            and hosts.scholarly(alone.url)
            and not venue_only(alone.text)
            and not IDENTIFIER.match(alone.text)
        ):
            self._set(alone.text, "link", alone)  # `[RICH 2018](…)` and nothing else
        if reading.title is None and any(hosts.scholarly(p.url) for p in reading.links):
            reading.take_names_for_title()  # `**Learning Rates and Partial Labels** [[paper](…)]`
        if reading.title is None and reading.alias is not None and reading.links:
            reading.title, reading.alias, reading.way = clean(reading.alias), None, "text"

    # --- what may be met ---

    def _link(self, part: Part) -> bool:
        """A link at the head; False ends the search."""
        if part.worded and not wordless(part):
            if hosts.role(part.url) == "other" and people(part.text):
                self.at += 1  # an author's profile
                return True
            self._title_link(part)
            return True
        if part.kind == "link" and wordless(part) and not part.bare:
            self.reading.rest.append(part.text)
        following = self._until_link(self.at + 1)
        text, tags, _ = untagged(plain(following).lstrip("]):：,.- "))
        if part.label in ("paper", None, "link") and _title_like(text) and _begins(text):
            cited = quoted(text) or citation(text)
            title, beside_it = (cited.title, [cited.rest]) if cited and cited.title else without_venue(_END_OF_TITLE.split(text)[0])
            self._set(title, "after")
            self.reading.rest += [*tags, *beside_it]
            self.at += 1 + len(following)
            return True
        self.at += 1
        return any(p.worded and not wordless(p) for p in self.parts[self.at :]) and part.label not in (None, "paper", "link")

    def _title_link(self, part: Part) -> None:
        later = next((p for p in self.parts[self.at + 1 :] if _own_title(p) and hosts.scholarly(p.url)), None)
        if later is not None and part.url and hosts.role(part.url) in ("code", "other", "data", "video") and len(part.text.split()) <= 4:
            # `[tool](github) - description. [Title of its paper](doi)`
            self.reading.alias = clean(part.text)
            self._set(later.text, "link", later)
            self.at = self.parts.index(later) + 1
            return
        cited = quoted(part.text) if len(part.text) > 50 else None
        if cited is None and len(part.text) > 80:
            whole = citation(part.text)
            cited = whole if whole is not None and whole.title and whole.rest else None
        if cited is not None and cited.title and (people(cited.authors) or said(cited.rest) != Said()):
            self._set(cited.title, "citation", part)
            self.reading.authors = bool(cited.authors)
            self.reading.rest.append(cited.rest)
            self.at += 1
            return
        text, tags, alias = untagged(part.text)
        self.reading.alias = self.reading.alias or alias
        self.reading.rest += tags
        self.at += 1
        following = self._until_link(self.at)
        behind = plain(following)
        if (part.text.rstrip().endswith((":", "：")) or behind.startswith((":", "："))) and len(text.split()) <= 3:
            # `[Nickname](url): rest of the title | Venue’yy`
            rest, _, remark = behind.lstrip(":： ").partition(" | ")
            rest = re.split(r"\s*[(（\[]", rest)[0]
            if _title_like(rest) and len(rest.split()) <= PROSE and rest[:1].isupper():
                name = text.rstrip(":： ")
                self._set(f"{name}: {rest}", "link", part)
                self.reading.rest.append(behind[len(behind) - len(behind.lstrip(":： ")) + len(rest) :] or remark)
                self.at += len(following)
                return
        self._set(text, "link", part)

    def _bold(self) -> None:
        """Bold or underlined words: a title, a nickname before it, or a tag."""
        end = self.at + 1
        while end < len(self.parts) and (
            (
                self.parts[end].kind == "text"
                and (self.parts[end].bold or self.parts[end].under) == (self.parts[self.at].bold or self.parts[self.at].under)
            )
            or (
                self.parts[end].kind == "soft"
                and end + 1 < len(self.parts)
                and self.parts[end + 1].kind == "text"
                and self.parts[end + 1].bold
            )
        ):
            end += 1
        raw = plain(self.parts[self.at : end])
        text, tags, alias = untagged(raw)
        self.reading.alias = self.reading.alias or alias
        self.reading.rest += tags
        before, self.at = self.at, end
        following = self._until_link(end)
        behind = plain(following)
        stripped = raw.strip(" []()【】:.")
        bracketed = bool(behind) and behind[0] in "])】"
        if venue_only(stripped) or (
            YEAR.search(stripped) and len(stripped.split()) <= 6 and (bracketed or (has_venue(stripped) and len(stripped.split()) <= 2))
        ):
            self.reading.rest.append(stripped)
        elif not re.search(r"\w", text) or (not titled(text) and text != "?"):
            self.reading.rest.append(raw)
        elif raw.strip().startswith("[") and raw.strip().endswith("]") and nickname(raw) and _title_like(untagged(behind)[0]):
            self.reading.alias = stripped
        elif self._names_the_title(raw, text, behind, end):
            self.reading.alias = clean(text)
        elif people(text) and before == 0 and re.search(r",|\band\b|&|et al", text):
            self._authors(text)
        else:
            cited = citation(text)
            if cited and cited.title and cited.rest:
                self.reading.rest.append(cited.rest)
                self._set(cited.title, "citation")
            else:
                title, beside_it = without_venue(text)
                self.reading.rest += beside_it
                self._set(title, "bold")

    def _names_the_title(self, raw: str, text: str, behind: str, end: int) -> bool:
        """Whether bold words are a nickname: the title follows in quotes, in a link, or as plain words."""
        if not nickname(text):
            return False
        following = next((p for p in self.parts[end:] if p.kind == "link" or p.text.strip()), None)
        opened = behind.lstrip(" :：]-–—.,")
        closes = raw.rstrip().endswith((":", "：")) or behind.startswith((":", "：", "]"))
        if quoted(opened):
            return True
        if following is not None and following.kind == "link":
            return following.worded and not wordless(following) and len(following.text.split()) >= 3
        if behind.startswith(("-", "–", "—", ",", "(", "|", "[")) or (not closes and raw.rstrip().endswith((".", "?", "!"))):
            return closes and _title_like(untagged(opened)[0])
        told = untagged(opened)[0]
        if closes:
            return _title_like(told) or bool(following is not None and following.bold and len(following.text.split()) >= 3)
        return (
            _title_like(told)
            and len(told.split()) >= 4
            and not venue_only(told)
            and not people(told)
            and not citation(told)
            and said(told) == Said()
        )

    def _words(self) -> None:
        """Plain words at the head."""
        following = self._until_link(self.at)
        whole = plain(following)
        text, tags, alias = untagged(whole)
        reading = self.reading
        next_link = self.parts[self.at + len(following)] if self.at + len(following) < len(self.parts) else None
        first = self.parts[self.at]
        reading.alias = reading.alias or alias
        only_tag = venue_only(first.text.strip(" []()【】")) or not re.search(r"[^\W_]", first.text)
        bold = next((p for p in following[1:] if p.bold and p.text.strip()), None)
        if bold is not None and (
            only_tag or not untagged(first.text)[0].strip(' []"“') or people(first.text) or _authors_before(first.text)
        ):
            # Tags or authors, then the title in bold.
            reading.rest += [t for t in (first.text.strip(" [](){}【】"),) if only_tag and t]
            reading.authors = reading.authors or people(first.text) or _authors_before(first.text)
            self.at += following.index(bold) if bold in following else 1
            return
        if only_tag:
            reading.rest.append(first.text.strip())
            self.at += 1
            return
        cited = quoted(text)
        if cited is not None and cited.title:
            if cited.authors and nickname(cited.authors) and not people(cited.authors):
                reading.alias = reading.alias or clean(cited.authors)
            reading.authors = people(cited.authors) or _authors_before(cited.authors)
            reading.rest += [*tags, cited.rest]
            self._set(cited.title, "quotes")
            self.at += len(following)
            return
        if next_link is not None and next_link.worded and not wordless(next_link) and next_link.label is None:
            head = text.strip(" \"“'：:-–—|,.(")
            short = len(head.split()) <= 4
            if (
                not head
                or short
                or people(head)
                or _authors_before(head)
                or venue_only(head)
                or (text.rstrip().endswith((":", "：")) and len(head.split()) <= 8)
            ):
                reading.rest += tags
                if head and (venue_only(head) or (YEAR.search(head) and has_venue(head))):
                    reading.rest.append(head)
                elif head and nickname(head) and text.rstrip().endswith((":", "：", "-", "–", "—")) and head.isascii():
                    reading.alias = reading.alias or clean(head)
                elif people(head) or _authors_before(head):
                    reading.authors = True
                    reading.rest.append(re.sub(r".*?((?:19|20)\d{2}).*", r"\1", head) if YEAR.search(head) else "")
                self.at += len(following)
                return
            # Running text before a link with words: a title only where works are published, `name of a method from [Title](…)`.
            if len(head.split()) <= _LEAD and _own_title(next_link) and hosts.scholarly(next_link.url):
                self.at += len(following)
            else:
                self.at = len(self.parts)
            return
        line = self._line_of(following)
        gap = re.match(r"(.{3,200}?\S)\s{2,}(?=[A-Z])", first.text) if len(whole.split()) > PROSE else None
        text, tags, alias = untagged(gap[1] if gap else plain(line))  # `8) Title  This paper …`
        text = text if text else whole
        rest = plain(following[len(line) :])
        reading.rest += tags
        beneath = next((p.text for p in following[len(line) :] if p.kind == "text" and p.text.strip()), "")
        alone = bool(gap) or people(beneath)  # names on a line of their own belong to the title above
        joined = citation(untagged(whole)[0], expected=self.expected) if not alone and not (first.italic and rest) else None
        taken = following
        if joined is None and not alone and not first.italic:
            joined, taken = title_first(untagged(plain(line))[0]), line
        if joined is not None and (joined.title or joined.authors):
            reading.rest.append(joined.rest)
            self.at += len(taken)
            if joined.authors:
                self._authors(joined.authors)
            if joined.title:
                self._set(joined.title, "citation")
            elif not joined.rest or next_link is None:
                self.at = len(self.parts) if next_link is None else self.at
            return
        self.at += len(line)
        if people(text) and re.search(r"[,;&]|\band\b|et al", text) and (rest or next_link is not None):
            self._authors(text)
            return
        pieces = _END_OF_TITLE.split(text, maxsplit=1)
        if len(pieces) > 1:
            reading.rest.append(pieces[1])
        title, beside_it = without_venue(pieces[0])
        reading.rest += beside_it
        if titled(title):
            self._set(title, "text")
        else:
            reading.rest.append(title)

    # --- small steps ---

    def _set(self, title: str, way: Way, link: Part | None = None) -> None:
        self.reading.title = clean(title)
        self.reading.way = way
        self.reading.title_link = link

    def _authors(self, names: str) -> None:
        self.reading.authors = True
        self.reading.names = self.reading.names or names

    def _until_link(self, start: int) -> list[Part]:
        """Parts from `start` to the next link that points somewhere or has words; not so far that only a page made to cost time goes on."""
        end, far = start, min(len(self.parts), start + _FAR)
        while end < far and not (self.parts[end].kind == "link" and (self.parts[end].points or self.parts[end].text)):
            end += 1
        return self.parts[start:end]

    def _line_of(self, following: list[Part]) -> list[Part]:
        """Plain words that can be the title: to the line end that the writer asked for, or to where the style changes for good."""
        first = following[0]
        for i, p in enumerate(following):
            if p.kind == "hard" and i:
                return following[:i]
            if (
                i
                and p.kind == "text"
                and p.italic != first.italic
                and p.text.strip()
                and (said(p.text) != Said() or people(p.text) or first.italic)
            ):
                return following[:i]
            if i and p.kind == "text" and p.bold and p.text.strip():
                return following[:i]
            if i and p.kind == "text" and p.code and not first.code and venue_only(p.text):
                return following[:i]
            if i and p.kind == "soft" and i + 1 < len(following):
                next_line = plain(following[i + 1 : i + 2])
                if people(next_line) or (next_line.endswith((":", "：")) and roles.label(next_line) is not None):
                    return following[:i]
        return following

    def _leave(self, some: Sequence[Part]) -> None:
        """Keeps the text that no title took, one piece per style and line; text before `also` links counts too."""
        self.reading.rest += pieces(some)


def _title_like(text: str) -> bool:
    return titled(text) and len(text.split()) >= 3


def _begins(text: str) -> bool:
    """Whether a title may begin so: a capital, a number, or a name such as `autoSMIM`; small words go on from what stands before."""
    first = text.split()[0]
    return first[0].isupper() or first[0].isdigit() or (first[0].islower() and any(c.isupper() or c.isdigit() for c in first))


def _authors_before(text: str) -> bool:
    """`Authors. 2017.` before a title."""
    bare = re.sub(r"[\s(,.]*(?:19|20)\d{2}[a-z]?\)?[\s.,:]*$", "", text.strip(" \"“'"))
    return (people(bare) and "," in bare) or (people(bare) and bare != text.strip(" \"“'"))
