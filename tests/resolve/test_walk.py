"""Who is asked for what, in which order, and what is taken of the answers."""

from __future__ import annotations

import pytest

import pipeline.normalise.venues as venues
from pipeline.models import Identifier, Lookup, Record
from pipeline.resolve import Draft, Heard, Seed, walk
from pipeline.resolve.draft import PATIENCE
from pipeline.resolve.ladder import DOI_SINCE, LADDER
from tests.resolve.records import UNASKED, Library, accepted, hit, lookup, read, record, seed, shown

MAE = "Masked Autoencoders Are Scalable Vision Learners"
PEOPLE = "He, Kaiming; Chen, Xinlei; Xie, Saining; Li, Yanghao; Dollár, Piotr; Girshick, Ross"
OTHERS = "Doe, Jane; Roe, Richard"
ARXIV, DOI, CVF = "arxiv:2111.06377", "doi:10.1109/cvpr52688.2022.01553", "cvf:CVPR2022/He_Masked_Autoencoders_CVPR_2022_paper"
NOTE = "openreview:Z1Qlm11uOM"
PAPER: dict[str, str | int] = {"title": MAE, "authors": PEOPLE, "venue": "CVPR", "year": 2022, "abstract": "Most patches are masked."}
PREPRINT: dict[str, str | int] = {**PAPER, "venue": "arXiv", "year": 2021}


def rungs(draft: Draft) -> list[str]:
    """Names of the rungs with the sources asked on them."""
    return [f"{rung} {x.source}" for x, rung in draft.consulted.items()]


# --- the ladder -------------------------------------------------------------------------------------------------------


def test_before_anything_was_asked_only_what_the_link_tells_is_wanted() -> None:
    draft = walk(seed(ARXIV, MAE), lambda _, __: UNASKED)

    assert rungs(draft) == ["arxiv arxiv", "semantic-scholar semantic_scholar"]


def test_a_page_is_asked_before_anything_else() -> None:
    assert rungs(walk(seed(CVF, MAE), lambda _, __: UNASKED)) == ["page cvf"]


PRINTED = record(f"cvf {CVF}", ARXIV, **PAPER)
ON_ARXIV = record(f"arxiv {ARXIV}", **PREPRINT)
INDEXED = record(f"semantic_scholar {ARXIV}", DOI, **PAPER)
CONFIRMED = record(f"openalex {DOI}", **PAPER)


def note(source: str, year: int) -> Record:
    return record(f"{source} {NOTE}", **{**PAPER, "venue": "NeurIPS", "year": year})


@pytest.mark.parametrize(
    ("work", "records", "expected"),
    [
        (seed(ARXIV, MAE), [ON_ARXIV, INDEXED, CONFIRMED], "arxiv arxiv, semantic-scholar semantic_scholar, openalex openalex"),
        (seed(CVF, MAE), [PRINTED, ON_ARXIV, INDEXED, CONFIRMED],
         "page cvf, arxiv arxiv, semantic-scholar semantic_scholar, openalex openalex"),
        (seed(DOI, MAE), [record(f"semantic_scholar {DOI}", ARXIV, **PAPER), ON_ARXIV],
         "semantic-scholar semantic_scholar, arxiv-again arxiv"),
        (seed(NOTE, MAE), [note("openreview", 2021)], "openreview openreview, arxiv-title arxiv"),
        (seed(NOTE, MAE), [note("openreview_v1", 2022)],
         "openreview openreview, openreview openreview_v1, arxiv-title arxiv, crossref-title crossref"),
        (seed("pmid:12345678", MAE), [record("pubmed pmid:12345678", DOI, **PAPER), record(f"semantic_scholar {DOI}", **PAPER)],
         "pubmed pubmed, semantic-scholar semantic_scholar, semantic-scholar semantic_scholar"),
    ],
    ids=["preprint", "page", "DOI", "note of NeurIPS 2021", "note of NeurIPS 2022 on the older API", "PubMed"],
)  # fmt: skip
def test_a_work_of_which_all_is_known_costs_few_questions(work: Seed, records: list[Record], expected: str) -> None:
    assert ", ".join(rungs(read(work, *records))) == expected


