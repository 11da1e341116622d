"""Drafts become works: joined, named, with identifiers, addresses, status and findings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest

from pipeline.models import Lookup, Status, Work
from pipeline.resolve import Draft
from pipeline.resolve.corrections import corrected, parse
from pipeline.settings import Show
from tests.resolve.records import Reading, hit, lookup, read, read_works, record, seed, shown

BEIT = "BEiT: BERT Pre-Training of Image Transformers"
BEIT_PEOPLE = "Bao, Hangbo; Dong, Li; Piao, Songhao; Wei, Furu"
MAE = "Masked Autoencoders Are Scalable Vision Learners"
MAE_PEOPLE = "He, Kaiming; Chen, Xinlei; Xie, Saining; Li, Yanghao; Dollár, Piotr; Girshick, Ross"
MAE_CVF = "cvf:CVPR2022/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper"
MAE_DOI = "doi:10.1109/cvpr52688.2022.01553"
MAE_ARXIV = "arxiv:2111.06377"

ON_ARXIV = record(
    f"arxiv {MAE_ARXIV}",
    title=MAE,
    authors=MAE_PEOPLE,
    venue="arXiv",
    year=2021,
    abstract="We mask.",
    url="https://arxiv.org/abs/2111.06377",
)
AT_CVF = record(
    f"cvf {MAE_CVF}", MAE_ARXIV, title=MAE, authors=MAE_PEOPLE, venue="CVPR", year=2022, abstract="We mask.", url="https://cvf.example/mae"
)


def settled(_: Lookup) -> bool:
    return True


def never(_: Lookup) -> bool:
    return False


def works(*drafts: Draft, minted: dict[str, str] | None = None) -> Reading:
    return read_works(drafts, minted or {}, settled)


def only(*drafts: Draft) -> Work:
    [work] = works(*drafts).works
    return work


def ids(reading: Reading) -> list[str]:
    return [str(w.id) for w in reading.works]


LISTED_PREPRINT = read(seed(MAE_ARXIV, MAE, line=1), ON_ARXIV)
LISTED_PAPER = read(seed(MAE_CVF, MAE, line=2), AT_CVF)
LISTED_OTHER = read(
    seed("arxiv:2106.08254", BEIT, line=3), record("arxiv arxiv:2106.08254", title=BEIT, authors=BEIT_PEOPLE, venue="arXiv", year=2021)
)


# --- joining ----------------------------------------------------------------------------------------------------------


def test_two_addresses_of_one_work_are_one_work() -> None:
    reading = works(LISTED_PREPRINT, LISTED_OTHER, LISTED_PAPER)

    assert ids(reading) == [MAE_ARXIV, "arxiv:2106.08254"]
    assert {str(k): str(v) for k, v in reading.work_of.items()} == {
        MAE_ARXIV: MAE_ARXIV,
        MAE_CVF: MAE_ARXIV,
        "arxiv:2106.08254": "arxiv:2106.08254",
    }
    assert [str(a) for a in reading.works[0].aliases] == [MAE_CVF]
    assert {str(i) for i in reading.works[0].identifiers} == {MAE_ARXIV, MAE_CVF}


def test_a_joined_work_is_read_from_the_records_of_all() -> None:
    work = only(LISTED_PREPRINT, LISTED_PAPER)

    assert [r.lookup.source for r in work.records] == ["arxiv", "cvf"]
    assert [(v.kind, v.venue) for v in work.versions] == [("preprint", "arXiv"), ("proceedings", "CVPR")]
    assert (work.chosen["venue"].value, work.chosen["title"].lookup.source) == ("CVPR", "cvf")


def test_a_record_read_for_both_is_kept_once() -> None:
    index = record(f"openalex {MAE_DOI}", title=MAE, authors=MAE_PEOPLE)
    said = record(f"semantic_scholar {MAE_ARXIV}", MAE_DOI, title=MAE, authors=MAE_PEOPLE)

    work = only(read(seed(MAE_ARXIV, MAE), ON_ARXIV, said, index), read(seed(MAE_CVF, MAE, line=2), AT_CVF, said, index, ON_ARXIV))

    assert len(work.records) == len({r.lookup for r in work.records}) == 4


def test_three_addresses_are_one_work_however_they_are_linked() -> None:
    """The first shares an identifier with the last only, the last with the second only."""
    doi = read(seed(MAE_DOI, MAE, line=1), record(f"crossref {MAE_DOI}", title=MAE, authors=MAE_PEOPLE))
    page = read(seed(MAE_CVF, MAE, line=2), AT_CVF)
    preprint = read(seed(MAE_ARXIV, MAE, line=3), ON_ARXIV.model_copy(update={"identifiers": ON_ARXIV.identifiers | {doi.seed.key}}))

    for order in permutations((doi, page, preprint)):
        assert len(works(*order).works) == 1


def test_works_without_a_common_identifier_stay_apart_even_with_one_title() -> None:
    one = read(seed("cvf:CVPR2022/A_paper", MAE), record("cvf cvf:CVPR2022/A_paper", title=MAE, authors=MAE_PEOPLE))
    other = read(seed("cvf:ICCV2023/A_paper", MAE, line=2), record("cvf cvf:ICCV2023/A_paper", title=MAE, authors=MAE_PEOPLE))

    assert len(works(one, other).works) == 2


def test_an_address_and_a_title_join_nothing() -> None:
    page = record("general url:https://example.org/papers", title=MAE, authors=MAE_PEOPLE)
    one = read(seed("url:https://example.org/papers", MAE), page)
    other = read(seed("title:0011223344556677", MAE, line=2, also=["url:https://example.org/papers"]))

    assert len(works(one, other).works) == 2


EFFICIENTNET = "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks"
EFFICIENTNET_V2 = "EfficientNetV2: Smaller Models and Faster Training"
TAN_AND_LE = "Tan, Mingxing; Le, Quoc V."


def test_a_doi_wrongly_given_to_two_papers_of_the_same_people_is_a_finding_and_joins_nothing() -> None:
    wrong = record("semantic_scholar arxiv:1905.11946", "doi:10.1000/v2", title=EFFICIENTNET, authors=TAN_AND_LE, year=2019)
    first = read(
        seed("arxiv:1905.11946", EFFICIENTNET), record("arxiv arxiv:1905.11946", title=EFFICIENTNET, authors=TAN_AND_LE, year=2019), wrong
    )
    second = read(
        seed("doi:10.1000/v2", EFFICIENTNET_V2, line=7),
        record("crossref doi:10.1000/v2", title=EFFICIENTNET_V2, authors=TAN_AND_LE, year=2021),
    )

    for drafts in ((first, second), (second, first)):
        reading = works(*drafts)
        [clash] = [f for f in reading.findings if f.kind == "shared_identifier"]
        assert len(reading.works) == 2
        assert "doi:10.1000/v2" in clash.message
        assert (EFFICIENTNET in clash.message, EFFICIENTNET_V2 in clash.message) == (True, True)
        assert (clash.list, clash.line) == ("list", drafts[1].seed.entries[0].line)
        assert clash.work_id == drafts[1].seed.key


# --- ids --------------------------------------------------------------------------------------------------------------


def test_a_work_bears_the_identifier_of_the_link_that_was_listed_first() -> None:
    assert ids(works(LISTED_PAPER, LISTED_PREPRINT)) == [MAE_CVF]
    assert ids(works(LISTED_PREPRINT, LISTED_PAPER)) == [MAE_ARXIV]


def test_new_links_are_minted_under_the_id_of_their_work() -> None:
    reading = works(LISTED_PREPRINT, LISTED_PAPER, minted={MAE_ARXIV: MAE_ARXIV})

    assert reading.minted == {MAE_CVF: MAE_ARXIV}


def test_an_id_stays_when_another_link_is_listed_before() -> None:
    reading = works(LISTED_PREPRINT, LISTED_PAPER, minted={MAE_CVF: MAE_CVF})

    assert ids(reading) == [MAE_CVF]
    assert [str(a) for a in reading.works[0].aliases] == [MAE_ARXIV]
    assert reading.minted == {MAE_ARXIV: MAE_CVF}


def test_an_id_stays_when_its_link_has_gone() -> None:
    reading = works(LISTED_PREPRINT, minted={MAE_ARXIV: "ieee:9879206"})

    assert ids(reading) == ["ieee:9879206"]
    assert [str(a) for a in reading.works[0].aliases] == [MAE_ARXIV]
    assert reading.minted == {}


def test_when_works_merge_the_first_id_stays_and_the_other_leads_to_it() -> None:
    reading = works(LISTED_PREPRINT, LISTED_PAPER, minted={MAE_ARXIV: MAE_ARXIV, MAE_CVF: MAE_CVF})

    assert ids(reading) == [MAE_ARXIV]
    assert [str(a) for a in reading.works[0].aliases] == [MAE_CVF]


@pytest.mark.parametrize(
    "drafts", [(LISTED_PREPRINT, LISTED_OTHER), (LISTED_OTHER, LISTED_PREPRINT)], ids=["as before", "listed in another order"]
)
def test_when_a_work_splits_each_part_has_an_id_of_its_own(drafts: Sequence[Draft]) -> None:
    reading = works(*drafts, minted={MAE_ARXIV: MAE_ARXIV, "arxiv:2106.08254": MAE_ARXIV})

    assert {str(k): str(v) for k, v in reading.work_of.items()} == {MAE_ARXIV: MAE_ARXIV, "arxiv:2106.08254": "arxiv:2106.08254"}
    assert all(w.aliases == () for w in reading.works)


def test_when_a_work_splits_whose_link_has_gone_the_first_part_keeps_the_id() -> None:
    reading = works(LISTED_OTHER, LISTED_PREPRINT, minted={MAE_ARXIV: "ieee:9879206", "arxiv:2106.08254": "ieee:9879206"})

    assert ids(reading) == ["ieee:9879206", MAE_ARXIV]


# --- identifiers ------------------------------------------------------------------------------------------------------

BY_INDEX = {"title": MAE, "authors": MAE_PEOPLE}


def test_the_identifier_of_the_link_is_chosen() -> None:
    said = record(f"crossref {MAE_DOI}", "doi:10.1000/other", **BY_INDEX)

    choice = only(read(seed(MAE_DOI, MAE), said)).chosen["doi"]

    assert (choice.value, choice.lookup.source, choice.rule) == (MAE_DOI.removeprefix("doi:"), "link", "the link says so")


def test_an_identifier_printed_on_the_page_comes_before_what_indexes_say() -> None:
    page = record(f"cvf {MAE_CVF}", "doi:10.1000/z-printed", title=MAE, authors=MAE_PEOPLE)
    said = record("openalex doi:10.1000/z-printed", "doi:10.1000/a-index", **BY_INDEX)

    choice = only(read(seed(MAE_CVF, MAE), page, said)).chosen["doi"]

    assert (choice.value, choice.rule) == ("10.1000/z-printed", "printed on the work's own page")


def test_registries_are_believed_about_a_doi_before_those_who_type_it() -> None:
    typed = record(f"arxiv {MAE_ARXIV}", "doi:10.1000/a-typed", title=MAE, authors=MAE_PEOPLE, venue="arXiv")
    index = record(f"semantic_scholar {MAE_ARXIV}", "doi:10.1000/z-index", **BY_INDEX)

    choice = only(read(seed(MAE_ARXIV, MAE), typed, index)).chosen["doi"]

    assert (choice.value, choice.rule) == ("10.1000/z-index", "semantic_scholar says so")


def test_arxiv_is_believed_about_its_own_numbers() -> None:
    index = record(f"semantic_scholar {MAE_DOI}", "arxiv:2001.00001", **BY_INDEX)
    found = hit(f"arxiv {MAE}", MAE_ARXIV, title=MAE, authors=MAE_PEOPLE, venue="arXiv")

    assert only(read(seed(MAE_DOI, MAE), index, found)).chosen["arxiv_id"].value == "2001.00001"
    assert only(read(seed(MAE_CVF, MAE, also=[MAE_ARXIV]), index, ON_ARXIV)).chosen["arxiv_id"].value == "2111.06377"


@pytest.mark.parametrize(
    ("field", "scheme", "order"),
    [
        ("doi", "doi:10.1000/{}", ("pubmed", "crossref", "dblp", "openalex", "semantic_scholar", "arxiv", "datacite")),
        ("arxiv_id", "arxiv:2001.0000{}", ("arxiv", "datacite", "semantic_scholar", "openalex", "dblp", "crossref", "pubmed")),
    ],
)
def test_each_who_is_believed_about_an_identifier_gives_way_to_the_one_before(field: str, scheme: str, order: tuple[str, ...]) -> None:
    for better, worse in pairwise(order):
        draft = Draft.of(seed("title:0011223344556677", MAE))
        for source, n in ((worse, 1), (better, 2)):
            draft = draft.with_record(hit(f"{source} {MAE}", scheme.format(n), title=MAE))
        assert only(draft).chosen[field].value == scheme.format(2).partition(":")[2], (better, worse)


def test_of_one_sources_identifiers_the_smallest_is_chosen() -> None:
    draft = Draft.of(seed("title:0011223344556677", MAE)).with_record(hit(f"crossref {MAE}", "doi:10.1000/b", "doi:10.1000/a", title=MAE))

    assert only(draft).chosen["doi"].value == "10.1000/a"


IN_JOURNAL: dict[str, str | int] = {**BY_INDEX, "venue": "TPAMI", "year": 2023, "type": "article-journal"}


def test_the_doi_of_the_journals_extension_is_not_shown_beside_the_conference() -> None:
    extension = record(f"semantic_scholar {MAE_ARXIV}", "doi:10.1109/tpami.2023.1", **IN_JOURNAL)

    work = only(read(seed(MAE_CVF, MAE), AT_CVF, extension))

    assert (work.chosen["venue"].value, "doi" in work.chosen) == ("CVPR", False)
    assert [(v.kind, v.venue) for v in work.versions] == [("proceedings", "CVPR"), ("journal", "TPAMI")]


def test_the_doi_of_what_is_shown_is_chosen_whichever_it_is() -> None:
    both = record(f"semantic_scholar {MAE_ARXIV}", "doi:10.1109/tpami.2023.1", **IN_JOURNAL)

    assert only(read(seed(MAE_ARXIV, MAE), ON_ARXIV, both)).chosen["doi"].value == "10.1109/tpami.2023.1"
    assert only(read(seed(MAE_CVF, MAE), AT_CVF.model_copy(update={"identifiers": AT_CVF.identifiers | both.identifiers}), both)).chosen[
        "doi"
    ]


def test_numbers_of_sources_that_are_asked_only_for_gaps_are_shown_only_where_link_or_page_names_them() -> None:
    found = record(
        f"crossref {MAE_DOI}", "ieee:9879206", "openalex:W1", "dblp:conf/cvpr/He", title=MAE, authors=MAE_PEOPLE, venue="CVPR", year=2022
    )

    by_the_way = only(read(seed(MAE_DOI, MAE), found))
    listed = only(read(seed("ieee:9879206", MAE, also=[MAE_DOI]), found))

    assert {str(i) for i in by_the_way.identifiers} == {MAE_DOI}
    assert {str(i) for i in listed.identifiers} == {MAE_DOI, "ieee:9879206"}


def test_a_number_that_only_a_search_by_title_gave_is_not_shown() -> None:
    by_title = hit(f"semantic_scholar {MAE}", "corpusid:243985980", MAE_DOI, **BY_INDEX)
    by_id = record(f"semantic_scholar {MAE_DOI}", "corpusid:243985980", **BY_INDEX)

    assert {str(i) for i in only(read(seed(MAE_DOI, MAE), by_title)).identifiers} == {MAE_DOI}
    assert {str(i) for i in only(read(seed(MAE_DOI, MAE), by_id)).identifiers} == {MAE_DOI, "corpusid:243985980"}


def test_an_identifier_that_led_elsewhere_is_not_chosen() -> None:
    index = record(f"semantic_scholar {MAE_ARXIV}", MAE_DOI, **BY_INDEX)
    other = record(f"openalex {MAE_DOI}", title=BEIT, authors=BEIT_PEOPLE)

    work = only(read(seed(MAE_ARXIV, MAE), ON_ARXIV, index, other))

    assert "doi" not in work.chosen
    assert MAE_DOI not in map(str, work.identifiers)


# --- addresses --------------------------------------------------------------------------------------------------------


def addresses(draft: Draft) -> dict[str, object]:
    return {f: c.value for f, c in only(draft).chosen.items() if f.endswith("url")}


def test_an_arxiv_link_has_its_page_and_file_by_rule() -> None:
    assert addresses(read(seed(MAE_ARXIV, MAE))) == {
        "preprint_url": "https://arxiv.org/abs/2111.06377",
        "url": "https://arxiv.org/abs/2111.06377",
        "pdf_url": "https://arxiv.org/pdf/2111.06377",
    }


def test_the_page_of_the_proceedings_is_where_it_was_published() -> None:
    found = addresses(LISTED_PAPER)

    assert found["published_url"] == found["url"] == "https://cvf.example/mae"
    assert found["preprint_url"] == "https://arxiv.org/abs/2111.06377"


def test_a_published_preprint_leads_to_its_doi() -> None:
    index = record(f"semantic_scholar {MAE_ARXIV}", MAE_DOI, venue="CVPR", year=2022, **BY_INDEX)

    found = addresses(read(seed(MAE_ARXIV, MAE), ON_ARXIV, index))

    assert found["published_url"] == "https://doi.org/10.1109/cvpr52688.2022.01553"
    assert found["url"] == "https://arxiv.org/abs/2111.06377"


def test_a_preprint_with_a_doi_of_its_own_is_published_nowhere() -> None:
    assert "published_url" not in addresses(
        read(seed("doi:10.1101/2020.01.01.1", MAE), record("crossref doi:10.1101/2020.01.01.1", venue="bioRxiv", title=MAE))
    )


def test_a_doi_is_an_address_where_there_is_no_other() -> None:
    found = addresses(read(seed(MAE_DOI, MAE)))

    assert found["url"] == found["published_url"] == "https://doi.org/10.1109/cvpr52688.2022.01553"


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (
            "openreview:p-BhZSz59o4",
            {"url": "https://openreview.net/forum?id=p-BhZSz59o4", "pdf_url": "https://openreview.net/pdf?id=p-BhZSz59o4"},
        ),
        ("pmid:12345678", {"url": "https://pubmed.ncbi.nlm.nih.gov/12345678/"}),
        ("ieee:9879206", {}),
        ("acm:3503161", {}),
    ],
)
def test_a_site_makes_addresses_of_its_own_identifiers_only(key: str, found: dict[str, str]) -> None:
    assert addresses(read(seed(key, MAE))) == found


def test_a_work_that_is_only_a_title_has_no_address() -> None:
    assert addresses(read(seed("title:0011223344556677", MAE))) == {}


# --- status -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draft", "when_settled", "otherwise", "missing"),
    [
        (LISTED_PAPER, Status.COMPLETE, Status.COMPLETE, ()),
        (LISTED_PREPRINT, Status.COMPLETE, Status.COMPLETE, ()),
        (LISTED_OTHER, Status.PARTIAL, Status.PENDING, ("abstract",)),
        (read(seed(MAE_ARXIV, MAE)), Status.PARTIAL, Status.PENDING, ("authors", "venue", "year", "abstract")),
        (read(seed(MAE_ARXIV, MAE, venue="CVPR", year=2022)), Status.PARTIAL, Status.PENDING, ("authors", "abstract")),
        (read(seed(MAE_ARXIV)), Status.PARTIAL, Status.PENDING, ("title", "authors", "venue", "year", "abstract")),
    ],
    ids=["paper", "preprint", "without abstract", "nobody knows it", "nobody knows it, much is listed", "bare link"],
)
def test_a_work_is_complete_pending_or_partial(draft: Draft, when_settled: Status, otherwise: Status, missing: tuple[str, ...]) -> None:
    [known], [waiting] = read_works([draft], {}, settled).works, read_works([draft], {}, never).works

    assert (known.status, waiting.status) == (when_settled, otherwise)
    assert known.missing == waiting.missing == missing


def test_one_source_that_has_not_spoken_leaves_a_work_pending() -> None:
    [work] = read_works([LISTED_OTHER], {}, lambda x: x.source != "openalex" and x.by == "id").works

    assert work.status == Status.PENDING


def test_a_container_that_no_table_knows_completes_a_work() -> None:
    paper = record("crossref doi:10.1000/a", title=MAE, authors=MAE_PEOPLE, year=2022, abstract="We mask.", container_title="Some Meeting")

    [work] = read_works([read(seed("doi:10.1000/a", MAE), paper)], {}, never).works

    assert (work.status, work.missing) == (Status.COMPLETE, ())


def test_a_title_that_only_the_list_gives_completes_nothing() -> None:
    page = record("crossref doi:10.1000/a", authors=MAE_PEOPLE, year=2022, abstract="We mask.", venue="CVPR")
    draft = read(seed("doi:10.1000/a", MAE), page)

    assert [w.status for w in read_works([draft], {}, settled).works] == [Status.PARTIAL]


PLACELESS = record(f"semantic_scholar {MAE_ARXIV}", MAE_DOI, **BY_INDEX)

# --- findings ---------------------------------------------------------------------------------------------------------


def findings(kind: str, *drafts: Draft) -> list[tuple[int | None, str, str | None]]:
    return [(f.line, f.message, f.suggestion) for f in works(*drafts).findings if f.kind == kind]


def test_a_link_that_leads_to_another_title_is_a_finding() -> None:
    draft = read(seed(MAE_ARXIV, BEIT, line=5), ON_ARXIV)

    [(line, message, suggestion)] = findings("title_differs", draft)

    assert line == 5
    assert message.startswith(f"listed as “{BEIT}”, but the link leads to “{MAE}” (score below")
    assert suggestion == "check the link, or take the paper's title"


@pytest.mark.parametrize(
    "draft",
    [LISTED_PREPRINT, read(seed(MAE_ARXIV, MAE.lower()), ON_ARXIV), read(seed(MAE_ARXIV), ON_ARXIV), read(seed(MAE_ARXIV, MAE))],
    ids=["same title", "other case", "no title listed", "nobody knows another"],
)
def test_a_title_that_agrees_is_no_finding(draft: Draft) -> None:
    assert findings("title_differs", draft) == []


def test_each_entry_of_a_work_is_told_about_its_own_title() -> None:
    assert [line for line, _, _ in findings("title_differs", LISTED_PREPRINT, read(seed(MAE_CVF, BEIT, line=9), AT_CVF))] == [9]


def test_a_near_miss_is_a_finding() -> None:
    other = hit(f"crossref {MAE}", "doi:10.1000/x", title=f"{MAE} 2", authors=MAE_PEOPLE, year=2022)

    [(line, message, suggestion)] = findings("refused_match", read(seed("title:0011223344556677", MAE, line=4, year=2022), other))

    assert (line, suggestion) == (4, "if it is the work: accept title:0011223344556677 doi:10.1000/x")
    assert message == f"crossref by title: {MAE} offered “{MAE} 2” (numbers differ: 2 and none; people unknown)"


def test_an_accepted_match_is_no_finding() -> None:
    assert findings("refused_match", LISTED_PREPRINT) == []


def test_a_preprint_that_has_been_published_is_a_finding() -> None:
    index = record(f"semantic_scholar {MAE_ARXIV}", MAE_DOI, venue="CVPR", year=2022, **BY_INDEX)

    assert findings("preprint_published", read(seed(MAE_ARXIV, MAE, line=8), ON_ARXIV, index)) == [
        (8, "the preprint has been published at CVPR", "https://doi.org/10.1109/cvpr52688.2022.01553")
    ]


def test_where_nobody_knows_the_place_of_a_published_preprint_the_index_that_says_so_is_named() -> None:
    index = record(f"semantic_scholar {MAE_ARXIV}", venue="CVPR", year=2022, **BY_INDEX)

    assert findings("preprint_published", read(seed(MAE_ARXIV, MAE, line=8), ON_ARXIV, index)) == [
        (8, "the preprint has been published at CVPR, says semantic scholar", None)
    ]


@pytest.mark.parametrize(
    "draft",
    [LISTED_PREPRINT, LISTED_PAPER, read(seed(MAE_ARXIV, MAE, venue="CVPR")), read(seed(MAE_ARXIV, MAE), PLACELESS)],
    ids=["a preprint still", "listed by its page", "published, as the list says itself", "nobody names the venue"],
)
def test_a_paper_listed_as_it_should_be_is_no_finding(draft: Draft) -> None:
    assert findings("preprint_published", draft) == []


def test_what_is_chosen_for_a_work_is_what_its_draft_shows() -> None:
    work = only(LISTED_PAPER)

    assert {f: c.value for f, c in work.chosen.items() if f in shown(LISTED_PAPER)} == shown(LISTED_PAPER)
    assert lookup(f"cvf {MAE_CVF}") in LISTED_PAPER.consulted


# --- which version is shown -------------------------------------------------------------------------------------------


def shown_as(show: Show, *drafts: Draft) -> dict[str, object]:
    [work] = read_works(drafts, {}, settled, (), show).works
    return {field: choice.value for field, choice in work.chosen.items()}


def test_the_published_version_is_shown_unless_the_preprint_is_wished_for() -> None:
    both = (LISTED_PREPRINT, LISTED_PAPER)
    fields = ("venue", "year", "url", "preprint_url", "published_url")

    published, preprint = shown_as("published", *both), shown_as("preprint", *both)

    addresses = ("https://arxiv.org/abs/2111.06377", "https://cvf.example/mae")
    assert tuple(published[f] for f in fields) == ("CVPR", 2022, addresses[1], *addresses)
    assert tuple(preprint[f] for f in fields) == ("arXiv", 2021, addresses[0], *addresses)
    assert preprint["type"] == "preprint"


def test_a_work_without_a_preprint_is_shown_as_published() -> None:
    assert shown_as("preprint", LISTED_PAPER) == shown_as("published", LISTED_PAPER)


def test_pages_of_the_publication_are_no_pages_of_the_preprint() -> None:
    paged = read(seed(MAE_CVF, MAE, line=2), AT_CVF, ON_ARXIV, record(f"crossref {MAE_DOI}", venue="CVPR", pages="1-9"))

    assert "pages" not in shown_as("preprint", paged)


def test_what_a_person_set_is_shown_with_every_version() -> None:
    corrections = parse(f'[[set]]\nwork = "{MAE_ARXIV}"\nfield = "venue"\nvalue = "ICLR"\nreason = "r"\non = 2026-11-22\n', "c.toml")
    names = frozenset({LISTED_PREPRINT.seed.key})
    by_hand = read(seed(MAE_ARXIV, MAE).model_copy(update={"corrected": corrected(corrections, names)}), ON_ARXIV)

    assert shown_as("preprint", by_hand)["venue"] == "ICLR"


def test_every_chosen_claim_is_about_its_field() -> None:
    retracted = record(
        f"cvf {MAE_CVF}", MAE_DOI, title=f"RETRACTED: {MAE}", authors=MAE_PEOPLE, venue="CVPR", url="https://cvf.example/mae"
    )

    for work in (only(LISTED_PREPRINT), only(LISTED_PAPER), only(read(seed(MAE_CVF, MAE), retracted))):
        assert {name: choice.claim.field for name, choice in work.chosen.items()} == {name: name for name in work.chosen}
