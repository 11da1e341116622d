"""The table of contents against the sections: what is a difference, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.audit.contents import differences

HEAD = "# Papers\n\n"
LINKS = "- [Masks](#masks)\n- [Targets](#targets)\n- [Theory](#theory)\n\n"
SECTIONS = "## Masks\n\n## Targets\n\n## Theory\n"

SAME = {
    "slugs": (LINKS, SECTIONS),
    "numbers in front": ("1. [Masks](#1)\n2. [Targets](#2)\n3. [Theory](#3)\n\n",
                         "## Masks <a name=\"1\"></a>\n## Targets <a id='2'></a>\n<a name=3></a>\n\n## Theory\n"),
    "emoji and signs": (LINKS.replace("#masks", "#-masks"), SECTIONS.replace("## Masks", "## 🎭 Masks")),
    "numbering of the heading": (LINKS.replace("#masks", "#1-masks"), SECTIONS.replace("## Masks", "## 1. Masks")),
    "a shorter name": (LINKS.replace("#masks", "#masks-and-more"), SECTIONS.replace("## Masks", "## Masks and more")),
    "plural": (LINKS.replace("[Theory](#theory)", "[Theory of Masks and Target](#t)"),
               SECTIONS.replace("## Theory", '## Theory of Mask and Targets <a name="t"></a>')),
    "headings in HTML": (LINKS, SECTIONS.replace("## Masks", "<h2>Masks</h2>")),
    "escaped": (LINKS.replace("#masks", "#caf%C3%A9"), SECTIONS.replace("## Masks", "## Masks <a name='café'></a>")),
    "two headings of one name": (LINKS + "- [Masks](#masks-1)\n\n", SECTIONS + "\n## Masks\n"),
    "too few links": ("- [Nowhere](#nowhere)\n- [Masks](#masks)\n\n", SECTIONS),
    "links within text and entries": (LINKS + "See [here](#nowhere).\n\n- [A](https://x.org) [back](#nowhere)\n\n", SECTIONS),
    "code": (LINKS + "```\n- [x](#nowhere)\n```\n\n", SECTIONS),
}  # fmt: skip


@pytest.mark.parametrize(("links", "sections"), SAME.values(), ids=SAME.keys())
def test_contents_that_match_give_nothing(links: str, sections: str) -> None:
    assert list(differences(HEAD + links + sections)) == []


def test_a_link_that_leads_nowhere_is_told_with_the_section_that_was_meant() -> None:
    page = HEAD + LINKS.replace("#targets", "#target").replace("#theory", "#gone").replace("[Theory]", "[Gone]") + SECTIONS

    assert list(differences(page)) == [
        (4, "contents lead to “Targets” (#target), which is not there", "the section is on line 9"),
        (5, "contents lead to “Gone” (#gone), which is not there", None),
    ]


def test_another_name_is_told_with_that_of_the_section() -> None:
    page = HEAD + LINKS.replace("[Targets]", "[Target Features]") + SECTIONS.replace("## Targets", '## Goals <a name="targets"></a>')

    assert list(differences(page)) == [(4, "contents say “Target Features”, the section on line 9 is called “Goals”", "Goals")]


def test_a_section_with_entries_that_the_contents_leave_out_is_told() -> None:
    page = HEAD + LINKS + SECTIONS.replace("\n\n", "\n\nentry\n\n") + "\nentry\n\n## Practice\n\nentry\n"
    entries = [n for n, line in enumerate(page.split("\n"), 1) if line == "entry"]

    assert [message for _, message, _ in differences(page, entries)] == ["the section “Practice” is not in the contents"]
    assert list(differences(page)) == [], "a section without entries may be left out"


def test_contents_that_name_only_some_sections_are_a_choice() -> None:
    page = HEAD + LINKS + "".join(f"## {name}\n\nentry\n\n" for name in ("Masks", "Targets", "Theory", "A", "B", "C"))
    entries = [n for n, line in enumerate(page.split("\n"), 1) if line == "entry"]

    assert list(differences(page, entries)) == []