def test_a_work_that_nobody_knows_is_asked_for_everywhere_once() -> None:
    draft = read(seed("title:0011223344556677", MAE))

    assert rungs(draft) == [
        "arxiv-title arxiv",
        "crossref-title crossref",
        "semantic-scholar-title semantic_scholar",
        "openalex-title openalex",
        "dblp-title dblp",
    ]


@pytest.mark.parametrize("gap", ["authors", "venue", "year", "abstract"])
def test_a_registry_is_asked_for_whatever_the_index_leaves_open(gap: str) -> None:
    known = {name: value for name, value in PAPER.items() if name != gap}

    assert "crossref crossref" in rungs(read(seed(DOI, MAE), record(f"semantic_scholar {DOI}", **known)))
    assert "crossref crossref" not in rungs(read(seed(DOI, MAE), record(f"semantic_scholar {DOI}", **PAPER)))


@pytest.mark.parametrize("knows", ["semantic_scholar", "pubmed", "arxiv"])
def test_arxiv_is_not_searched_by_title_where_one_knows_the_work_by_its_number(knows: str) -> None:
    by = {"semantic_scholar": DOI, "pubmed": "pmid:12345678", "arxiv": ARXIV}[knows]

    assert not [r for r in rungs(read(seed(by, MAE), record(f"{knows} {by}", **PAPER))) if r.startswith("arxiv-title")]


def test_a_note_that_another_link_leads_to_is_asked_only_for_gaps() -> None:
    assert "openreview openreview" not in rungs(read(seed(CVF, MAE, also=[NOTE]), PRINTED))
    assert "openreview openreview" in rungs(read(seed("url:https://example.org/paper", MAE, also=[NOTE])))


def test_no_lookup_is_heard_twice_in_a_walk() -> None:
    library = Library(record(f"semantic_scholar {ARXIV}", DOI, title=MAE))

    walk(seed(CVF, MAE, also=[ARXIV]), library.hear)

    assert len(library.asked) == len(set(library.asked))


def test_arxivs_deposit_and_page_are_asked_only_when_its_api_is_silent() -> None:
    refused = read(seed(ARXIV, MAE), refused=[lookup(f"arxiv {ARXIV}")])
    deposited = read(seed(ARXIV, MAE), record(f"datacite {ARXIV}", **PREPRINT), refused=[lookup(f"arxiv {ARXIV}")])
    answered = read(seed(ARXIV, MAE), record(f"arxiv {ARXIV}", **PREPRINT))
    again = read(seed(ARXIV, MAE), refused=[lookup(f"arxiv {ARXIV}")], failures=PATIENCE)

    assert [r for r in rungs(refused) if r.startswith(("datacite", "arxiv-page"))] == ["datacite datacite"]
    assert [r for r in rungs(again) if r.startswith(("datacite", "arxiv-page"))] == ["datacite datacite", "arxiv-page arxiv_page"]
    assert [r for r in rungs(deposited) if r.startswith(("datacite", "arxiv-page"))] == ["datacite datacite"]
    assert [r for r in rungs(answered) if r.startswith(("datacite", "arxiv-page"))] == []


@pytest.mark.parametrize(
    ("venue", "year", "searched"),
    [
        ("CVPR", 2022, True), ("ICLR", 2022, False), ("NeurIPS", 2021, False), ("NeurIPS", 2022, True), ("IJCAI", 2016, False),
        ("IJCAI", 2017, True), ("TMLR", 2023, False), ("ECCV", 1990, True),
    ],
)  # fmt: skip
def test_a_doi_is_searched_for_only_where_the_series_mints_them(venue: str, year: int, searched: bool) -> None:
    draft = read(
        seed(CVF, MAE), record(f"cvf {CVF}", ARXIV, **{**PAPER, "venue": venue, "year": year}), record(f"arxiv {ARXIV}", **PREPRINT)
    )

    assert ("crossref-title crossref" in rungs(draft)) is searched


