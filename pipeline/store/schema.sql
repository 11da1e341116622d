-- The tables of the published file, in the order in which they are filled.
-- No keys and no indexes: the file is written once, checked by check.py and only read afterwards.

CREATE TABLE meta (
    schema_version INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    pipeline_version VARCHAR NOT NULL
);
COMMENT ON TABLE meta IS 'One row about this file.';
COMMENT ON COLUMN meta.schema_version IS 'Version of tables and views; it rises when a column is renamed, removed or given another meaning.';
COMMENT ON COLUMN meta.digest IS 'Hash of everything that went in; equal digests mean equal content.';
COMMENT ON COLUMN meta.pipeline_version IS 'Version of the program that wrote the file.';

CREATE TABLE lists (
    name VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    path VARCHAR,
    synced_at TIMESTAMP,
    sha256 VARCHAR NOT NULL,
    entries INTEGER NOT NULL,
    quarantined VARCHAR
);
COMMENT ON TABLE lists IS 'One row per reading list.';
COMMENT ON COLUMN lists.name IS 'Short name; other tables refer to it.';
COMMENT ON COLUMN lists.address IS 'URL or path as given.';
COMMENT ON COLUMN lists.path IS 'Copy within the project; null where there is none.';
COMMENT ON COLUMN lists.synced_at IS 'UTC, when the list was last read at its address; null where only the project''s own copy was read.';
COMMENT ON COLUMN lists.sha256 IS 'Hash of the text that was read.';
COMMENT ON COLUMN lists.entries IS 'Number of entries found in it.';
COMMENT ON COLUMN lists.quarantined IS 'Why the newest text was not taken; null when it was.';

CREATE TABLE entries (
    list VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    page VARCHAR,
    line INTEGER NOT NULL,
    section VARCHAR,
    section_path VARCHAR[] NOT NULL,
    title VARCHAR,
    alias VARCHAR,
    year INTEGER,
    venue VARCHAR,
    paper_url VARCHAR,
    repaired_url VARCHAR,
    work_id VARCHAR NOT NULL,
    identifiers VARCHAR[] NOT NULL,
    mentions VARCHAR[] NOT NULL
);
COMMENT ON TABLE entries IS 'One row per item of a reading list, as listed. Key: list, position.';
COMMENT ON COLUMN entries.list IS 'Name of the list.';
COMMENT ON COLUMN entries.position IS 'Place among the entries of the list, from 1.';
COMMENT ON COLUMN entries.page IS 'File in which the line counts, for a list of several files; null for its main file.';
COMMENT ON COLUMN entries.line IS 'First source line of the entry, from 1.';
COMMENT ON COLUMN entries.section IS 'Innermost heading; null before the first heading.';
COMMENT ON COLUMN entries.section_path IS 'Enclosing headings, outermost first, without the document''s title; empty before the first heading.';
COMMENT ON COLUMN entries.title IS 'Title as listed, without markup; null where the list gives none.';
COMMENT ON COLUMN entries.alias IS 'Nickname before the title; null where the list gives none.';
COMMENT ON COLUMN entries.year IS 'Year as listed; null where the list gives none.';
COMMENT ON COLUMN entries.venue IS 'Venue as listed, without its year; null where the list gives none.';
COMMENT ON COLUMN entries.paper_url IS 'Address that the list offers as the paper, verbatim; null where there is none.';
COMMENT ON COLUMN entries.repaired_url IS 'The same address, mended and followed; equal where nothing had to be mended, null where there is none.';
COMMENT ON COLUMN entries.work_id IS 'The work that the entry names: works.id.';
COMMENT ON COLUMN entries.identifiers IS 'What the entry''s link and text identify, as scheme:value, sorted.';
COMMENT ON COLUMN entries.mentions IS 'Identifiers that stand in the entry''s text without a link, verbatim.';

