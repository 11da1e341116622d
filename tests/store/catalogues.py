"""Small catalogues for the tests of store and export: real bibliographic facts, abstracts in our own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Literal, get_args

from pydantic import JsonValue

from pipeline.models import (
    Answer,
    Catalogue,
    Change,
    Choice,
    Claim,
    Entry,
    Field,
    Finding,
    Identifier,
    Link,
    Listed,
    ListState,
    Lookup,
    Outcome,
    Person,
    Record,
    RunRecord,
    Status,
    Version,
    Work,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
RUN = "2026-11-22T12:00:00Z"
FIELDS: tuple[Field, ...] = get_args(Field)
COMPLETE = ("title", "authors", "venue", "year", "abstract")
IDENTIFIER_SCHEMES = {"doi": "doi", "arxiv_id": "arxiv"}


def people(*names: str) -> list[JsonValue]:
    """`Family, Given` each; a name without a comma is a group or a single name."""
    persons = [Person(family=family, given=given) for family, _, given in (name.partition(", ") for name in names)]
    return [p.model_dump(exclude_defaults=True) for p in persons]


def work(
    work_id: str,
    *,
    source: str = "cvf",
    versions: Iterable[Version] = (),
    more: Iterable[Record] = (),
    aliases: Iterable[str] = (),
    **fields: JsonValue,
) -> Work:
    """A work all of whose chosen values come from one source, asked by the work's identifier."""
    lookup = Lookup(source=source, by="id", value=work_id)
    identifiers = {Identifier.parse(work_id)}
    identifiers |= {
        Identifier(scheme=scheme, value=str(fields[field])) for field, scheme in IDENTIFIER_SCHEMES.items() if fields.get(field)
    }
    claims = {field: _claim(field, value) for field, value in fields.items() if value is not None}
    said = tuple(claim for field, claim in claims.items() if field in FIELDS)
    missing = tuple(field for field in COMPLETE if field not in claims)
    return Work(
        id=Identifier.parse(work_id),
        identifiers=frozenset(identifiers),
        chosen={f: Choice(value=c.clean, claim=c, lookup=lookup, rule="1: the publisher's own page") for f, c in claims.items()},
        versions=tuple(versions),
        records=(Record(lookup=lookup, identifiers=frozenset(identifiers), claims=said), *more),
        matches=(),
        status=Status.PARTIAL if missing else Status.COMPLETE,
        missing=missing,
        aliases=tuple(map(Identifier.parse, aliases)),
    )


def listed(
    work: Work,
    *,
    position: int,
    list: str = "mim",
    section_path: tuple[str, ...] = ("Objective Function",),
    links: Mapping[Literal["code", "project"], str] | None = None,
    **fields: object,
) -> Listed:
    url = f"https://example.org/{work.id.value}.pdf"
    paper = Link(role="paper", url=url, text="")
    others = [Link(role=role, url=to, text=role) for role, to in (links or {}).items()]
    title = work.chosen["title"].value if "title" in work.chosen else None
    given = {"list": list, "line": 10 + position, "position": position, "section_path": section_path, "title": title, "paper_url": url}
    entry = Entry.model_validate({**given, "links": (paper, *others), **fields})
    return Listed(entry=entry, work_id=work.id, identifiers=frozenset({work.id}), repaired_url=entry.paper_url)


def catalogue(
    entries: Iterable[Listed],
    works: Iterable[Work],
    *,
    answers: Iterable[Answer] = (),
    findings: Iterable[Finding] = (),
    changes: Iterable[Change] = (),
    since: date = date(2026, 11, 20),
) -> Catalogue:
    kept = tuple(entries)
    lists = (
        ListState(
            name=name,
            address=f"https://github.com/example/{name}",
            path=None,
            synced_at=NOON,
            sha256="0" * 64,
            entries=sum(e.entry.list == name for e in kept),
        )
        for name in sorted({e.entry.list for e in kept})
    )
    published = (w.model_copy(update={"since": dict.fromkeys(w.chosen, since)}) for w in works)
    run = RunRecord(id=RUN, started=NOON, ended=None, requests=4, found=3, not_found=1, refused=0, broken=0)
    return Catalogue(contents=(*lists, *kept, *published, *answers, *findings, *changes, run), digest="d" * 16)


def _claim(name: str, value: JsonValue) -> Claim:
    """Identifiers and addresses of versions are read off a claim about the address."""
    field: Field = next((f for f in FIELDS if f == name), "url")
    raw = "\n".join(Person.model_validate(p).name for p in value) if isinstance(value, list) else str(value)
    return Claim(field=field, raw=raw, clean=value, way=f"citation_{name}")