def test_a_listed_preprint_that_its_index_knows_is_not_searched_for_by_title() -> None:
    known = read(seed(ARXIV, MAE), record(f"arxiv {ARXIV}", **PREPRINT), record(f"semantic_scholar {ARXIV}", **PREPRINT))
    silent = read(seed(ARXIV, MAE), record(f"arxiv {ARXIV}", **PREPRINT))

    assert "crossref-title crossref" not in rungs(known)
    assert "crossref-title crossref" in rungs(silent)


def test_an_abstract_is_fetched_by_the_doi_that_a_search_has_found() -> None:
    said = hit(f"crossref {MAE}", DOI, **{k: v for k, v in PAPER.items() if k != "abstract"})

    draft = read(seed("title:0011223344556677", MAE, year=2022), said, record(f"semantic_scholar {DOI}", **PAPER))

    assert rungs(draft)[-1] == "abstract semantic_scholar"
    assert shown(draft)["abstract"] == PAPER["abstract"]


def test_where_the_index_withholds_the_abstract_another_is_asked() -> None:
    bare = {k: v for k, v in PAPER.items() if k != "abstract"}

    draft = read(
        seed("title:0011223344556677", MAE, year=2022),
        hit(f"crossref {MAE}", DOI, **bare),
        record(f"openalex {DOI}", **PAPER),
    )

    assert rungs(draft)[-2:] == ["abstract semantic_scholar", "abstract-again openalex"]
    assert shown(draft)["abstract"] == PAPER["abstract"]


def test_an_index_is_asked_again_by_the_preprint_that_a_search_has_found() -> None:
    page = record(f"cvf {CVF}", **PAPER)
    said = hit(f"arxiv {MAE}", ARXIV, **PREPRINT)

    draft = read(seed(CVF, MAE), page, said, record(f"semantic_scholar {ARXIV}", DOI, **PAPER), record(f"openalex {DOI}", **PAPER))

    assert "semantic-scholar-again semantic_scholar" in rungs(draft)
    assert draft.has("doi")


def test_series_that_mint_dois_are_named_as_the_venue_table_names_them() -> None:
    assert [name for name in DOI_SINCE if venues.short(name) != name] == []


def test_every_rung_gives_its_reason() -> None:
    assert all(rung.reason for rung in LADDER)


# --- while the link's own site is silent ------------------------------------------------------------------------------

BEHIND_THE_WALL = [lookup(f"{source} {NOTE}") for source in ("openreview", "openreview_v1")]


def silent(work: Seed, failures: int, *records: Record, late: bool = False) -> Draft:
    """A walk while the site of the link has failed so often."""
    library = Library(*records)

    def hear(question: Lookup, about: frozenset[Identifier]) -> Heard:
        if question in BEHIND_THE_WALL:
            return Heard(asked=True, settled=False, records=(), failures=failures, late=late)
        return library.hear(question, frozenset())

    return walk(work, hear)


@pytest.mark.parametrize(
    ("work", "failures", "searched"),
    [
        (seed(NOTE, MAE, year=2022), 1, False),
        (seed(NOTE, MAE, year=2022), PATIENCE - 1, False),
        (seed(NOTE, MAE, year=2022), PATIENCE, True),
        (seed(NOTE, MAE), PATIENCE, False),
        (seed(NOTE, MAE), 9, False),
    ],
    ids=["once", "a little", "too often", "too often, no year to compare with", "always, no year to compare with"],
)
def test_a_title_is_searched_for_when_the_site_of_the_link_has_failed_too_often(work: Seed, failures: int, searched: bool) -> None:
    asked = rungs(silent(work, failures))

    assert ("arxiv-title arxiv" in asked) is searched
    assert ("crossref-title crossref" in asked) is searched
    assert "openreview-title openreview_v1" in asked