CREATE TABLE links (
    list VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    identifier VARCHAR
);
COMMENT ON TABLE links IS 'One row per address in an entry, the paper''s own included. Key: list, position, number.';
COMMENT ON COLUMN links.list IS 'Name of the list.';
COMMENT ON COLUMN links.position IS 'Place of the entry in the list: entries.position.';
COMMENT ON COLUMN links.number IS 'Place of the link within the entry, from 1.';
COMMENT ON COLUMN links.role IS 'What the link leads to: paper, pdf, code, project, video, data, slides, blog, other.';
COMMENT ON COLUMN links.url IS 'Target, verbatim.';
COMMENT ON COLUMN links.text IS 'Text of the link; empty for a bare address.';
COMMENT ON COLUMN links.identifier IS 'What the address names, as scheme:value: a work, or a repository by owner and name (github:owner/name, as written: compare in lower case); null where no rule tells.';

CREATE TABLE works (
    id VARCHAR NOT NULL,
    title VARCHAR,
    authors VARCHAR[],
    first_author VARCHAR,
    venue VARCHAR,
    container_title VARCHAR,
    type VARCHAR,
    year INTEGER,
    issued VARCHAR,
    pages VARCHAR,
    abstract VARCHAR,
    doi VARCHAR,
    arxiv_id VARCHAR,
    url VARCHAR,
    pdf_url VARCHAR,
    preprint_url VARCHAR,
    published_url VARCHAR,
    withdrawn VARCHAR,
    status VARCHAR NOT NULL,
    missing VARCHAR[] NOT NULL,
    sources VARCHAR[] NOT NULL,
    updated_at TIMESTAMP
);
COMMENT ON TABLE works IS 'One row per work: the values chosen among all claims. Key: id. Every value is null while nothing is known.';
COMMENT ON COLUMN works.id IS 'Identifier of the link under which the work was first listed; it never changes, and former ids lead here through identifiers.';
COMMENT ON COLUMN works.title IS 'Title.';
COMMENT ON COLUMN works.authors IS 'Names in order, each as given name, family name, suffix.';
COMMENT ON COLUMN works.first_author IS 'First of the authors.';
COMMENT ON COLUMN works.venue IS 'Short name of the series (CVPR, NeurIPS, TPAMI); null where the series is not known.';
COMMENT ON COLUMN works.container_title IS 'Full name of the proceedings or journal; null while it is not known.';
COMMENT ON COLUMN works.type IS 'Kind of publication in the words of CSL: paper-conference, article-journal, preprint and so on.';
COMMENT ON COLUMN works.year IS 'Year of publication.';
COMMENT ON COLUMN works.issued IS 'Day of publication as far as known: YYYY, YYYY-MM or YYYY-MM-DD; null while not even the year is told as a date.';
COMMENT ON COLUMN works.pages IS 'Pages in the proceedings or journal, as the source writes them; null where none are told, as for preprints and ICLR.';
COMMENT ON COLUMN works.abstract IS 'Abstract, plain text.';
COMMENT ON COLUMN works.doi IS 'DOI in lower case, without a resolver; null where there is none: ICLR, ICML and NeurIPS before 2022 mint none.';
COMMENT ON COLUMN works.arxiv_id IS 'arXiv identifier without its version; null where no preprint at arXiv is known.';
COMMENT ON COLUMN works.url IS 'Landing page.';
COMMENT ON COLUMN works.pdf_url IS 'Full text; null where none is known.';
COMMENT ON COLUMN works.preprint_url IS 'Page of the preprint; null where none is known.';
COMMENT ON COLUMN works.published_url IS 'Page of the published version; null for what is known as a preprint only.';
COMMENT ON COLUMN works.withdrawn IS 'What a source says of its withdrawal or retraction; null where nobody says so.';
COMMENT ON COLUMN works.status IS 'complete: title, authors, venue, year and abstract are known; pending: a question is still due; partial: nothing is left to ask.';
COMMENT ON COLUMN works.missing IS 'Names of the fields that a complete work has and this one lacks; empty for a complete one.';
COMMENT ON COLUMN works.sources IS 'Sources of the chosen values, sorted.';
COMMENT ON COLUMN works.updated_at IS 'UTC midnight of the day on which a value last changed; null before anything was published.';