MAE = work(
    "cvf:CVPR2022/He_Masked_Autoencoders_Are_Scalable_Vision_Learners",
    title="Masked Autoencoders Are Scalable Vision Learners",
    authors=people("He, Kaiming", "Chen, Xinlei", "Xie, Saining", "Li, Yanghao", "Dollár, Piotr", "Girshick, Ross"),
    venue="CVPR",
    container_title="Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition",
    type="proceedings-article",
    year=2022,
    issued="2022-06",
    pages="16000-16009",
    abstract="Three quarters of an image are hidden and an encoder that sees only the rest learns to paint them; it scales well.",
    doi="10.1109/cvpr52688.2022.01553",
    arxiv_id="2111.06377",
    url="https://openaccess.thecvf.com/content/CVPR2022/html/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.html",
    pdf_url="https://openaccess.thecvf.com/content/CVPR2022/papers/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.pdf",
    preprint_url="https://arxiv.org/abs/2111.06377",
    aliases=["title:0123456789abcdef"],
)
BEIT_LOOKUP = Lookup(source="arxiv", by="id", value="arxiv:2106.08254")
BEIT = work(
    "arxiv:2106.08254",
    source="arxiv",
    title="BEiT: BERT Pre-Training of Image Transformers",
    authors=people("Bao, Hangbo", "Dong, Li", "Piao, Songhao", "Wei, Furu"),
    venue="ICLR",
    type="proceedings-article",
    year=2022,
    issued="2022-01-28",
    abstract="Patches are masked and their visual tokens predicted.\n\nFine-tuning then needs few labels.",
    arxiv_id="2106.08254",
    url="https://openreview.net/forum?id=p-BhZSz59o4",
    pdf_url="https://arxiv.org/pdf/2106.08254",
    preprint_url="https://arxiv.org/abs/2106.08254",
    published_url="https://openreview.net/forum?id=p-BhZSz59o4",
    versions=[
        Version(
            kind="preprint",
            identifiers=frozenset({Identifier.parse("arxiv:2106.08254")}),
            title="BEiT: BERT Pre-Training of Image Transformers",
            venue="arXiv",
            year=2021,
            url="https://arxiv.org/abs/2106.08254",
            lookup=BEIT_LOOKUP,
        ),
        Version(
            kind="proceedings",
            identifiers=frozenset({Identifier.parse("openreview:p-BhZSz59o4")}),
            title="BEiT: BERT Pre-Training of Image Transformers",
            venue="ICLR",
            year=2022,
            url="https://openreview.net/forum?id=p-BhZSz59o4",
            lookup=BEIT_LOOKUP,
        ),
    ],
    more=[
        Record(
            lookup=Lookup(source="crossref", by="title", value="BEiT: BERT Pre-Training of Image Transformers"),
            identifiers=frozenset(),
            claims=(Claim(field="year", raw="2021", clean=2021, way="issued"),),
        )
    ],
)
SIMMIM = work(
    "cvf:CVPR2022/Xie_SimMIM_A_Simple_Framework_for_Masked_Image_Modeling",
    title="SimMIM: A Simple Framework for Masked Image Modeling",
    authors=people("Xie, Zhenda", "Zhang, Zheng", "Cao, Yue", "Lin, Yutong", "Bao, Jianmin", "Yao, Zhuliang", "Dai, Qi", "Hu, Han"),
    venue="CVPR",
    type="proceedings-article",
    year=2022,
    abstract="Large random patches, raw pixels as the target and a head of one layer are enough.",
    arxiv_id="2111.09886",
    withdrawn="This paper has been withdrawn by its authors",
)
UNREAD = work("url:example.org/gone.pdf", source="list", title="A Title That Only the List Knows")
NAMELESS = work("url:example.org/nothing-known", source="list")

ENTRIES = (
    listed(MAE, position=1, section_path=("Single Level", "Objective Function"), links={"code": "https://github.com/facebookresearch/mae"}),
    listed(BEIT, position=2, section_path=("Single Level", "Target Features"), alias="BEiT"),
    listed(SIMMIM, position=3, section_path=("Single Level", "Objective Function")),
    listed(MAE, position=4, section_path=("Two Level",)),
    listed(UNREAD, position=5, section_path=()),
    listed(NAMELESS, position=6, section_path=("Two Level",), paper_url="javascript:alert(1)"),
    listed(BEIT, position=1, list="awesome", section_path=("Papers",), title="BEIT Pretraining", links={"project": "https://aka.ms/beit"}),
)
ANSWERS = (
    Answer(lookup=BEIT_LOOKUP, outcome=Outcome.FOUND, response=7, at=NOON, run=RUN),
    Answer(
        lookup=Lookup(source="general", by="id", value="url:example.org/gone.pdf"),
        outcome=Outcome.NOT_FOUND,
        reason="404 from example.org",
        response=8,
        at=NOON,
        run=RUN,
    ),
    Answer(
        lookup=Lookup(source="openalex", by="title", value="A Title That Only the List Knows"),
        outcome=Outcome.NOT_FOUND,
        response=9,
        at=NOON,
        run=RUN,
    ),
)
WORKS = (MAE, BEIT, SIMMIM, UNREAD, NAMELESS)
SMALL = catalogue(
    ENTRIES,
    WORKS,
    answers=ANSWERS,
    findings=(Finding(kind="listed_twice", list="mim", line=14, work_id=MAE.id, message="also on line 11"),),
    changes=(
        Change(list="mim", line=13, work_id=SIMMIM.id, kind="added", field=None, before=None, after=None, run=RUN, on=date(2026, 11, 22)),
        Change(
            list="mim",
            line=12,
            work_id=BEIT.id,
            kind="now published",
            field="venue",
            before="arXiv",
            after="ICLR",
            run=RUN,
            on=date(2026, 11, 22),
        ),
    ),
)
"""Five works in seven entries of two lists: complete ones, one listed twice, one dead, one of which nothing is known."""
