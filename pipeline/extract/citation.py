"""A full citation in running text: `Authors, Title, Venue, year`, `Authors. "Title." Venue`, `Name: Title. Venue, year`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.names import may_be_person, people, person
from pipeline.extract.venue_year import MENTION, YEAR, has_venue, venue_only

_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:and\s+|&\s*)?|\s+and\s+|\s+&\s+|\.\s+|:\s+)")
_ET_AL = re.compile(r"\s*,?\s*(?:and\s+)?et\.?\s?al\b\.?\s*[,.:;]?\s*", re.IGNORECASE)
_TAIL_PIECE = re.compile(
    r"^(?:(?:vol|volume|no|pp|pages?|issue|art|article|p)\.?\s*\(?[A-Z]?\d[\w–\-:()]*|\d+(?:\(\d+\))?(?:[:–-]\d+)*"
    r"|\(?(?:19|20)\d{2}[a-z]?\)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d+)?)$",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    r"[\"“”„«]\s*(?P<title>[^\"“”„«»]{8,350}?)\s*[\"”“»]|(?<!\w)['‘](?P<single>[A-Z][^'‘’]{15,300})['’](?!\w)|``(?P<tex>[^`']{8,350})''"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s.-])(?:[A-Z]{1,3}|[A-Z][a-z]|vol|no|pp|vs|Proc|Int|Conf|Trans|Lett|Univ|St|Mr|Dr)$"
)  # a stop after these ends no sentence
_ORGANISATION = re.compile(
    r"^(?:Google|Microsoft|Facebook|Meta|OpenAI|NVIDIA|Adobe|Amazon|Baidu)\b[\w ]*$|\b(?:University|Institute"
    r"|Laboratory|Labs?|Inc\.?|Research)$"
)
_PIECES = re.compile(r"[,.;?!]\s+(?=\S)|\s+(?=[(\[（])|\s+[–—|/]\s+")
_LAST_FIRST = r"(?:(?:[Vv]an|[Dd]e|[Vv]on|[Dd]er|[Dd]en)\s){0,2}[^\W\d_][\w’'-]+,\s[A-Z][\w’'-]*(?:[\s-][A-Z]\w{0,12}\.?)*"
_INVERTED = re.compile(rf"{_LAST_FIRST}(?:(?:,?\sand\s|;\s){_LAST_FIRST})+[.,:]?\s*")  # `Efros, Alexei A and Isola, Phillip`
_INITIALLED = re.compile(
    r"(?:[^\W\d_][\w’'-]+,\s(?:[A-Z]\.[ -]?){1,3}(?:,\s?(?:and\s|&\s)?|;\s?|(?:and|&)\s)?){2,}"
)  # `Smith, J., Jones, K.`
_LONGEST = 3_000  # characters; the longest real citation, with 60 authors, has 1,500
_CONTAINER = re.compile(
    r"^in\b|\b(?:proc(?:eedings|\.)|conference|conf\.|journal|j\.|transactions|trans\.|workshops?|symposium|letters|magazine)\b",
    re.IGNORECASE,
)
_TITLE_WORDS = 6  # from so many on, words that hold a venue's name and no word for a container are a title about it
_MOST_COMMAS = 8  # tried as the end of the title
_MOST_NAMES = 200  # a collaboration's list is longer than this; nobody's title follows it


@dataclass(frozen=True, slots=True)
class Citation:
    authors: str
    """As written; empty when none stand before the title."""
    title: str | None
    """None when the citation names authors and venue only."""
    rest: str
    """What follows the title: venue, year, pages."""


_JOINED = re.compile(r"^(?:and|&)\s+")
_SURNAME = re.compile(r"[^\W\d_][\w’'-]+")


def quoted(text: str) -> Citation | None:
    """A citation whose title stands in quotes.

    >>> quoted('Fisher Yu, "Multi-Scale Context Aggregation by Dilated Convolutions", ICLR 2016').title
    'Multi-Scale Context Aggregation by Dilated Convolutions'
    """
    found = _QUOTE.search(text)
    if found is None:
        return None
    title = found["title"] or found["single"] or found["tex"]
    if len(title.split()) < 2 and not has_venue(text[found.end() :]):
        return None
    return Citation(text[: found.start()].strip(" ,.:;-"), title.strip(" ,.;"), text[found.end() :].strip(" ,.;"))


def citation(text: str, *, expected: bool = False, colons: bool = False) -> Citation | None:
    """A citation without quotes, None when the text is not one.

    Two names at its head make a citation; one does where the list is known to hold citations (`expected`), or before a colon
    where the page is known to (`colons`): `Sven Behnke: Title` and `Unmasked Teacher: Title` look alike.

    >>> c = citation("Li Xu, Jimmy SJ. Ren, Jiaya Jia, Deep Convolutional Neural Network for Image Deconvolution, NIPS, 2014.")
    >>> c.title, c.rest
    ('Deep Convolutional Neural Network for Image Deconvolution', 'NIPS, 2014')
    >>> citation("Look, Listen and Learn") is None
    True
    """
    text = " ".join(text.split()).strip()
    if len(text) > _LONGEST:
        return None
    end, count = _names_end(text)
    if count == 0 and not expected:
        return None
    head = text[:end].rstrip()
    if count == 1 and not (expected or head.endswith(".") or (colons and head.endswith(":"))):
        return None
    title, rest = _split_tail(text[end:])
    if count <= 1 and not rest and not (count == 1 and expected):
        return None
    if people(title) or (len(title.split()) <= 4 and _ORGANISATION.search(title)):
        title = ""
    if not title and rest and count > 1:
        # `Kaiming He, Scaling Laws Beyond Pixels, CVPR`: four capitals in a row at an end are a title before they are a name.
        names = text[:end].rstrip(" .,;:")
        first, *_, last = _SEPARATOR.split(names)
        if len(last.split()) >= 4:
            title, end = last, text[:end].rindex(last)
        elif len(first.split()) >= 4:
            return Citation(names[len(first) :].strip(" ,.;:"), first, rest)
    if count == 1 and title and len(title.split()) < 3 and not (expected and rest):
        return None
    return Citation(text[:end].strip(" ,.;:"), title or None, rest)


def title_first(text: str) -> Citation | None:
    """A citation that begins with its title: `Title, A. Author, B. Author. Venue year`, `Title by A. Author and B. Author`.

    Only where two names or more follow, and after them nothing, a venue or a year: commas are common in titles.

    >>> title_first("Visual SLAM algorithms: a survey from 2010 to 2016, T. Taketomi, H. Uchiyama. IPSJ 2017").title
    'Visual SLAM algorithms: a survey from 2010 to 2016'
    >>> title_first("Learning to look, listen and learn from videos") is None
    True
    """
    if len(text) > _LONGEST or text.startswith(("(", "（")):  # a figure's credit stands in parentheses
        return None
    for m in list(re.finditer(r",\s+|\.\s+|\s+by\s+|\s[-–—|]\s", text))[:_MOST_COMMAS]:
        title, after = text[: m.start()].strip(), text[m.end() :]
        if len(title.split()) < 3 or people(title):
            continue
        for end, count in (_names_end(after), _byline_end(after)):
            rest = after[end:].strip(" .,;()")
            told = count >= 2 or (count == 1 and m[0][0] == "." and bool(rest))  # a name between two full stops is no part of a title
            if told and (not rest or bool(YEAR.search(rest[:80])) or has_venue(rest[:80])):
                return Citation(after[:end].strip(" ,.;:"), title.strip(" ,.;"), rest)
    return None


def _byline_end(text: str) -> tuple[int, int]:
    """The same where some write themselves as they like, `haoqi fan`, `QuanLin Wu`: half of all must be told by their shape."""
    at, count, sure = 0, 0, 0
    while at < len(text) and count < _MOST_NAMES:
        piece, after = _piece(text, at)
        bare = _JOINED.sub("", piece)
        if not may_be_person(bare) or venue_only(bare):
            break
        at, count, sure = after, count + 1, sure + person(bare)
        if text[:at].rstrip().endswith((".", ":")):
            break
    return (at, count) if sure * 2 >= count else (0, 0)


def _names_end(text: str) -> tuple[int, int]:
    """Where the names at the head of a text end, and how many there are."""
    inverted = _INVERTED.match(text)
    initialled = _INITIALLED.match(text)
    if initialled:
        return initialled.end(), 2
    if inverted:
        return inverted.end(), len(re.findall(r"\band\b|;", inverted[0])) + 1
    at, count, last_first = 0, 0, False
    while count < _MOST_NAMES:
        et_al = _ET_AL.match(text, at)
        if et_al and (count or at):
            return et_al.end(), count + 1
        piece, after = _piece(text, at)
        bare = _JOINED.sub("", piece)
        last = count > 1 and text[:after].rstrip().endswith(".")  # a sentence may end behind an odd name, too
        if person(bare) or (may_be_person(bare) and (last or _names_follow(text, after))):
            at, count = after, count + 1
            if text[:at].rstrip().endswith((".", ":")) and not text[at:].lstrip().startswith(("and ", "& ")):
                return at, count  # a sentence or a colon ends the list of names
        elif count == 0 and not last_first and _SURNAME.fullmatch(bare) and text[:after].rstrip().endswith(","):
            following, further = _piece(text, after)
            if not re.fullmatch(r"[A-Z][\w’'.-]*(?:\s[A-Z]\.?)*", following) or not _names_follow(text, further):
                return 0, 0
            at, count, last_first = further, 1, True  # `Osendorfer, Christian, Hubert Soyer, and …`
        elif last_first and _SURNAME.fullmatch(bare) and re.fullmatch(r"[A-Z][\w’'.-]*(?:\s[A-Z]\.?)*", _piece(text, after)[0]):
            at, count = _piece(text, after)[1], count + 1
        else:
            return at, count
        if at >= len(text):
            return at, count
    return at, count


def _names_follow(text: str, at: int) -> bool:
    return person(_JOINED.sub("", _piece(text, at)[0])) or bool(_ET_AL.match(text, at))


def _piece(text: str, at: int) -> tuple[str, int]:
    """The piece from `at` to the next separator that is not the stop of an initial, and where the one after it begins."""
    search = at
    while True:
        found = _SEPARATOR.search(text, search)
        if found is None:
            return text[at:].strip(), len(text)
        before = text[at : found.start()]
        if found[0].strip() == "." and _ABBREVIATED.search(before) and not _short_family(before):
            search = found.end()
            continue
        return before.strip(), found.end()


def _short_family(text: str) -> bool:
    """`Houqiang Li`: what looks like an abbreviation is the end of a name."""
    last = text.split()[-1] if text.split() else ""
    return bool(re.fullmatch(r"[A-Z][a-z]", last)) and last not in {"St", "Mr", "Dr", "Jr", "Sr"} and person(_JOINED.sub("", text.strip()))


def _split_tail(text: str) -> tuple[str, str]:
    """Title and what follows it: pieces are taken from the end as long as they are venue, year, volume or pages."""
    text = re.sub(r"^\s*\(?((?:19|20)\d{2})[a-z]?\)?\s*[.,:]\s*", "", text)  # `Authors. 2017. Title`
    body = text.strip().rstrip(".,; ")
    pieces = [m for m in _PIECES.finditer(body) if m[0][0] != "." or not _ABBREVIATED.search(body[: m.start()])]
    cut = len(body)
    for m in reversed(pieces):
        piece = body[m.end() : cut].strip(" ,.;()[]（）")
        if not _belongs_to_tail(piece):
            break
        cut = m.start() + (1 if m[0][0] in "?!" else 0)
    title, rest = body[:cut], body[cut:]
    if cut == len(body) or not rest:
        inner = re.search(r"[\s,.]+(?P<rest>(?:in\s+)?[A-Z][\w/&-]*(?:\s[A-Z][\w-]*)?[\s,’'‘]*(?:19|20)?\d{2})$", body)
        if inner and has_venue(inner["rest"]):
            title, rest = body[: inner.start()], inner["rest"]
    if _belongs_to_tail(title.strip(" ,.;()")) and (len(title.split()) < _TITLE_WORDS or _CONTAINER.search(title)):
        title, rest = "", f"{title} {rest}"
    return title.strip(" ,.;:"), rest.strip(" ,.;()[]（）")


def _belongs_to_tail(piece: str) -> bool:
    bare = piece.strip(" .")
    if not bare:
        return True
    if _TAIL_PIECE.match(bare) or venue_only(bare) or MENTION.match(bare):
        return True
    words = bare.split()
    return has_venue(bare) and len(words) <= 14 and (bool(YEAR.search(bare)) or len(words) <= 10) and words[0][0].isupper()