@pytest.mark.parametrize(("year", "searched"), [(2022, True), ("", False)], ids=["with a year", "no year to compare with"])
def test_a_title_is_searched_for_at_once_when_the_site_of_the_link_had_too_many_before(year: str | int, searched: bool) -> None:
    late = silent(seed(NOTE, MAE, year=year), 1, late=True)

    assert ("arxiv-title arxiv" in rungs(late)) is searched
    assert [x.source for x, rung in late.consulted.items() if rung == "openreview"] == ["openreview", "openreview_v1"]


def test_what_others_filled_in_gives_way_once_the_turn_has_come() -> None:
    repeated = hit(f"arxiv {MAE}", "arxiv:2111.06377", title=MAE, authors=PEOPLE, year=2022)
    own = hit(f"openreview_v1 {MAE}", NOTE, title=f"{MAE} (MAE)", authors=PEOPLE, venue="ICLR", year=2022)

    before = silent(seed(NOTE, MAE, year=2022), 1, repeated, late=True)
    after = silent(seed(NOTE, MAE, year=2022), 1, repeated, own, late=True)

    assert before.chosen["authors"].lookup.source == "arxiv"
    assert after.chosen["title"].lookup.source == "openreview_v1"


def test_behind_the_wall_the_search_tells_the_note_by_its_id() -> None:
    resubmitted = hit(f"openreview_v1 {MAE}", "openreview:aaaaaaaaaa", title=MAE, authors=OTHERS, venue="ICLR", year=2022)
    own = hit(f"openreview_v1 {MAE}", NOTE, title=f"{MAE} (MAE)", authors=PEOPLE, venue="NeurIPS", year=2022)

    for hits in ((resubmitted, own), (own, resubmitted)):
        draft = silent(seed(NOTE, MAE, year=2022), 1, *hits)
        assert [str(i) for r in draft.records for i in r.identifiers] == [NOTE]


def test_while_the_site_may_yet_speak_two_indexes_do_not_decide() -> None:
    hits = [hit(f"{source} {MAE}", **PAPER) for source in ("crossref", "semantic_scholar")]

    assert accepted(silent(seed(NOTE, MAE), 5, *hits)) == []
    assert len(accepted(read(seed("title:0011223344556677", MAE), *hits))) == 2


def test_the_most_failed_question_of_a_rung_counts_and_the_least_failed_rung() -> None:
    own = Draft.of(seed(NOTE, MAE, year=2022))

    assert own.with_unheard("page", 3).with_unheard("page", 1).unheard == {"page": 3}
    assert own.with_unheard("page", 1).with_unheard("page", 3).searchable
    assert not own.with_unheard("openreview-title", 1).searchable
    assert not own.with_unheard("page", 3).with_unheard("openreview", 2).searchable
    assert Draft.of(seed(NOTE, MAE)).with_unheard("arxiv", 1).searchable


@pytest.mark.parametrize(
    ("failures", "asked"), [(1, ["openreview"]), (PATIENCE - 1, ["openreview"]), (PATIENCE, ["openreview", "openreview_v1"])]
)
def test_the_next_source_of_a_rung_waits_until_the_one_before_has_failed_too_often(failures: int, asked: list[str]) -> None:
    draft = silent(seed(NOTE, MAE, year=2022), failures)

    assert [x.source for x, rung in draft.consulted.items() if rung == "openreview"] == asked


def test_what_a_search_has_shown_is_not_owed_by_its_id_any_more() -> None:
    own = hit(f"openreview_v1 {MAE}", NOTE, title=MAE, authors=PEOPLE, venue="ICLR", year=2022)

    walled = silent(seed(NOTE, MAE, year=2022), 1, own)
    nothing_shown = silent(seed(NOTE, MAE, year=2022), 1)

    assert not [x for x in walled.consulted if x.by == "id" and x.source.startswith("openreview")]
    assert [x.source for x in nothing_shown.consulted if x.by == "id" and x.source.startswith("openreview")] == ["openreview"]


