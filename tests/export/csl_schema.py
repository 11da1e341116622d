"""What CSL-JSON allows, as a JSON Schema: the facts of csl-data.json 1.0.2 (https://github.com/citation-style-language/schema)."""

from __future__ import annotations

from typing import Any

TYPES = [
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic",
    "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic",
    "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet",
    "paper-conference", "patent", "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation",
    "report", "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
NAMES = [
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator", "director",
    "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator", "interviewer", "narrator", "organizer",
    "original-author", "performer", "producer", "recipient", "reviewed-author", "script-writer", "series-creator", "translator",
]  # fmt: skip
DATES = ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"]
TEXTS = [
    "abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority", "call-number",
    "citation-key", "citation-label", "collection-title", "container-title", "container-title-short", "dimensions", "division",
    "DOI", "event", "event-place", "event-title", "genre", "ISBN", "ISSN", "journalAbbreviation", "jurisdiction", "keyword",
    "language", "medium", "note", "original-publisher", "original-publisher-place", "original-title", "part-title", "PMCID",
    "PMID", "publisher", "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "section", "shortTitle",
    "source", "status", "title", "title-short", "URL", "version", "volume-title", "volume-title-short", "year-suffix",
]  # fmt: skip
NUMBERS = [
    "chapter-number", "citation-number", "collection-number", "edition", "first-reference-note-number", "id", "issue", "locator",
    "number", "number-of-pages", "number-of-volumes", "page", "page-first", "part", "printing", "supplement", "volume",
]  # fmt: skip

TEXT = {"type": "string"}
NUMBER = {"type": ["string", "number"]}
FLAG = {"type": ["string", "number", "boolean"]}
PARTS = {"type": "array", "minItems": 1, "maxItems": 3, "items": NUMBER}


def _closed(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


NAME = _closed(
    {
        **dict.fromkeys(("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"), TEXT),
        **dict.fromkeys(("comma-suffix", "static-ordering", "parse-names"), FLAG),
    }
)
DATE = _closed(
    {
        "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": PARTS},
        "season": NUMBER,
        "circa": FLAG,
        "literal": TEXT,
        "raw": TEXT,
    }
)
SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": _closed(
        {
            "type": {"enum": TYPES},
            "custom": {"type": "object"},
            "categories": {"type": "array", "items": TEXT},
            **dict.fromkeys(TEXTS, TEXT),
            **dict.fromkeys(NUMBERS, NUMBER),
            **dict.fromkeys(DATES, DATE),
            **{name: {"type": "array", "items": NAME} for name in NAMES},
        },
        required=["type", "id"],
    ),
}
