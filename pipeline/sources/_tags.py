"""The tags in which pages describe a work: for every field an ordered table, best first, a reason per row.

Names are in lower case, as `Page` gives them; `ScholarlyArticle.*` are properties of a page's JSON-LD.
"""

from __future__ import annotations

import re

GENERIC_TITLE = re.compile(
    r"""(?x)
    [A-Z]{3,6}[ ]?\d{4}[ ](?:Workshops?[ ])?Open[ ]Access[ ]Repository    # CVF, on every page
    | ECVA[ ]\|.*                                                        # ECVA, on every page
    | (?:Home|Homepage|Index|Untitled|Error|Login|Log[ ]in|Sign[ ]in|Redirecting|Loading)[.…]*
    | Just[ ]a[ ]moment\.*  | Attention[ ]Required![ ]\|[ ]Cloudflare  | Access[ ]Denied  | Request[ ]Rejected
    | Verifying[ ]your[ ]browser.*  | Making[ ]sure[ ]you['’]re[ ]not[ ]a[ ]bot!
    | (?:(?:Error|HTTP)[ ])?(?:4\d\d|50\d)
      (?:[ :–-]+(?:(?:Page[ ])?Not[ ]Found|Forbidden|Too[ ]Many[ ]Requests|.*Error|.*Gateway|.*Unavailable))?
    | (?:(?:Page|File|Article|Document)[ ])?not[ ]found[.!]*
    """,
    re.IGNORECASE,
)
"""What sites put where a title belongs; no work is called so on a page that has no better title."""

AUTHOR_TAGS = (
    ("citation_author", "one tag a name: Highwire, the form that Google Scholar asks for"),
    ("citation_authors", "all names in one tag, parted by semicolons: PubMed, old Highwire"),
    ("bepress_citation_author", "Digital Commons repositories"),
    ("eprints.creators_name", "EPrints repositories"),
    ("dc.creator.personalname", "Open Journal Systems"),
    ("dc.creator", "Springer Nature, HAL"),
    ("dcterms.creator", "DSpace"),
    ("dc.contributor", "eLife and bioRxiv have no creator and put the authors here; after creator, since elsewhere it means editors"),
    ("ScholarlyArticle.author", "JSON-LD, often with the first authors only: last"),
)

MAY_HAVE_OTHERS = frozenset({"dc.contributor"})
"""Ways that may name more people than the authors."""

# Not among them is citation_online_date: of an old article the day of its scan, of a new one often the year before its issue.
DATE_TAGS = (
    ("citation_publication_date", "the date of the publication itself"),
    ("citation_date", "the same, in older Highwire"),
    ("bepress_citation_date", "Digital Commons repositories"),
    ("eprints.date", "EPrints repositories"),
    ("citation_year", "a year alone"),
    ("citation_cover_date", "the issue's cover; may be later than the publication"),
    ("dc.date.issued", "Open Journal Systems: the issue's date"),
    ("dcterms.issued", "DSpace"),
    ("prism.publicationdate", "at Springer Nature the day online"),
    ("dc.date", "at Springer Nature the day online"),
    ("ScholarlyArticle.datePublished", "JSON-LD, mostly the day online"),
)

DAYS_ONLINE = frozenset({"citation_online_date", "prism.publicationdate", "dc.date", "ScholarlyArticle.datePublished"})
"""Dates that may lie long before that of the issue."""

CONTAINER_TAGS = (
    ("citation_journal_title", "journals, and proceedings that call themselves one (NeurIPS, AAAI)"),
    ("citation_inbook_title", "the volume in which a chapter stands"),
    ("citation_book_title", "the same, elsewhere"),
    ("citation_conference_title", "after the volume: Springer gives here the conference, not the book"),
    ("citation_conference", "the same, elsewhere"),
    ("bepress_citation_journal_title", "Digital Commons repositories"),
    ("prism.publicationname", "Springer Nature, where a page has no citation tags"),
    ("dcterms.ispartof", "DSpace"),
    ("ScholarlyArticle.isPartOf", "JSON-LD; a volume or an issue may stand between"),
    ("dc.relation.ispartof", "HAL, DSpace; behind the others because it may hold a whole citation"),
)

TITLE_TAGS = (
    ("citation_title", "Highwire: only works have it"),
    ("bepress_citation_title", "Digital Commons repositories"),
    ("eprints.title", "EPrints repositories"),
    ("dc.title", "any page may have it: counts when an author or a DOI stands beside it"),
    ("dcterms.title", "the same"),
    ("ScholarlyArticle.headline", "JSON-LD; the type says that it is a work, but sites shorten headlines"),
    ("og:title", "the title for social media, on every page: counts beside authors or a DOI, after all others"),
)
SCHOLARLY_TITLES = frozenset({"citation_title", "bepress_citation_title", "eprints.title", "ScholarlyArticle.headline"})

ABSTRACT_TAGS = (
    ("citation_abstract", "whole, sometimes with markup"),
    ("dcterms.abstract", "DSpace, EPrints"),
    ("eprints.abstract", "EPrints repositories"),
    ("dc.description", "whole at most journals, cut on Springer's chapters: counts when it ends like a sentence"),
    ("dcterms.description", "the same"),
)
MAY_BE_CUT = frozenset({"dc.description", "dcterms.description"})

ABSTRACT_ELEMENTS = (
    "div#Abs1-content", "section#abstract", "div#abstract", "div.abstract:not(.author-highlights, .graphical)", "section.abstract",
    "p.abstract", "blockquote.abstract",
)  # fmt: skip
"""Elements that sites without an abstract tag use, by what they call themselves; an element counts when the page has exactly one of it."""

DOI_TAGS = (
    ("citation_doi", "Highwire"),
    ("dc.identifier.doi", "Open Journal Systems"),
    ("prism.doi", "Springer Nature, with `doi:` before it"),
    ("doi", "Springer Nature"),
    ("bepress_citation_doi", "Digital Commons repositories"),
    ("dc.identifier", "any identifier: counts when it is a DOI"),
    ("dcterms.identifier", "the same"),
)

PAGE_TAGS = (("citation_firstpage", "citation_lastpage"), ("prism.startingpage", "prism.endingpage"))

TYPE_TAGS = (
    ("citation_dissertation_institution", "thesis"),
    ("citation_technical_report_institution", "report"),
    ("citation_conference_title", "paper-conference"),
    ("citation_inbook_title", "chapter"),
    ("citation_journal_title", "article-journal"),
)
"""What the presence of a tag says, in the words of CSL; a chapter with a conference is a paper of its proceedings, hence the order."""