# --- what is taken ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("work", "answer"),
    [
        (seed(ARXIV, "MAE"), record(f"arxiv {ARXIV}", **PREPRINT)),
        (seed(CVF, "BEiT: BERT Pre-Training of Image Transformers"), record(f"cvf {CVF}", **PAPER)),
        (seed(DOI, "MAE"), record(f"crossref {DOI}", **PAPER)),
        (seed("doi:10.5281/zenodo.48440", "MAE"), record("datacite doi:10.5281/zenodo.48440", **PAPER)),
        (seed("pmid:12345678", "MAE"), record("pubmed pmid:12345678", **PAPER)),
        (seed("url:https://example.org/mae", "MAE"), record("general url:https://example.org/mae", **PAPER)),
    ],
    ids=["preprint", "page", "DOI at its registry", "DOI at its other registry", "PubMed", "unknown site that names people"],
)
def test_where_the_link_leads_is_the_work_whatever_the_list_calls_it(work: Seed, answer: Record) -> None:
    draft = read(work, answer)

    assert accepted(draft) == [str(answer.lookup)]
    assert shown(draft)["title"] == MAE
    assert draft.matches[0].accepted


@pytest.mark.parametrize(
    ("work", "answer"),
    [
        (seed(DOI, "MAE"), record(f"semantic_scholar {DOI}", **PAPER)),
        (seed(ARXIV, "MAE"), record(f"semantic_scholar {ARXIV}", **PAPER)),
        (seed("url:https://example.org/mae", "MAE"), record("general url:https://example.org/mae", title="Just a moment...")),
        (
            seed("url:https://example.org/mae", "MAE"),
            record("general url:https://example.org/mae", title="MAE | Project Page", abstract="x"),
        ),
    ],
    ids=["index by DOI", "index by arXiv number", "a wall", "a project"],
)
def test_an_index_and_a_page_without_people_must_show_the_title(work: Seed, answer: Record) -> None:
    draft = read(work, answer)

    assert accepted(draft) == []
    assert shown(draft)["title"] == "MAE"
    assert draft.claimed == work.identifiers


def test_a_page_without_people_is_taken_under_the_listed_title() -> None:
    page = record("general url:https://example.org/mae", title=MAE, abstract="Most patches are masked.")

    assert accepted(read(seed("url:https://example.org/mae", MAE), page)) == [str(page.lookup)]


def test_an_index_cannot_take_the_identifier_of_a_link_away() -> None:
    wrong = record(f"semantic_scholar {DOI}", "arxiv:2001.00001", title="Something Else Entirely", authors=OTHERS)

    draft = read(seed(DOI, MAE), wrong, record(f"crossref {DOI}", **PAPER))

    assert accepted(draft) == [f"crossref by id: {DOI}"]
    assert {str(i) for i in draft.claimed} == {DOI}


def test_an_index_cannot_take_away_what_the_page_prints_or_arxiv_has_confirmed() -> None:
    wrong = record(f"semantic_scholar {ARXIV}", title="Something Else Entirely", authors=OTHERS)
    preprint = record(f"arxiv {ARXIV}", **PREPRINT)

    printed = read(seed(CVF, MAE), record(f"cvf {CVF}", ARXIV, **PAPER), wrong)
    confirmed = read(seed(CVF, MAE, also=[ARXIV]), record(f"cvf {CVF}", **PAPER), preprint, wrong)

    assert printed.has("arxiv")
    assert confirmed.has("arxiv")


def test_arxiv_can_take_away_what_a_page_prints() -> None:
    other = record(f"arxiv {ARXIV}", title="Something Else Entirely", authors=OTHERS, venue="arXiv")

    draft = read(seed(CVF, MAE), record(f"cvf {CVF}", ARXIV, **PAPER), other)

    assert accepted(draft) == [f"cvf by id: {CVF}"]
    assert not draft.has("arxiv")


