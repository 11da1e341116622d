"""corrections.toml has the last word, and says clearly when it cannot be read."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from pipeline.errors import UsageError
from pipeline.gather import Seeds
from pipeline.models import Claim, Entry, Identifier, Lookup, Record
from pipeline.resolve import Heard, walk
from pipeline.resolve.corrections import Corrections, parse
from tests.resolve.records import Reading, hit, read_works

TITLE = "Masked Autoencoders Are Scalable Vision Learners"
LINK = "https://arxiv.org/abs/2111.06377"
SAID = 'reason = "seen in print"\non = 2026-11-22\n'


def entry(url: str = LINK, title: str = TITLE, line: int = 1) -> Entry:
    return Entry(list="mim", line=line, position=line, section_path=(), title=title, paper_url=url)


def arxiv_record(lookup: Lookup, title: str = TITLE, doi: str = "10.1109/cvpr52688.2022.01553") -> Record:
    people: list[JsonValue] = [{"family": "He", "given": "Kaiming"}]
    return Record(
        lookup=lookup,
        identifiers=frozenset({Identifier.parse(lookup.value), Identifier.parse(f"doi:{doi}")}),
        claims=(
            Claim(field="title", raw=title, clean=title, way="atom:title"),
            Claim(field="authors", raw="Kaiming He", clean=people, way="atom:author"),
            Claim(field="year", raw="2021", clean=2021, way="atom:published"),
            Claim(field="venue", raw="2111.06377", clean="arXiv", way="atom:id"),
        ),
    )


def hear(lookup: Lookup, about: frozenset[Identifier]) -> Heard:
    found = (arxiv_record(lookup),) if lookup.source == "arxiv" and lookup.by == "id" else ()
    return Heard(asked=True, settled=True, records=found)


def read(corrections: Corrections, *entries: Entry) -> Reading:
    drafts = [walk(seed, hear) for seed in Seeds(entries or (entry(),), corrections).values()]
    return read_works(drafts, {}, lambda x: True, corrections)


def test_a_set_value_wins_over_every_source() -> None:
    (work,) = read(parse(f'[[set]]\nwork = "arxiv:2111.06377"\nfield = "venue"\nvalue = "CVPR"\n{SAID}', "c.toml")).works

    assert work.chosen["venue"].value == "CVPR"
    assert work.chosen["venue"].lookup.source == "corrections"
    assert work.chosen["venue"].claim.way == "seen in print"


def test_set_authors_are_names_in_order() -> None:
    text = f'[[set]]\nwork = "arxiv:2111.06377"\nfield = "authors"\nvalue = ["Xinlei Chen", "He, Kaiming"]\n{SAID}'

    (work,) = read(parse(text, "c.toml")).works

    assert work.chosen["authors"].value == [{"family": "Chen", "given": "Xinlei"}, {"family": "He", "given": "Kaiming"}]


def test_a_dropped_identifier_is_not_the_works_any_more() -> None:
    text = f'[[drop]]\nwork = "arxiv:2111.06377"\nidentifier = "doi:10.1109/cvpr52688.2022.01553"\n{SAID}'

    (work,) = read(parse(text, "c.toml")).works

    assert "doi" not in work.chosen
    assert not any(i.scheme == "doi" for i in work.identifiers)


def test_a_source_is_not_believed_about_a_field_that_is_dropped() -> None:
    text = f'[[drop]]\nwork = "arxiv:2111.06377"\nsource = "arxiv"\nfield = "year"\n{SAID}'

    (work,) = read(parse(text, "c.toml")).works

    assert "year" not in work.chosen or work.chosen["year"].lookup.source != "arxiv"


TWO = (entry(), entry("https://arxiv.org/abs/2010.11929", "An Image is Worth 16x16 Words", 2))


def test_same_joins_what_no_rule_would_join() -> None:
    def hear_apart(lookup: Lookup, about: frozenset[Identifier]) -> Heard:
        other = "2010.11929" in lookup.value
        record = arxiv_record(lookup, "An Image is Worth 16x16 Words" if other else TITLE, "10.1000/b" if other else "10.1000/a")
        return Heard(asked=True, settled=True, records=(record,) if lookup.source == "arxiv" and lookup.by == "id" else ())

    corrections = parse(f'[[same]]\nwork = "arxiv:2111.06377"\nother = "arxiv:2010.11929"\n{SAID}', "c.toml")

    def works(said: Corrections) -> int:
        return len(read_works([walk(seed, hear_apart) for seed in Seeds(TWO, said).values()], {}, lambda x: True, said).works)

    assert works(()) == 2
    assert works(corrections) == 1


def test_different_keeps_apart_what_shares_an_identifier() -> None:
    both = (entry(), entry("https://arxiv.org/abs/2111.06378", TITLE, 2))
    corrections = parse(f'[[different]]\nwork = "arxiv:2111.06377"\nother = "arxiv:2111.06378"\n{SAID}', "c.toml")

    assert len(read((), *both).works) == 1
    assert len(read(corrections, *both).works) == 2


def test_an_ignored_finding_is_not_told_again() -> None:
    strange = entry(title="A completely different title about something else")
    corrections = parse(f'[[ignore]]\nwork = "arxiv:2111.06377"\nfinding = "title_differs"\n{SAID}', "c.toml")

    assert [f.kind for f in read((), strange).findings] == ["title_differs"]
    assert read(corrections, strange).findings == ()


def test_a_correction_of_nothing_that_is_listed_is_reported() -> None:
    corrections = parse(f'[[set]]\nwork = "arxiv:1234.56789"\nfield = "year"\nvalue = 2020\n{SAID}', "c.toml")

    (finding,) = read(corrections).findings

    assert finding.kind == "correction_unused"
    assert "arxiv:1234.56789" in finding.message


# --- what a person says of a match ------------------------------------------------------------------------------------

SEQUEL = hit(f"crossref {TITLE}", "doi:10.1000/x", title=f"{TITLE} 2", authors="He, Kaiming", venue="ICCV", year=2023)


def crossref_offers(lookup: Lookup, about: frozenset[Identifier]) -> Heard:
    return Heard(asked=True, settled=True, records=(SEQUEL.model_copy(update={"lookup": lookup}),)) if _is_search(lookup) else SILENT


def _is_search(lookup: Lookup) -> bool:
    return lookup.source == "crossref" and lookup.by == "title"


SILENT = Heard(asked=True, settled=True, records=())
BY_TITLE = Entry(list="mim", line=1, position=1, section_path=(), title=TITLE, paper_url="https://example.org/paper.pdf", year=2023)


def offered(corrections: Corrections) -> Reading:
    drafts = [walk(seed, crossref_offers) for seed in Seeds((BY_TITLE,), corrections).values()]
    return read_works(drafts, {}, lambda x: True, corrections)


def test_a_refused_match_that_a_person_vouches_for_is_taken() -> None:
    key = offered(()).works[0].id
    (work,) = offered(parse(f'[[same]]\nwork = "{key}"\nother = "doi:10.1000/x"\n{SAID}', "c.toml")).works

    assert [f.kind for f in offered(()).findings if f.kind == "refused_match"] == ["refused_match"]
    assert (work.chosen["venue"].value, work.chosen["doi"].value) == ("ICCV", "10.1000/x")
    assert work.matches[-1].parts["rule"] == "a person says so"


def test_a_match_that_a_person_rejects_is_neither_taken_nor_told_again() -> None:
    def hear_right(lookup: Lookup, about: frozenset[Identifier]) -> Heard:
        right = hit(f"crossref {TITLE}", "doi:10.1000/x", title=TITLE, authors="He, Kaiming", venue="ICCV", year=2023)
        return Heard(asked=True, settled=True, records=(right.model_copy(update={"lookup": lookup}),)) if _is_search(lookup) else SILENT

    def work(corrections: Corrections) -> Reading:
        return read_works([walk(seed, hear_right) for seed in Seeds((BY_TITLE,), corrections).values()], {}, lambda x: True, corrections)

    corrections = parse(f'[[drop]]\nwork = "{work(()).works[0].id}"\nidentifier = "doi:10.1000/x"\n{SAID}', "c.toml")

    assert work(()).works[0].chosen["venue"].value == "ICCV"
    assert "doi" not in work(corrections).works[0].chosen
    assert "venue" not in work(corrections).works[0].chosen
    assert not [f for f in work(corrections).findings if f.kind in {"refused_match", "correction_unused"}]


# --- a correction that is named by another name, and one that has done its work ---------------------------------------


@pytest.mark.parametrize("name", ["arxiv:2111.06377", "doi:10.1109/cvpr52688.2022.01553"], ids=["the link", "what a source gives"])
def test_a_work_may_be_named_by_any_of_its_identifiers(name: str) -> None:
    (work,) = read(parse(f'[[set]]\nwork = "{name}"\nfield = "venue"\nvalue = "CVPR"\n{SAID}', "c.toml")).works

    assert work.chosen["venue"].value == "CVPR"


@pytest.mark.parametrize(
    ("line", "kind", "why"),
    [
        pytest.param('set]]\nfield = "venue"\nvalue = "CVPR"', None, "", id="a set value that no source gives"),
        pytest.param(
            'set]]\nfield = "title"\nvalue = "' + TITLE + '"',
            "correction_agrees",
            "arxiv says so as well",
            id="a set value that a source gives",
        ),
        pytest.param('drop]]\nidentifier = "doi:10.1109/cvpr52688.2022.01553"', None, "", id="a dropped identifier that a source gives"),
        pytest.param(
            'drop]]\nidentifier = "doi:10.1000/z"', "correction_unused", "nobody gives doi:10.1000/z any more", id="one that nobody gives"
        ),
        pytest.param('drop]]\nsource = "arxiv"\nfield = "year"', None, "", id="a source that speaks"),
        pytest.param(
            'drop]]\nsource = "crossref"\nfield = "year"', "correction_unused", "crossref says nothing of the year", id="one that does not"
        ),
        pytest.param(
            'ignore]]\nfinding = "title_differs"', "correction_unused", "no such finding as title_differs", id="a finding that is gone"
        ),
        pytest.param('same]]\nother = "doi:10.1000/z"', "correction_unused", "nobody knows doi:10.1000/z", id="same as nothing known"),
        pytest.param('different]]\nother = "doi:10.1000/z"', "correction_unused", "nothing would join", id="different from nothing"),
    ],
)
def test_a_correction_that_changes_nothing_any_more_is_told(line: str, kind: str | None, why: str) -> None:
    found = read(parse(f'[[{line}\nwork = "arxiv:2111.06377"\n{SAID}', "c.toml")).findings

    told = [f for f in found if f.kind.startswith("correction_")]

    assert [f.kind for f in told] == ([kind] if kind else [])
    assert all(why in f.message for f in told)


def test_same_of_two_that_are_one_anyway_is_told() -> None:
    both = (entry(), entry("https://arxiv.org/abs/2111.06378", TITLE, 2))

    found = read(parse(f'[[same]]\nwork = "arxiv:2111.06377"\nother = "arxiv:2111.06378"\n{SAID}', "c.toml"), *both).findings

    assert [f.kind for f in found if f.kind.startswith("correction_")] == ["correction_agrees"]


def test_the_order_of_lines_does_not_matter() -> None:
    one = f'[[set]]\nwork = "arxiv:2111.06377"\nfield = "year"\nvalue = 2022\n{SAID}'
    other = f'[[ignore]]\nwork = "arxiv:2111.06377"\nfinding = "title_differs"\n{SAID}'

    assert parse(one + other, "c.toml") == parse(other + one, "c.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[[set]\n", "is not TOML", id="no TOML"),
        pytest.param("[[fix]]\n", r"\[\[set\]\]", id="an unknown kind"),
        pytest.param('[[set]]\nwork = "arxiv:1"\n', "reason", id="no reason"),
        pytest.param(f'[[set]]\nwork = "arxiv:1"\nfield = "year"\n{SAID}', "says too little", id="no value"),
        pytest.param(f'[[drop]]\nwork = "arxiv:1"\nsource = "crossref"\n{SAID}', "says too little", id="drop of nothing"),
        pytest.param(f'[[set]]\nwork = "arxiv:1"\nfield = "colour"\nvalue = "x"\n{SAID}', "field", id="an unknown field"),
    ],
)
def test_a_line_that_cannot_be_read_shows_one_that_can(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        parse(text, "corrections.toml")
