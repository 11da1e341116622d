"""Names as written on works: one line or many, typed by systems and by people, to given and family parts.

Structured forms are believed first: `Family, Given`, one name per line, `{Group Name}`. Only a single line is ever taken for several names.
Order and letter case stay as written; who the person is remains another question.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from pipeline.models import Person
from pipeline.normalise import text

PARTICLES = frozenset([
    "van", "von", "vom", "vander", "der", "den", "de", "del", "della", "delle", "dei", "degli", "dello", "di", "da", "das", "dal",
    "dalla", "do", "dos", "du", "des", "la", "las", "le", "les", "lo", "los", "el", "al", "ul", "ter", "ten", "te", "tot", "'t", "zu",
    "zum", "zur", "af", "av", "bin", "bint", "ibn", "ben", "abu", "abd", "abdel", "abdul", "mac", "mc", "st", "st.", "saint", "ó", "o'",
    "ap", "op", "y",
])  # fmt: skip
"""Words that begin a family name when written small."""

CAPITAL_PARTICLES = frozenset([
    "Van", "Von", "Vander", "Der", "Den", "De", "Del", "Della", "Delle", "Dei", "Degli", "Dello", "Di", "Da", "Das", "Dal", "Dalla",
    "Dos", "Du", "Des", "La", "Las", "Le", "Los", "El", "Al", "Ter", "Ten", "Bin", "Ibn", "Ben", "Abu", "Abd", "Abdel", "Mac", "Mc",
    "St.", "Saint", "Ó",
])  # fmt: skip
"""Those that still belong to the family name when they stand right before it with a capital (Van Gool, De la Torre, Mac Aodha)."""

GIVEN_WHEN_SMALL = frozenset({"y", "do", "ben", "abu", "st", "te", "op", "ap", "bin", "al", "le", "du", "la"})
"""Particles that are as often a given name where everything is typed small (`wang bin li`)."""

VIETNAMESE = frozenset([
    "nguyen", "tran", "le", "pham", "huynh", "hoang", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly", "dinh",
    "truong", "luong", "trinh", "dao", "doan", "mai", "lam", "cao", "ta",
])  # fmt: skip
"""Family names before which `Van` is a middle name."""

DEVOTIONAL = frozenset([
    "carmen", "mar", "pilar", "rosario", "jesus", "dios", "lourdes", "fatima", "angeles", "luz", "conceicao", "socorro", "rocio",
    "guadalupe", "mercedes", "dolores", "consuelo", "valle",
])  # fmt: skip
"""Spanish and Portuguese given names of two parts (María del Carmen): the particle does not begin the family name."""

SUFFIXES = {
    "jr": "Jr.", "jnr": "Jr.", "junior": "Jr.", "sr": "Sr.", "snr": "Sr.",
    "ii": "II", "iii": "III", "iv": "IV", "2nd": "II", "3rd": "III", "4th": "IV",
}  # fmt: skip
"""As folded → as written."""

DEGREES = frozenset(
    ["md", "phd", "msc", "bsc", "ma", "ba", "mph", "mba", "dphil", "rn", "dds", "dvm", "facs", "frcp", "ieee", "fellow", "member", "senior"]
)
"""Words after the last comma that are no part of a name."""

GROUP_WORDS = frozenset([
    "collaboration", "collaborations", "consortium", "consortia", "team", "group", "groups", "initiative", "network", "society",
    "university", "institute", "committee", "organization", "organisation", "foundation", "investigators", "association", "center",
    "centre", "laboratory", "lab", "labs", "research", "department", "ministry", "agency", "council", "authority", "federation",
    "workshop", "project", "inc.", "ltd.", "ltd", "llc", "corporation", "company", "developers", "contributors", "participants", "array",
    "survey", "experiment", "mission", "working", "task", "force", "board", "community", "authors", "google", "deepmind", "nvidia",
    "openai", "microsoft",
])  # fmt: skip
"""A name with one of these words is a group, one Person with a family part only."""

_GRADE = re.compile(
    r",?\s*(?:(?:life|senior|student|graduate\s+student)\s+)?(?:member|fellow)\s*,\s*(?:IEEE|ACM|IET|SPIE)(?=\s*(?:$|,|;|\band\b))", re.I
)
"""Grades of membership that IEEE prints behind a name."""
_OF_THE = re.compile(r"^(?:(?:on\s+behalf\s+of|for)\s+)?(?:the\s+)?(?=\S)", re.I)
_LITERAL = re.compile(r"^\{+([^{}]*)\}+$")
_TOLD_APART = re.compile(r"^\{([^{}]+)\}\s*,\s*([^{}]+)$")
"""Family in braces, then given: a source that keeps them in two fields leaves nothing to guess."""
_MARKS = "*∗⁎†‡§¶#^⋆★☆✉✝⊥∥♠♣♥♦♯"
_NOISE = re.compile(rf"[{re.escape(_MARKS)}¹²³⁴⁵⁶⁷⁸⁹⁰ª]+(?:\s*,\s*(?=[{re.escape(_MARKS)}\d¹²³⁴⁵⁶⁷⁸⁹⁰])|(?=\W|\d|$))")
_NUMBER = re.compile(r"(?<=[^\W\d_])\.?\s?\d{1,4}(?:\s?,\s?\d{1,2}){0,5}(?=$|[,;]|\s+(?:and|&)\s)")
_LEAD = re.compile(r"^(?:by|and|with|authors?\s*:|author\(s\)\s*:|&|von\s*:)\s+(?=\S)", re.I)
_TITLES = re.compile(r"^(?:(?:prof|dr|mr|mrs|ms|ph\.?d|sir)\.\s*|(?:professor|prof|dr)\s+)+(?=\S+\s+\S)", re.I)
_ET_AL = re.compile(r"(?<![\s,;])[\s,;]*\b(?:et\s*al\b\.?|and\s+others|others|u\.\s?a\.)\s*$", re.I)
_TAIL_PAREN = re.compile(r"\s*\([^()]*\)\s*$")
_ADDRESS = re.compile(r"\s*<?[\w.+-]{1,64}@[\w.-]{1,200}>?|\s*https?://\S+")
_ORCID = re.compile(r"\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b")
_INITIALS = re.compile(r"^(?:[A-ZÀ-ÖØ-Þ]\.?[\s-]?){1,4}$")
_LAST_INITIALS = re.compile(r"^(?:(?:[A-ZÀ-ÖØ-Þ]\.-?){1,3}|[A-ZÀ-ÖØ-Þ])$")
_LAST_CAPITALS = re.compile(r"[A-Z]{1,3}\.?")
_EASTERN = re.compile("^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff·・\\s]+$")
_JOINER = re.compile(r"\s+(?:and|&|und)\s+|\s*,\s*(?:and|&)\s+")
_RUN_ON = re.compile(r"(?<=[^\W\d_a-z]{3})\.\s+(?=[^\W\d_])")
_LETTERS = re.compile(r"(?!.*(?:IEEE|ACM|IET|SPIE))[A-Za-zÀ-ÖØ-öø-ɏ .,'’-]+", re.I)
"""Most names: no mark, number, address or grade can be in them."""
_LONGEST = 300_000  # characters; the longest real author lists, of particle physics, have about 60,000
_NAME = 400  # characters; what is longer is no name


def people(raw: str) -> list[Person]:
    """Every person in order. Several lines: one name each. A single line may hold several names, unless its family stands in braces.

    >>> [p.name for p in people("He, Kaiming\\nVan Gool, Luc\\n{ATLAS Collaboration}")]
    ['Kaiming He', 'Luc Van Gool', 'ATLAS Collaboration']
    >>> [p.family for p in people("Jane Doe*, Zheng Zhang 0022 and Wonyong Sung")]
    ['Doe', 'Zhang', 'Sung']
    """
    lines = [line.strip() for line in raw[:_LONGEST].splitlines() if line.strip()]
    apart = [name for line in lines for name in _apart(line, alone=len(lines) == 1)]
    found = [person(name) for name in (_initials_last(apart) if len(apart) > 1 else apart)]
    return [one for one in found if one is not None]


@lru_cache(maxsize=10_000)  # page, arXiv and indexes name the same people, and one person writes many papers
def person(raw: str) -> Person | None:
    """One name, `Family, Given` or `Given Family`; None when it names nobody.

    >>> person("Ang, Marcelo H., Jr.")
    Person(family='Ang', given='Marcelo H.', suffix='Jr.', orcid=None)
    >>> person("Ludwig van Beethoven").family, person(":")
    ('van Beethoven', None)
    """
    if "{" in raw and (literal := _literal(raw)):
        return _named(literal)
    orcid = _ORCID.search(raw[:_NAME])
    if "{" in raw and (told := _TOLD_APART.match(raw.strip())):
        given, _, last = told[2].rpartition(",")
        suffix = SUFFIXES[_letters(_bare(last))] if given and _is_suffix(_bare(last)) else ""
        return Person(family=_bare(told[1]), given=_bare(given if suffix else told[2]), suffix=suffix, orcid=orcid[1] if orcid else None)
    name = _bare(raw)
    if not _has_letters(name) or not text.known(name):
        return None
    parts = [p.strip() for p in name.split(",") if p.strip()]
    if not parts:
        return None
    one = _inverted(parts) if len(parts) > 1 else _straight(parts[0])
    if one is None:
        return None
    return one.model_copy(update={"orcid": orcid[1]}) if orcid else one


def key(person: Person) -> str:
    """The family name folded for comparison: ASCII, lower case, letters and digits only.

    >>> key(Person(family="Müller-Schön")), key(Person(family="O'Brien"))
    ('mullerschon', 'obrien')
    """
    return _folded(person.family)


def same_family(a: Person, b: Person) -> bool:
    """Whether two names share the family name: spelling of accents, particles and an order given the wrong way round aside.

    >>> same_family(Person(family="Van Gool", given="Luc"), Person(family="Gool", given="Luc Van"))
    True
    >>> same_family(Person(family="Müller"), Person(family="Mueller"))
    True
    """
    if not key(a) or not key(b):
        return False
    if _spellings(a.family) & _spellings(b.family):
        return True
    if _tail(a.family, b.family) or _tail(b.family, a.family) or _before_initial(a) == key(b) or _before_initial(b) == key(a):
        return True
    return bool(a.given and b.given) and key(a) == _folded(b.given) and _folded(a.given) == key(b)


def _before_initial(person: Person) -> str | None:
    """The word that others take for the family name where an initial stands last: Venkatesh Babu R is R. Venkatesh Babu elsewhere."""
    given = person.given.split()
    return _folded(given[-1]) if len(key(person)) == 1 and given else None


# --- one name ---------------------------------------------------------------------------------------------------------


def _literal(raw: str) -> str | None:
    match = _LITERAL.match(raw.strip())
    inside = text.plain(match[1]) if match else ""
    return inside if inside and any(c.isalpha() for c in inside) else None


def _named(whole: str) -> Person | None:
    """A group or a single name as it stands."""
    whole = _OF_THE.sub("", whole) if _is_group(whole) else whole
    return Person(family=whole) if text.known(whole) else None


def _bare(raw: str) -> str:
    """A name without what is not name: TeX, marks, numbers, addresses, titles, degrees."""
    name = text.plain(raw[:_NAME].replace("~", " ")).replace("{", "").replace("}", "")
    for _ in range(4):  # marks after numbers after parentheses
        before = name
        if not _LETTERS.fullmatch(name):
            name = _ORCID.sub("", _ADDRESS.sub("", name))
            name = _tail_removed(_NOISE.sub("", _GRADE.sub("", name)))
            name = name if _has_group_word(name) else _NUMBER.sub("", name)  # BICEP2 Collaboration
        name = _TITLES.sub("", _LEAD.sub("", _ET_AL.sub("", name)))
        name = text.plain(name).strip(" ,;:|/\t•·")  # anew: without a mark before it a damaged letter may show itself
        name = name[:-1] if name.endswith(".") and re.search(r"[^\W\d_]{4,}\.$", name) else name
        if name == before:
            break
    return name


def _tail_removed(name: str) -> str:
    """Without a last parenthesis that holds an affiliation or the name in another script; a nickname stays."""
    match = _TAIL_PAREN.search(name)
    if not match:
        return name
    inside = match[0].strip()[1:-1]
    nickname = (
        inside.isalpha() and inside.isascii() and not inside.isupper() and inside.casefold() not in {"eds", "ed", "editor", "editors"}
    )
    return name if nickname else name[: match.start()]


def _inverted(parts: list[str]) -> Person | None:
    """`Family, Given`, with a suffix anywhere."""
    if len(parts) > 2 or " " in parts[0]:  # in "Zeiler, M.D." and "Piwowar, MD" they are initials
        parts = [p for i, p in enumerate(parts) if i == 0 or not _is_degree(p)]
    suffix = next((SUFFIXES[_letters(p)] for p in parts[1:] if _is_suffix(p)), "")
    parts = [p for i, p in enumerate(parts) if i == 0 or not _is_suffix(p)]
    if len(parts) == 1:
        one = _straight(parts[0])
        return one.model_copy(update={"suffix": suffix}) if one and suffix else one
    family, given = parts[0], " ".join(parts[1:])
    if _has_group_word(family) or _is_group(given):
        return _named(f"{given} {family}" if len(family.split()) == 1 else ", ".join(parts))
    family, family_suffix = _suffix_apart(family)
    given, given_suffix = _suffix_apart(given)
    given, particles = _particles_apart(given)
    family = " ".join([*particles, family])
    if not _has_letters(family):
        return _straight(given)
    return Person(family=family, given=given if _has_letters(given) else "", suffix=suffix or family_suffix or given_suffix)


def _straight(name: str) -> Person | None:
    """`Given Family`; what stands in parentheses after the family name is no part of it."""
    name = _TAIL_PAREN.sub("", name) or name
    if _is_group(name):
        return _named(name)
    if _EASTERN.match(name):
        return Person(family=name)  # family first, without a sign where it ends: kept whole rather than cut wrongly
    name, suffix = _suffix_apart(name)
    tokens = [t for t in name.split() if _has_letters(t)]
    if len(tokens) == 2 and _LAST_INITIALS.match(tokens[1]) and len(tokens[0].rstrip(".")) > 1:
        tokens.reverse()  # Smith J.: an initial is no family name
    if len(tokens) > 2 and _is_vietnamese_order(tokens):
        return Person(family=tokens[0], given=" ".join(tokens[1:]), suffix=suffix)
    if len(tokens) < 2:
        return Person(family=tokens[0] if tokens else name, suffix=suffix)
    if _family_in_capitals(tokens):
        return Person(family=tokens[0], given=" ".join(tokens[1:]), suffix=suffix)
    at = _family_begins(tokens)
    return Person(family=" ".join(tokens[at:]), given=" ".join(tokens[:at]), suffix=suffix)


def _is_vietnamese_order(tokens: list[str]) -> bool:
    """`Nguyen Van An`: Van and Thi follow the family name, unless the last word is one as well."""
    return _folded(tokens[0]) in VIETNAMESE and _folded(tokens[1]) in {"van", "thi"} and _folded(tokens[-1]) not in VIETNAMESE


def _family_begins(tokens: list[str]) -> int:
    """Index of the first word of the family name: the first small particle, or the particles right before the last word."""
    last = len(tokens) - 1
    typed_small = tokens[last].islower()  # nando de freitas: small letters tell nothing
    if not typed_small and all(t in PARTICLES for t in tokens[:last]):
        return 0
    at = last if typed_small else next((i for i in range(1, last) if _begins_family(tokens, i)), last)
    while at > 1 and _particle_before(tokens[at - 1], tokens[last]):
        at -= 1
    return max(1, at - 2) if at > 1 and tokens[at - 1] == "y" else at  # Ortega y Gasset


def _begins_family(tokens: list[str], i: int) -> bool:
    """Whether a word is a small particle, and not one within a given name (María del Carmen García)."""
    if tokens[i] not in PARTICLES or tokens[i] == "y":
        return False
    after = next((j for j in range(i + 1, len(tokens)) if tokens[j] not in PARTICLES), len(tokens) - 1)
    return after == len(tokens) - 1 or _folded(tokens[after]) not in DEVOTIONAL


def _particle_before(token: str, family: str) -> bool:
    if token == "Van" and _folded(family) in VIETNAMESE:
        return False
    if family.islower():
        return token in PARTICLES - GIVEN_WHEN_SMALL
    return token in CAPITAL_PARTICLES or (token in PARTICLES and token != "y")


def _family_in_capitals(tokens: list[str]) -> bool:
    """`ZHANG Wei`: capitals tell the family name where it comes first; two letters may be initials (AJ Smith)."""
    first, rest = tokens[0], tokens[1:]
    vowels = sum(c in "AEIOUYÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔÕÖÙÚÛÜÝ" for c in first)
    return (
        len(first) >= 4
        and first.isalpha()
        and first.isupper()
        and vowels > 0
        and not any(t.isupper() and len(t) > 1 and t.isalpha() for t in rest)
    )


def _particles_apart(given: str) -> tuple[str, list[str]]:
    """Small particles at the end of the given part belong to the family: `Freitas, Nando de`."""
    tokens = given.split()
    at = len(tokens)
    while at > 1 and tokens[at - 1] in PARTICLES - {"y"}:
        at -= 1
    return " ".join(tokens[:at]), tokens[at:]


def _suffix_apart(name: str) -> tuple[str, str]:
    tokens = name.split()
    if len(tokens) < 2:
        return name, ""
    last = tokens[-1]
    if _is_suffix(last) and _letters(last) not in {"junior", "senior"}:  # those are family names as well
        return " ".join(tokens[:-1]).rstrip(","), SUFFIXES[_letters(last)]
    return name, ""


def _is_suffix(word: str) -> bool:
    """Roman numbers only in capitals: Ii is a Japanese family name, Iv a given name."""
    letters = _letters(word)
    return letters in SUFFIXES and (letters not in {"ii", "iii", "iv"} or word.strip(". ").isupper())


def _is_group(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and (_has_group_word(name) or (words[-1] == "AI" and not words[0].isupper()))


def _has_group_word(name: str) -> bool:
    return not GROUP_WORDS.isdisjoint(word.strip("()[],:") for word in name.casefold().split())


def _has_letters(part: str) -> bool:
    return any(map(str.isalpha, part))


def _is_degree(part: str) -> bool:
    return bool(part) and all(_letters(w) in DEGREES and not w.replace(".", "").istitle() for w in part.split())  # Ma and Ba are names


def _letters(word: str) -> str:
    return word.casefold().replace(".", "").strip()


# --- several names in one line ----------------------------------------------------------------------------------------


def _apart(line: str, *, alone: bool) -> list[str]:
    """The names of a line. With other lines beside it a line is one name, commas and all."""
    if "{" in line and (_literal(line) or _TOLD_APART.match(line)):
        return [line]
    line = " ".join(text.plain(line).split()) if "\\" not in line else text.plain(line)
    line = _ET_AL.sub("", _LEAD.sub("", line))
    if ";" in line or "|" in line or " · " in line or "•" in line:
        return [n for n in re.split(r"\s*(?:[;|•]|\s·\s)\s*", line) if n.strip()]
    if not alone:
        return _joined_apart(line)
    if orcid := _ORCID.search(line):  # of several people in one line nobody knows whose it is
        apart = _apart(_ADDRESS.sub("", _ORCID.sub("", line)), alone=True)
        return [f"{apart[0]} {orcid[0]}"] if len(apart) == 1 else apart
    line = _NUMBER.sub("", _NOISE.sub("", _GRADE.sub("", line)))
    line = re.sub(r"\s*\([^()]*\d[^()]*\)", "", line)
    named = [n for part in _joined(line) for n in _commas_apart(part)]
    return [n for name in named for n in _RUN_ON.split(name)] if not any("{" in n for n in named) else named


def _initials_last(names: list[str]) -> list[str]:
    """Names that end in an initial: `Smith JA, Doe AB` as medicine writes them, where every name ends so and one of the ends can be
    no name (Bo LI); among full names the initial stands for the family, as in the south of India (Siddharth N)."""
    parts = [_family_and_initials(name) for name in names]
    ending = [part for part in parts if part]
    if len(ending) == len(names) and any(len(end) == 1 or not set(end) & set("AEIOUY") for _, end in ending):
        return [f"{family}, {end}" for family, end in ending]
    if len(ending) * 2 < len(names):
        return [
            ", ".join(reversed(name.split())) if part and len(name.split()) == 2 else name for name, part in zip(names, parts, strict=True)
        ]
    return names


def _family_and_initials(name: str) -> tuple[str, str] | None:
    """`van der Berg JA` in two; every word of a family has a small letter."""
    family, _, end = name.rpartition(" ")
    words = family.split(" ")
    if not family or "," in name or not _LAST_CAPITALS.fullmatch(end) or not all(any(c.islower() for c in word) for word in words):
        return None
    return family, end.rstrip(".")


def _joined_apart(line: str) -> list[str]:
    """`A and B` typed into one field; a group's name may hold an `and` of its own."""
    if _is_group(line):
        return [line]
    parts = [p for p in re.split(r"\s+(?:and|&)\s+", line) if p]
    return parts if len(parts) > 1 and all(len(p.split()) > 1 for p in parts) else [line]