@pytest.mark.parametrize(
    "other",
    [
        record(f"openalex {DOI}", title="Something Else Entirely", authors=OTHERS),
        record(f"openalex {DOI}", title=f"{MAE} 2", authors=PEOPLE),
        record(f"openalex {DOI}", title=f"Correction to: {MAE}", authors=PEOPLE),
        record(f"openalex {DOI}", title=MAE, authors=OTHERS),
    ],
    ids=["another work", "the sequel", "the erratum", "equal title by others"],
)
def test_a_doi_that_an_index_gives_is_dropped_when_it_leads_elsewhere(other: Record) -> None:
    draft = read(seed(ARXIV, MAE), record(f"arxiv {ARXIV}", **PREPRINT), record(f"semantic_scholar {ARXIV}", DOI, **PAPER), other)

    assert not draft.has("doi")
    assert {str(i) for i in draft.refused} == {DOI}


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        (record(f"arxiv {ARXIV}", **PREPRINT), True),
        (record(f"arxiv {ARXIV}", **{**PREPRINT, "title": "Something Else Entirely"}), False),
        (record(f"arxiv {ARXIV}", **{**PREPRINT, "authors": OTHERS}), False),
    ],
    ids=["the preprint", "the same people's other preprint", "equal title by others"],
)
def test_a_preprint_that_an_index_names_must_show_itself(other: Record, kept: bool) -> None:
    draft = read(seed(DOI, MAE), record(f"semantic_scholar {DOI}", ARXIV, **PAPER), other)

    assert draft.has("arxiv") is kept


def test_further_copies_that_the_list_offers_are_compared_before_they_count() -> None:
    other = record(f"arxiv {ARXIV}", title="Something Else Entirely", authors=OTHERS, venue="arXiv")

    draft = read(seed(CVF, MAE, also=[ARXIV]), record(f"cvf {CVF}", **PAPER), other)

    assert accepted(draft) == [f"cvf by id: {CVF}"]
    assert not draft.has("arxiv")


def test_of_a_search_the_best_hit_is_taken_and_near_misses_are_kept() -> None:
    hits = [
        hit(
            f"crossref {MAE}",
            "doi:10.1000/far",
            title="Deep Residual Learning for Image Recognition",
            authors=PEOPLE,
            year=2016,
        ),
        hit(f"crossref {MAE}", "doi:10.1000/near", title=f"{MAE} 2", authors=PEOPLE, year=2022),
        hit(f"crossref {MAE}", "doi:10.1000/alike", title=f"{MAE[:-1]}", authors=PEOPLE, venue="CVPR", year=2022),
        hit(f"crossref {MAE}", DOI, **PAPER),
    ]

    draft = read(seed(CVF, MAE), record(f"cvf {CVF}", **PAPER), *hits)

    searched = [m for m in draft.matches if m.lookup.source == "crossref"]
    assert [(m.title, m.accepted) for m in searched] == [(f"{MAE} 2", False), (MAE, True)]
    assert draft.has("doi")
    assert DOI in map(str, draft.claimed)


def test_a_hit_that_shares_the_identifier_of_the_page_comes_before_a_better_title() -> None:
    hits = [
        hit(f"crossref {MAE}", "doi:10.1000/other", **PAPER),
        hit(f"crossref {MAE}", "ieee:9879206", **{**PAPER, "title": f"{MAE[:-1]}"}),
    ]

    draft = read(seed("ieee:9879206", MAE, year=2022, venue="CVPR"), *hits)

    assert "doi:10.1000/other" not in map(str, draft.claimed)
    assert len(draft.records) == 1


def test_the_first_api_that_knows_the_note_ends_the_search() -> None:
    found = hit(f"openreview_v1 {MAE}", NOTE, **PAPER)

    assert [r for r in rungs(silent(seed(NOTE, MAE), 1, found)) if r.startswith("openreview-title")] == ["openreview-title openreview_v1"]