CREATE TABLE authors (
    work_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    given VARCHAR,
    family VARCHAR NOT NULL,
    suffix VARCHAR,
    orcid VARCHAR
);
COMMENT ON TABLE authors IS 'One row per name on a work; a name as written, not the person behind it. Key: work_id, position.';
COMMENT ON COLUMN authors.work_id IS 'works.id.';
COMMENT ON COLUMN authors.position IS 'Place among the authors, from 1.';
COMMENT ON COLUMN authors.name IS 'Given name, family name, suffix.';
COMMENT ON COLUMN authors.given IS 'Given names or initials; null for a group or a single name.';
COMMENT ON COLUMN authors.family IS 'Family name with its particles; the whole name of a group.';
COMMENT ON COLUMN authors.suffix IS 'Jr., III; null for most.';
COMMENT ON COLUMN authors.orcid IS 'ORCID; null where no source gives it.';

CREATE TABLE identifiers (
    id VARCHAR NOT NULL,
    scheme VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    work_id VARCHAR NOT NULL,
    former BOOLEAN NOT NULL
);
COMMENT ON TABLE identifiers IS 'One row per identifier of a work, its own id and its former ids included. Key: id, work_id.';
COMMENT ON COLUMN identifiers.id IS 'scheme:value.';
COMMENT ON COLUMN identifiers.scheme IS 'arxiv, doi, cvf, openreview and so on.';
COMMENT ON COLUMN identifiers.value IS 'Value in the normal form of its scheme.';
COMMENT ON COLUMN identifiers.work_id IS 'works.id.';
COMMENT ON COLUMN identifiers.former IS 'True for an id that the work once had in works.id and that now leads here.';

CREATE TABLE versions (
    work_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR,
    venue VARCHAR,
    year INTEGER,
    url VARCHAR,
    identifiers VARCHAR[] NOT NULL,
    source VARCHAR NOT NULL,
    lookup VARCHAR NOT NULL
);
COMMENT ON TABLE versions IS 'One row per manifestation of a work. Key: work_id, number.';
COMMENT ON COLUMN versions.work_id IS 'works.id.';
COMMENT ON COLUMN versions.number IS 'Place among the versions of the work, from 1.';
COMMENT ON COLUMN versions.kind IS 'preprint, proceedings, journal, other.';
COMMENT ON COLUMN versions.title IS 'Title of this version; null where the source gives none.';
COMMENT ON COLUMN versions.venue IS 'Venue of this version; null where none is known.';
COMMENT ON COLUMN versions.year IS 'Year of this version; null where none is known.';
COMMENT ON COLUMN versions.url IS 'Page of this version; null where none is known.';
COMMENT ON COLUMN versions.identifiers IS 'Identifiers of this version, sorted.';
COMMENT ON COLUMN versions.source IS 'Who says so.';
COMMENT ON COLUMN versions.lookup IS 'The question that it answered: records.lookup.';