def _joined(line: str) -> list[str]:
    """Split at `and`; what stands between may still hold commas."""
    if _is_group(line) and "," not in line:
        return [line]
    return [p.strip(" ,") for p in _JOINER.split(line) if p.strip(" ,")]


def _commas_apart(part: str) -> list[str]:
    """`A B, C D, E F` to three names, `Family, Given` to one, `Smith, J., Doe, A.` to two."""
    pieces = [p.strip() for p in part.split(",") if p.strip()]
    names: list[str] = []
    for piece in pieces:  # suffixes and degrees belong to the name before them
        if names and (_is_suffix(piece) or _is_degree(piece)):
            names[-1] = names[-1] if _is_degree(piece) else f"{names[-1]}, {piece}"
        else:
            names.append(piece)
    plain = [n.split(",")[0] for n in names]
    several = [len(n.split()) > 1 for n in plain]
    if len(names) < 2:
        return names
    if len(names) == 2:
        return names if all(several) and not _inverted_looking(*plain) else [", ".join(names)]
    if len(names) % 2 == 0 and all(_INITIALS.match(n) for n in plain[1::2]):
        return [", ".join(pair) for pair in zip(names[::2], names[1::2], strict=True)]
    if sum(several) * 2 >= len(names) or len(names) % 2:
        return names
    return [", ".join(pair) for pair in zip(names[::2], names[1::2], strict=True)]