@pytest.mark.parametrize("authors", ["", PEOPLE], ids=["nobody is known", "people are known"])
def test_the_other_api_is_searched_when_the_first_does_not_know_the_note(authors: str) -> None:
    """The people are known from a further copy, on arXiv."""
    preprint = record(f"arxiv {ARXIV}", title=MAE, authors=authors, venue="arXiv")
    found = hit(f"openreview {MAE}", NOTE, **PAPER)

    draft = silent(seed(NOTE, MAE, also=[ARXIV]), 1, preprint, hit(f"openreview_v1 {MAE}", "openreview:aaaaaaaaaa", title="X"), found)

    assert [r for r in rungs(draft) if r.startswith("openreview-title")] == [
        "openreview-title openreview_v1",
        "openreview-title openreview",
    ]
    assert str(found.lookup) in accepted(draft)


def test_the_link_is_asked_about_before_further_copies() -> None:
    draft = read(seed(ARXIV, MAE, also=["arxiv:1001.0001"]), record("arxiv arxiv:1001.0001", **PREPRINT))

    assert [x.value for x in draft.consulted if x.source == "arxiv" and x.by == "id"] == [ARXIV, "arxiv:1001.0001"]


def test_what_the_page_prints_is_asked_about_before_what_others_give() -> None:
    page = record(f"cvf {CVF}", "arxiv:2111.06377", **PAPER)

    draft = read(seed(CVF, MAE, also=["arxiv:1001.0001"]), page, record("arxiv arxiv:2111.06377", **PREPRINT))

    assert [x.value for x in draft.consulted if x.source == "arxiv"] == ["arxiv:2111.06377"]


# --- listings ---------------------------------------------------------------------------------------------------------

IN_VOLUME, ON_PAGE = "ecva:eccv_2022/136900299", "ecva:eccv_2022/html/1439"
LISTED = record("ecva ecva:x", title=MAE, authors=PEOPLE).model_copy(update={"lookup": lookup("ecva papers.php", "listing")})


def in_listing(*identifiers: str) -> Record:
    return LISTED.model_copy(update={"identifiers": frozenset(map(Identifier.parse, identifiers))})


def test_a_listing_leads_to_the_page_of_a_work() -> None:
    page = record(f"ecva {ON_PAGE}", **{**PAPER, "venue": "ECCV"})

    draft = read(seed(IN_VOLUME, MAE), in_listing(IN_VOLUME, ON_PAGE), page)

    assert [r for r in rungs(draft) if r.startswith("page")] == ["page ecva", "page ecva"]
    assert accepted(draft) == ["ecva by listing: papers.php", f"ecva by id: {ON_PAGE}"]
    assert shown(draft)["abstract"] == PAPER["abstract"]


def test_of_a_listing_only_what_shares_an_identifier_is_taken() -> None:
    draft = read(seed(IN_VOLUME, MAE), in_listing("ecva:eccv_2022/136900001"))

    assert accepted(draft) == []
    assert {str(i) for i in draft.claimed} == {IN_VOLUME}


# --- drafts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (read(seed("title:0011223344556677")), {"title", "authors", "venue", "year", "abstract", "doi", "arxiv"}),
        (
            read(seed("title:0011223344556677", MAE, venue="CVPR", year=2022)),
            {"title", "authors", "venue", "year", "abstract", "doi", "arxiv"},
        ),
        (read(seed(CVF, MAE, venue="CVPR", year=2022), record(f"cvf {CVF}", **PAPER)), {"doi", "arxiv"}),
        (
            read(seed(DOI, MAE), record(f"crossref {DOI}", title=MAE, container_title="Some Meeting")),
            {"authors", "year", "abstract", "arxiv"},
        ),
        (read(seed(ARXIV, MAE), record(f"arxiv {ARXIV}", **PREPRINT)), {"doi"}),
    ],
    ids=["nothing known", "listed only", "page", "unknown meeting", "preprint"],
)
def test_what_only_the_list_says_is_still_wanted(draft: Draft, missing: set[str]) -> None:
    assert draft.missing == missing