CREATE TABLE records (
    id VARCHAR NOT NULL,
    work_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    lookup VARCHAR NOT NULL,
    rank INTEGER NOT NULL,
    url VARCHAR,
    identifiers VARCHAR[] NOT NULL,
    response BIGINT,
    match_score DOUBLE,
    match_reason VARCHAR
);
COMMENT ON TABLE records IS 'One row per description of a work by one source, in the source''s own words (see claims). Key: id.';
COMMENT ON COLUMN records.id IS 'Hash of work, lookup and content.';
COMMENT ON COLUMN records.work_id IS 'works.id.';
COMMENT ON COLUMN records.source IS 'Name of the source.';
COMMENT ON COLUMN records."by" IS 'How it was asked: id, title, listing. A word of SQL: write it as r."by".';
COMMENT ON COLUMN records.value IS 'What it was asked for: an identifier, a title, the name of a listing.';
COMMENT ON COLUMN records.lookup IS 'The question as one text: source by id: value.';
COMMENT ON COLUMN records.rank IS 'Place among the records of the work, best first, from 1.';
COMMENT ON COLUMN records.url IS 'Landing page that the record names; null where it names none.';
COMMENT ON COLUMN records.identifiers IS 'Identifiers that the source gives the work, sorted.';
COMMENT ON COLUMN records.response IS 'Number of the stored response that was read; null for what the list or a person says.';
COMMENT ON COLUMN records.match_score IS 'Likeness of its title to the work''s, 0 to 100; null where nothing was compared, as for what the list says.';
COMMENT ON COLUMN records.match_reason IS 'Why it is believed to be about this work, as title: ...; people: ...; rule: ...; null where nothing was compared.';

CREATE TABLE claims (
    id VARCHAR NOT NULL,
    record VARCHAR,
    work_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    raw VARCHAR NOT NULL,
    clean VARCHAR NOT NULL,
    way VARCHAR NOT NULL,
    chosen BOOLEAN NOT NULL,
    rule VARCHAR,
    since DATE
);
COMMENT ON TABLE claims IS 'One row per thing that a source says about a work; at most one per work and field is chosen.';
COMMENT ON COLUMN claims.id IS 'Hash of lookup, field and raw text.';
COMMENT ON COLUMN claims.record IS 'records.id; null for what the reading list, an address or a correction says.';
COMMENT ON COLUMN claims.work_id IS 'works.id.';
COMMENT ON COLUMN claims.source IS 'Name of the source; list for the reading list itself.';
COMMENT ON COLUMN claims.field IS 'What it is about: title, authors, year and so on; a chosen claim has the name of the column of works.';
COMMENT ON COLUMN claims.raw IS 'As the source wrote it; several values stand one per line.';
COMMENT ON COLUMN claims.clean IS 'Normalised, as JSON text: a string in quotes, a number, authors as a list of objects.';
COMMENT ON COLUMN claims.way IS 'Which way of the reader hit, such as citation_title.';
COMMENT ON COLUMN claims.chosen IS 'True where this is the value in works.';
COMMENT ON COLUMN claims.rule IS 'Why it was chosen; null where it was not.';
COMMENT ON COLUMN claims.since IS 'Day (UTC) on which the chosen value was first published; null for others.';

CREATE TABLE answers (
    source VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    lookup VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    response BIGINT,
    answered_at TIMESTAMP NOT NULL,
    run VARCHAR NOT NULL,
    work_id VARCHAR
);
COMMENT ON TABLE answers IS 'One row per question that was asked: the last answer to it. Key: lookup.';
COMMENT ON COLUMN answers.source IS 'Name of the source.';
COMMENT ON COLUMN answers."by" IS 'How it was asked: id, title, listing. A word of SQL: write it as a."by".';
COMMENT ON COLUMN answers.value IS 'What it was asked for: an identifier, a title, the name of a listing.';
COMMENT ON COLUMN answers.lookup IS 'The question as one text: source by id: value.';
COMMENT ON COLUMN answers.outcome IS 'found, not_found, refused (too much or not wanted), broken (time-out, error), skipped (robots, terms), mismatch (about another work).';
COMMENT ON COLUMN answers.reason IS 'Why, for a person; empty where the outcome says it all.';
COMMENT ON COLUMN answers.response IS 'Number of the stored response; null when nothing came back.';
COMMENT ON COLUMN answers.answered_at IS 'UTC.';
COMMENT ON COLUMN answers.run IS 'runs.id.';
COMMENT ON COLUMN answers.work_id IS 'works.id of the one work that it was about; null when it was about several or none.';