def _inverted_looking(family: str, given: str) -> bool:
    """Whether two pieces of two words each are one name: a particle first, or initials last."""
    if re.search(r"\s[^\W\d_]\.$", family):
        return False  # Smith J., Doe A.
    return family.split()[0] in PARTICLES | CAPITAL_PARTICLES or bool(_INITIALS.match(given)) or bool(re.search(r"\s[^\W\d_]\.$", given))


# --- folding ----------------------------------------------------------------------------------------------------------

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe", "å": "aa", "Å": "Aa"})


@lru_cache(maxsize=4_096)  # a work is compared many times while it is read, always the same few people
def _folded(name: str) -> str:
    return "".join(c for c in anyascii(unicodedata.normalize("NFC", name)).casefold() if c.isalnum())


def _spellings(family: str) -> set[str]:
    return {_folded(family), _folded(unicodedata.normalize("NFC", family).translate(_UMLAUTS))}


def _tail(long: str, short: str) -> bool:
    """Whether the shorter family name is the end of the longer one (Gool of Van Gool, Witt of Schroeder de Witt)."""
    words, end = [_folded(w) for w in re.split(r"[\s-]+", long)], [_folded(w) for w in re.split(r"[\s-]+", short)]
    return len(words) > len(end) and words[-len(end) :] == end
