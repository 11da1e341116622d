"""TeX as it stands in titles, names and abstracts, to Unicode.

A whole text is never given to a TeX parser: that cuts "50% of cases" at the percent sign and drops what it does not know.
Only what is certainly TeX is replaced (accents, symbols, font commands, simple formulas); everything else stays as written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361",
}  # fmt: skip
"""Accent command → the combining mark that follows the letter."""

MATH_ACCENTS = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308"}
"""Accents of formulas; only over one letter, a hat over a word stays TeX."""

LETTERS = {
    "i": "ı", "j": "ȷ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "ss": "ß", "SS": "SS", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
"""Letters of their own; TeX swallows the blank after them."""

FONTS = frozenset([
    "emph", "text", "textit", "textbf", "textsc", "textsl", "textrm", "textsf", "texttt", "textup", "textmd", "textnormal",
    "underline", "mbox", "hbox", "uline", "enquote", "ensuremath", "mathrm", "mathbf", "mathit", "mathsf", "mathtt",
    "mathcal", "mathscr", "mathfrak", "mathbb", "mathbbm", "mathds", "boldsymbol", "bm", "bf", "it", "rm", "tt", "sf", "sc", "em", "sl",
    "cal", "operatorname", "mathop", "mathbin", "mathrel", "url", "path", "nolinkurl", "title", "textquote", "hyphenation", "relax",
    "displaystyle", "smash", "textstyle", "limits", "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
])  # fmt: skip
"""Commands that change only the look: they go, what they enclose stays."""

EXTRA = {
    "lbrace": "{", "rbrace": "}", "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "textregistered": "®", "textcopyright": "©",
    "textdegree": "°", "degree": "°", "euro": "€", "texteuro": "€", "textmu": "µ", "textendash": "–", "textemdash": "—",
    "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^",
    "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">", "textquotesingle": "'", "ie": "i.e.", "eg": "e.g.",
    "Pr": "Pr", "det": "det", "dim": "dim", "ker": "ker", "gcd": "gcd", "arg": "arg", "deg": "deg", "hom": "hom", "ln": "ln", "lg": "lg",
    "argmax": "argmax", "argmin": "argmin", "mod": "mod", "bmod": "mod", "colon": ":", "dots": "…", "dotsc": "…", "dotsb": "…",
    "hookrightarrow": "↪", "lesssim": "≲", "gtrsim": "≳", "implies": "⟹", "iff": "⟺", "nobreak": "", "allowbreak": "",
    "quad": " ", "qquad": " ",
    "thinspace": " ", "enspace": " ", "xspace": "", "noindent": "", "protect": "", "par": " ", "newline": " ", "linebreak": " ",
    "sp": "^", "sb": "_",
}  # fmt: skip
"""Commands that the symbol table of pylatexenc lacks or spells otherwise."""

OPERATORS = frozenset([
    "log", "ln", "lg", "exp", "min", "max", "sup", "inf", "lim", "liminf", "limsup", "sin", "cos", "tan", "cot", "sec", "csc", "sinh",
    "cosh", "tanh", "arcsin", "arccos", "arctan", "arg", "argmax", "argmin", "det", "dim", "ker", "gcd", "deg", "hom", "Pr", "mod", "bmod",
])  # fmt: skip
"""Words that TeX sets apart from the letters beside them."""

_UNSAFE = frozenset({"today", "vspace", "hspace", "item", "footnote", "sqrt", "frac", "not"})  # they need an argument, or a clock

SUPERSCRIPTS = dict(zip("0123456789+-=()nixyTkjmdtabcoprs*′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣʸᵀᵏʲᵐᵈᵗᵃᵇᶜᵒᵖʳˢ*′", strict=True))
SUBSCRIPTS = dict(zip("0123456789+-=()aeijmnoprstuvxkl", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₘₙₒₚᵣₛₜᵤᵥₓₖₗ", strict=True))

_ARGUMENT = r"(?:\{\s*(\\?[^\W\d_]{1,2})\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))"
_ACCENT = re.compile(r"\\(?:([`'^~\"=.])\s*|([uvHckrdbt])(?=[{\s\\])\s*)" + _ARGUMENT)
_LETTER_NAMES = "|".join(sorted(LETTERS, key=len, reverse=True))
_BRACED_LETTER = re.compile(rf"\{{\\({_LETTER_NAMES})\s*\}}|\\({_LETTER_NAMES})(?:\{{\}}|\s+(?=[^\W\d_])|(?![A-Za-z]))")
_BRACED_ACCENTED = re.compile(r"\{([^\W\d_][\u0300-\u0361]?)\}")
_FORMULA = re.compile(
    r"(?<![\\$])\$\s?(\\[A-Za-z]{2,20})\s?\$"  # one sign, also before a number: $\sim$1.1%
    r"|(?<![\\$])\$\$?(?=[^\s$])((?:[^$\\]|\\[\s\S]){1,400}?)(?<!\s)\$\$?(?!\d)"
    r"|\\\(((?:[^\\]|\\[^()]){1,400})\\\)|\\\[((?:[^\\]|\\[^\[\]]){1,400})\\\]"
)
"""As pandoc reads dollars: no blank inside them, no digit after them, so that prices stay prices."""

_FONT_NAMES = "|".join(sorted(FONTS, key=len, reverse=True))
_LOOK = re.compile(rf"\\(?:{_FONT_NAMES})(?![A-Za-z])\*?\s*\{{([^{{}}]*)\}}")
_BARE_LOOK = re.compile(rf"\\(?:{_FONT_NAMES})(?![A-Za-z])\*?\s*")
_LOOK_GROUP = re.compile(r"\{\\(?:it|bf|em|rm|tt|sf|sc|sl|cal)(?![A-Za-z])\s*([^{}]*)\}")
_HREF = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)(\{\})?")
_OPERAND = re.compile(r"[^\W_]|\\(?!left|[bB]ig)[A-Za-z]")
_BRACED_COMMAND = re.compile(r"\{\s*\\([A-Za-z]+)\s*\}")
_RAISED = re.compile(r"\\text(super|sub)script\s*\{([^{}]*)\}")
_SPACING = re.compile(r"\\[,;:! /]|\\-")
_ESCAPED = re.compile(r"\\([&%_#${}|])")
_SCRIPT = re.compile(r"\s*([\^_])\s*(?:\{([^{}]*)\}|([^\s{}\\^_(]))")
_SHORT_FRACTION = re.compile(r"\\[dtn]?(?:frac|icefrac)\s*([A-Za-z\d])\s*([A-Za-z\d])(?![A-Za-z])")
_LONE_BRACES = re.compile(r"(?<![\^_}\w])\{([^{}\\\w])\}|(?<=[\w)])\{([^{}\\\w])\}")  # 1{+}x
_FRACTION = re.compile(r"\\[dtn]?(?:frac|icefrac)\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_MATH_ACCENT = re.compile(r"\\(?:wide)?(" + "|".join(MATH_ACCENTS) + r")(?![A-Za-z])\s*(?:\{\s*(\w)\s*\}|(\w))")
_NESTING = 6  # font commands nested deeper than this stay TeX


def readable(text: str) -> str:
    """Text with its TeX as Unicode; unknown commands and formulas beyond one line's notation stay as they are.

    >>> readable(r"K\\"{u}nneth and Erd\\H{o}s on $\\ell_2$ in {\\em AT\\&T}")
    'Künneth and Erdős on ℓ₂ in AT&T'
    >>> readable("50% of $5 and C++")
    '50% of $5 and C++'
    """
    if "\\" not in text and "$" not in text and "``" not in text:
        return text
    if "\\" in text:
        text = _accents(text)
    shown, at = [], 0
    for match in _FORMULA.finditer(text):
        shown += [_commands(text[at : match.start()]), _formula(match)]
        at = match.end()
    text = "".join([*shown, _commands(text[at:])])
    if "``" in text:
        text = text.replace("``", "“").replace("''", "”")
    return text


def script(mark: str, inside: str) -> str:
    """A superscript (`^`) or subscript (`_`) in Unicode where it has the signs, else with its mark.

    >>> script("^", "2"), script("_", "max"), script("^", "kd/2")
    ('²', 'ₘₐₓ', '^(kd/2)')
    """
    table = SUPERSCRIPTS if mark == "^" else SUBSCRIPTS
    inside = inside.replace("\u2212", "-").strip()
    if inside and all(sign in table for sign in inside):
        return "".join(table[sign] for sign in inside)
    if not inside or inside in "°′″*†‡∘":
        return "°" if inside == "∘" else inside
    return f"{mark}{inside}" if inside.isalnum() or len(inside) == 1 else f"{mark}({inside})"


def raised(mark: str, inside: str) -> str:
    """The same of running text: a word that has no such signs is left a plain word.

    >>> raised("^", "2"), raised("_", "softmax")
    ('²', 'softmax')
    """
    shown = script(mark, inside)
    return inside if shown[:1] in {"^", "_"} else shown


@cache
def _symbols() -> dict[str, str]:
    """Command without argument → its sign, from pylatexenc's table."""
    from pylatexenc import latex2text  # only for who meets TeX: most commands do not, and would wait for it

    signs: dict[str, str] = {}
    for spec in latex2text.get_default_latex_context_db().iter_macro_specs():
        name, sign = spec.macroname, spec.simplify_repl
        if (
            isinstance(sign, str)
            and sign.strip()
            and "%" not in sign
            and name.isalpha()
            and name not in _UNSAFE
            and not sign.startswith("<")
        ):
            signs.setdefault(name, sign)
    return signs | EXTRA | LETTERS


def _accents(text: str) -> str:
    text = _ACCENT.sub(_accent, text)
    text = _BRACED_LETTER.sub(lambda m: LETTERS[m[1] or m[2]], text)
    return _BRACED_ACCENTED.sub(lambda m: m[1] if not m[1].isascii() else m[0], text)


def _accent(match: re.Match[str]) -> str:
    mark = ACCENTS[match[1] or match[2]]
    letters = (match[3] or match[4]).replace("\\", "")
    return unicodedata.normalize("NFC", letters[0] + mark + letters[1:])


def _formula(match: re.Match[str]) -> str:
    """The formula on one line, or as it stands when it holds more than that can say."""
    inside = next(group for group in match.groups() if group is not None)
    shown = _commands(inside)
    for _ in range(_NESTING):
        before = shown
        shown = _SHORT_FRACTION.sub(r"\1/\2", _LONE_BRACES.sub(r"\1\2", shown))
        shown = _ROOT.sub(lambda m: "√" + _operand(m[1]), _FRACTION.sub(lambda m: f"{_operand(m[1])}/{_operand(m[2])}", shown))
        shown = _MATH_ACCENT.sub(lambda m: unicodedata.normalize("NFC", (m[2] or m[3]) + MATH_ACCENTS[m[1]]), shown)
        shown = _SCRIPT.sub(lambda m: script(m[1], m[2] if m[2] is not None else m[3]), shown)
        if shown == before:
            break
    shown = shown.replace("{}", "")
    if "\\" in shown or "&" in shown:
        return match[0]
    shown = " ".join(re.sub(r"\{([^{},]*)\}", r"\1", shown).split())
    return shown if shown and "$" not in shown else match[0]


def _operand(text: str) -> str:
    return text.strip() if text.strip().isalnum() else f"({text.strip()})"


def _sign(match: re.Match[str]) -> str:
    """`n\\log n` is no `nlog n`."""
    sign = _symbols().get(match[1], match[0])
    if match[1] not in OPERATORS:
        return sign
    before = match.string[max(0, match.start() - 1) : match.start()]
    return (" " if before.isalnum() or before == ")" else "") + sign + (" " if _OPERAND.match(match.string, match.end()) else "")


def _commands(text: str) -> str:
    if "\\" not in text:
        return text
    text = _RAISED.sub(lambda m: raised("^" if m[1] == "super" else "_", m[2]), text)
    text = _BRACED_COMMAND.sub(lambda m: _symbols().get(m[1], m[0]), text)
    text = _COMMAND.sub(_sign, text)  # before fonts go, lest \cdot\mathrm{A} become \cdotA
    for _ in range(_NESTING):
        before = text
        text = _LOOK.sub(r"\1", _LOOK_GROUP.sub(r"\1", _HREF.sub(r"\2 (\1)", text)))
        if text == before:
            break
    text = _BARE_LOOK.sub("", text)
    text = text.replace("\\\\", " ")
    return _ESCAPED.sub(r"\1", _SPACING.sub(lambda m: "" if m[0] in {"\\!", "\\/", "\\-"} else " ", text))