CREATE TABLE findings (
    kind VARCHAR NOT NULL,
    list VARCHAR,
    line INTEGER,
    work_id VARCHAR,
    message VARCHAR NOT NULL,
    suggestion VARCHAR
);
COMMENT ON TABLE findings IS 'One row per thing that is wrong with a list or worth knowing about it.';
COMMENT ON COLUMN findings.kind IS 'About the list: damaged_link, title_differs, preprint_published, withdrawn. About our sources: refused_match (a look-alike not taken), sources_differ, weak_fields, shared_identifier, unknown_venue. About corrections.toml: correction_unused, correction_agrees. make audit tells more about lists.';
COMMENT ON COLUMN findings.list IS 'Name of the list; null where it is about no list.';
COMMENT ON COLUMN findings.line IS 'Source line, from 1; null where it is about the whole list.';
COMMENT ON COLUMN findings.work_id IS 'works.id; null where it is about no work.';
COMMENT ON COLUMN findings.message IS 'What was found, for a maintainer.';
COMMENT ON COLUMN findings.suggestion IS 'What would mend it; null where no rule can tell.';

CREATE TABLE runs (
    id VARCHAR NOT NULL,
    started TIMESTAMP NOT NULL,
    ended TIMESTAMP,
    requests INTEGER NOT NULL,
    found INTEGER NOT NULL,
    not_found INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    broken INTEGER NOT NULL,
    note VARCHAR NOT NULL
);
COMMENT ON TABLE runs IS 'One row per run. Key: id.';
COMMENT ON COLUMN runs.id IS 'Name of the run.';
COMMENT ON COLUMN runs.started IS 'UTC.';
COMMENT ON COLUMN runs.ended IS 'UTC; null for a run that did not end in order, or that wrote this file.';
COMMENT ON COLUMN runs.requests IS 'HTTP requests sent.';
COMMENT ON COLUMN runs.found IS 'Questions answered with the work.';
COMMENT ON COLUMN runs.not_found IS 'Questions answered with: not known.';
COMMENT ON COLUMN runs.refused IS 'Questions that a site would not answer.';
COMMENT ON COLUMN runs.broken IS 'Questions whose answer did not arrive or could not be read.';
COMMENT ON COLUMN runs.note IS 'offline, interrupted, time limit; empty when nothing was unusual.';

CREATE TABLE changes (
    run VARCHAR NOT NULL,
    day DATE NOT NULL,
    list VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    work_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    field VARCHAR,
    before VARCHAR,
    after VARCHAR
);
COMMENT ON TABLE changes IS 'One row per difference between two published states of an entry; of a list nothing before it was first published. A removed work may have left works.';
COMMENT ON COLUMN changes.run IS 'runs.id of the run that published the newer state; rebuild where make rebuild or make links did.';
COMMENT ON COLUMN changes.day IS 'Day of that run, UTC.';
COMMENT ON COLUMN changes.list IS 'Name of the list.';
COMMENT ON COLUMN changes.line IS 'Source line of the entry, from 1; of a removed entry the last one known.';
COMMENT ON COLUMN changes.work_id IS 'works.id, or the id of a work that is listed no more.';
COMMENT ON COLUMN changes.kind IS 'added, removed (an entry); moved section; link changed (the list has another address); link died (missing on two days); now published (a preprint elsewhere); title changed (other words); changed (any other value, or one that became known).';
COMMENT ON COLUMN changes.field IS 'Column of papers that changed; code_url also for a further code link that died; null where an entry was added or removed.';
COMMENT ON COLUMN changes.before IS 'Former value, authors as JSON; the title of a removed entry; null where there was none. Of a value beyond 300 characters, such as an abstract, sha256: and its hash.';
COMMENT ON COLUMN changes.after IS 'Present value in the same form; the title of an added entry; for a link that died what its site said; null where there is none.';
