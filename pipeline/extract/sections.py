"""The headings above an entry, and the sections of a page that hold no entries."""

from __future__ import annotations

import re

from pipeline.extract.tree import Inline, Run, words
from pipeline.extract.venue_year import Said, heading

# Headings (whole, folded) of parts of a page that are about the list, not on it. A link in them is no entry. Contents are not among them:
# their links stay within the page and fall away by that, and lists set their entries under a heading such as `Content`.
_APART = re.compile(
    r"(?:(?:latest|recent|big|breaking) )?(?:news|updates?)(?: (?:log|history|and updates?|updates?))?|what'?s new"
    r"|change ?log|update ?log|release notes|to ?do(?: list)?|roadmap|更新(?:日志|记录)?|最新动态"
    r"|contribut(?:ing|ions?|ors?|e)(?: (?:guidelines?|guide|to .*))?|how to contribute|maintainers?|authors?"
    r"|contacts?(?: us)?|acknowledge?ments?|credits|thanks|sponsors?|贡献(?:者|指南)?|致谢|联系"
    r"|licen[sc]es?|copyright|disclaimer|版权|协议"
    r"|(?:how to )?cit(?:e|ation|ations|ing)(?: .*)?|bibtex|if you (?:find|use) .*|引用"
    r"|star(?:s|gazers)?(?: history)?|(?:project |repo )?(?:activity|stats)|feedback|support|faq|sharing|join us|community"
    r"|install(?:ation)?(?: .*)?|usage|getting started|quick ?start|requirements?|dependencies|set ?up|安装"
    r"|related (?:awesome )?(?:lists?|repos(?:itories)?|collections?|repositories and lists)|(?:other |external "
    r"|similar )?(?:reading |awesome |useful )?lists?|other (?:awesome )?(?:lists?|collections?|repositories)|see also"
    r"|format|markdown format|how to (?:use|read) .*|legend|notation"
)
_BACK = re.compile(r"^\W*(?:back to )?(?:top|contents?|table of contents|toc|index|↑|⬆|🔝|返回.*)\W*$", re.IGNORECASE)
_UNFOLD = re.compile(r"^\W*(?:more|details?|show.*|expand.*|click.*|unfold.*|see.*|list|papers?|展开.*|点击.*)\W*$", re.IGNORECASE)


def name(text: Inline) -> str:
    """Name of a section: words of its heading, without the links back to the contents and without badges."""
    kept: list[Run] = [r for r in text if not (r.anchor is not None and (_BACK.match(r.text) or not r.text.strip())) and r.kind != "image"]
    return words(kept).strip(" #")


def apart(section: str) -> bool:
    """Whether a section is about the list itself.

    >>> apart("Content"), apart("💮 Contributing"), apart("2.3 News"), apart("News recommendation")
    (False, True, True, False)
    """
    folded = re.sub(r":[a-z0-9_+-]+:|[^\w\s']+|\b\d+(?:\.\d+)*\b|^[ivx]+\b", " ", section.casefold())
    return bool(_APART.fullmatch(" ".join(folded.replace("_", " ").split())))


class Sections:
    """The stack of headings while a page is read. The first heading of a page is its title and never a section."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str, Said]] = []
        self._titled = False
        self._summary: str | None = None

    def enter(self, level: int, text: Inline) -> None:
        section = name(text)
        if not self._titled:
            self._titled = True
            return
        while self._stack and self._stack[-1][0] >= level:
            self._stack.pop()
        if section:
            self._stack.append((level, section, heading(section)))
        self._summary = None

    def unfold(self, text: Inline) -> None:
        """A collapsible part names a section only where no heading does so."""
        if not self._stack:
            label = words(text)
            self._summary = label if label and not _UNFOLD.match(label) else None

    @property
    def path(self) -> tuple[str, ...]:
        return (*((self._summary,) if self._summary else ()), *(section for _, section, _ in self._stack))

    @property
    def apart(self) -> bool:
        return any(apart(section) for section in self.path)

    @property
    def said(self) -> Said:
        """Year and venue that the headings give, the innermost first."""
        told = Said()
        for _, _, said in reversed(self._stack):
            told = told.or_else(said)
        return told