def test_what_only_the_address_says_is_still_wanted() -> None:
    told = record("link cvf:X", venue="CVPR", year=2022)
    listed = seed(CVF, MAE)

    draft = read(listed.model_copy(update={"witnesses": (*listed.witnesses, told)}))

    assert shown(draft)["venue"] == "CVPR"
    assert {"venue", "year"} <= draft.missing


def test_what_a_page_of_an_unknown_site_prints_is_certain() -> None:
    draft = read(seed("url:https://example.org/mae", MAE), record("general url:https://example.org/mae", DOI, **PAPER))

    assert DOI in map(str, draft.certain)


def test_a_draft_is_compared_by_its_best_title_and_its_listed_one() -> None:
    draft = read(seed(CVF, "MAE", year=2020), record(f"cvf {CVF}", ARXIV, **PAPER))

    assert draft.witness.titles == (MAE, "MAE")
    assert [p.family for p in draft.witness.authors][:2] == ["He", "Chen"]
    assert (draft.witness.year, draft.witness.venue) == (2022, "CVPR")
    assert {str(i) for i in draft.witness.certain} == {CVF, ARXIV}
    assert draft.title == MAE


def test_a_draft_without_records_knows_what_is_listed() -> None:
    draft = read(seed("title:0011223344556677", MAE, year=2022))

    assert (draft.title, draft.witness.authors, draft.witness.year, draft.claimed) == (MAE, (), 2022, frozenset())
    assert read(seed("title:0011223344556677")).title is None


@pytest.mark.parametrize(
    ("draft", "published"),
    [
        (read(seed(CVF, MAE), record(f"cvf {CVF}", **PAPER)), True),
        (read(seed(ARXIV, MAE), record(f"arxiv {ARXIV}", **PREPRINT)), False),
        (read(seed(DOI, MAE, venue="CVPR"), record(f"crossref {DOI}", title=MAE)), False),
    ],
    ids=["paper", "preprint", "nobody names a venue"],
)
def test_a_work_is_published_when_a_source_says_where(draft: Draft, published: bool) -> None:
    assert draft.published is published


def test_identifiers_that_an_index_gives_are_not_certain() -> None:
    draft = read(
        seed(ARXIV, MAE),
        record(f"arxiv {ARXIV}", "doi:10.1000/typed", **PREPRINT),
        record(f"semantic_scholar {ARXIV}", "corpusid:1", **PAPER),
    )

    assert {str(i) for i in draft.certain} == {ARXIV}
    assert {str(i) for i in draft.claimed} == {ARXIV, "doi:10.1000/typed", "corpusid:1"}


BIORXIV = "doi:10.1101/2020.12.01.406702"


def test_the_page_of_a_preprint_server_is_asked_only_when_no_index_knows_the_preprint() -> None:
    page = record(f"biorxiv {BIORXIV}", title=MAE, authors=PEOPLE, venue="bioRxiv", year=2020)
    known = record(f"crossref {BIORXIV}", title=MAE, authors=PEOPLE, year=2020, venue="bioRxiv")

    alone, indexed = read(seed(BIORXIV, MAE), page), read(seed(BIORXIV, MAE), page, known)

    assert accepted(alone) == [f"biorxiv by id: {BIORXIV}"]
    assert accepted(indexed) == [f"crossref by id: {BIORXIV}"]
    assert not any(lookup.source == "biorxiv" for lookup in indexed.consulted)


def test_the_page_of_arxiv_is_asked_when_the_api_does_not_know_the_number_that_is_listed() -> None:
    page = record(f"arxiv_page {ARXIV}", **PREPRINT)

    listed, named = read(seed(ARXIV, MAE), page), read(seed(CVF, MAE), record(f"cvf {CVF}", ARXIV, **PAPER), page)

    assert accepted(listed) == [f"arxiv_page by id: {ARXIV}"]
    assert accepted(named) == [f"cvf by id: {CVF}"]
    assert not any(lookup.source == "arxiv_page" for lookup in named.consulted)
