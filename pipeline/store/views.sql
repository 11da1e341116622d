-- The views people ask. `papers` is a fixed contract: names, order and types of its columns do not change.

CREATE VIEW papers AS
SELECT
    e.list,
    e.line,
    e.section,
    e.section_path,
    e.position,
    e.title AS listed_title,
    e.paper_url AS listed_url,
    w.status,
    w.missing,
    e.work_id,
    w.title,
    w.authors,
    w.first_author,
    w.venue,
    w.container_title,
    w.type,
    w.year,
    w.issued,
    w.abstract,
    w.doi,
    w.arxiv_id,
    w.url,
    w.pdf_url,
    l.code_url,
    l.project_url,
    w.preprint_url,
    w.published_url,
    w.sources,
    w.updated_at
FROM entries AS e
JOIN works AS w ON w.id = e.work_id
LEFT JOIN (
    SELECT
        list,
        position,
        arg_min(url, number) FILTER (WHERE role = 'code') AS code_url,
        arg_min(url, number) FILTER (WHERE role = 'project') AS project_url
    FROM links
    GROUP BY list, position
) AS l ON l.list = e.list AND l.position = e.position
ORDER BY e.list, e.position;
COMMENT ON VIEW papers IS 'One row per entry of a list with everything known about its work. Begin here.';
COMMENT ON COLUMN papers.list IS 'Name of the list.';
COMMENT ON COLUMN papers.line IS 'First source line of the entry, from 1.';
COMMENT ON COLUMN papers.section IS 'Innermost heading; null before the first heading.';
COMMENT ON COLUMN papers.section_path IS 'Enclosing headings, outermost first.';
COMMENT ON COLUMN papers.position IS 'Place among the entries of the list, from 1.';
COMMENT ON COLUMN papers.listed_title IS 'Title as listed; null where the list gives none.';
COMMENT ON COLUMN papers.listed_url IS 'Address that the list offers as the paper, verbatim; null where there is none.';
COMMENT ON COLUMN papers.status IS 'complete, pending (a question is still due) or partial (nothing is left to ask).';
COMMENT ON COLUMN papers.missing IS 'Names of the fields that are not known; empty for a complete work.';
COMMENT ON COLUMN papers.work_id IS 'works.id; two entries of the same work have the same.';
COMMENT ON COLUMN papers.title IS 'Title; null while nothing is known.';
COMMENT ON COLUMN papers.authors IS 'Names in order, given name first; null while nothing is known.';
COMMENT ON COLUMN papers.first_author IS 'First of the authors; null while nothing is known.';
COMMENT ON COLUMN papers.venue IS 'Short name of the series (CVPR, NeurIPS); null where it is not known.';
COMMENT ON COLUMN papers.container_title IS 'Full name of the proceedings or journal; null while it is not known.';
COMMENT ON COLUMN papers.type IS 'Kind of publication in the words of CSL: paper-conference, article-journal, preprint; null while it is not known.';
COMMENT ON COLUMN papers.year IS 'Year of publication; null while it is not known.';
COMMENT ON COLUMN papers.issued IS 'Day of publication as far as known: YYYY, YYYY-MM or YYYY-MM-DD; null while not even the year is told as a date.';
COMMENT ON COLUMN papers.abstract IS 'Abstract, plain text; null while it is not known.';
COMMENT ON COLUMN papers.doi IS 'DOI in lower case, without a resolver; null where there is none.';
COMMENT ON COLUMN papers.arxiv_id IS 'arXiv identifier without its version; null where there is none.';
COMMENT ON COLUMN papers.url IS 'Landing page; null while it is not known.';
COMMENT ON COLUMN papers.pdf_url IS 'Full text; null while it is not known.';
COMMENT ON COLUMN papers.code_url IS 'First link of the entry that leads to code, verbatim; null where there is none.';
COMMENT ON COLUMN papers.project_url IS 'First link of the entry that leads to a project page, verbatim; null where there is none.';
COMMENT ON COLUMN papers.preprint_url IS 'Page of the preprint; null where there is none.';
COMMENT ON COLUMN papers.published_url IS 'Page of the published version; null where there is none.';
COMMENT ON COLUMN papers.sources IS 'Sources of the values of this row, sorted.';
COMMENT ON COLUMN papers.updated_at IS 'UTC midnight of the day on which a value last changed; null before anything was published.';

CREATE VIEW by_venue AS
SELECT w.venue, w.year, count(DISTINCT w.id)::INTEGER AS works, count(*)::INTEGER AS entries
FROM entries AS e
JOIN works AS w ON w.id = e.work_id
GROUP BY w.venue, w.year
ORDER BY works DESC, w.venue, w.year;
COMMENT ON VIEW by_venue IS 'How many listed works appeared where and when, most first.';
COMMENT ON COLUMN by_venue.venue IS 'Short name of the series; null for works whose series is not known.';
COMMENT ON COLUMN by_venue.year IS 'Year of publication; null while it is not known.';
COMMENT ON COLUMN by_venue.works IS 'Number of works, each counted once.';
COMMENT ON COLUMN by_venue.entries IS 'Number of entries; a work listed twice counts twice.';

CREATE VIEW by_author AS
SELECT
    a.name,
    count(DISTINCT a.work_id)::INTEGER AS works,
    count(DISTINCT a.work_id) FILTER (WHERE a.position = 1)::INTEGER AS as_first,
    min(w.year) AS first_year,
    max(w.year) AS last_year
FROM authors AS a
JOIN works AS w ON w.id = a.work_id
WHERE a.work_id IN (SELECT work_id FROM entries)
GROUP BY a.name
ORDER BY works DESC, as_first DESC, a.name;
COMMENT ON VIEW by_author IS 'How many listed works bear a name, most first. Two people of one name are one row; two spellings are two.';
COMMENT ON COLUMN by_author.name IS 'Name as written.';
COMMENT ON COLUMN by_author.works IS 'Number of works with this name.';
COMMENT ON COLUMN by_author.as_first IS 'Number of works with this name in the first place.';
COMMENT ON COLUMN by_author.first_year IS 'Year of the earliest; null while no year is known.';
COMMENT ON COLUMN by_author.last_year IS 'Year of the latest; null while no year is known.';

CREATE VIEW by_section AS
SELECT
    e.list,
    e.section_path,
    count(*)::INTEGER AS entries,
    count(*) FILTER (WHERE w.status = 'complete')::INTEGER AS complete,
    min(w.year) AS first_year,
    max(w.year) AS last_year,
    min(e.line) AS first_line
FROM entries AS e
JOIN works AS w ON w.id = e.work_id
GROUP BY e.list, e.section_path
ORDER BY e.list, first_line;
COMMENT ON VIEW by_section IS 'Size and completeness of every section, in the order of the lists.';
COMMENT ON COLUMN by_section.list IS 'Name of the list.';
COMMENT ON COLUMN by_section.section_path IS 'Enclosing headings, outermost first.';
COMMENT ON COLUMN by_section.entries IS 'Number of entries right under these headings.';
COMMENT ON COLUMN by_section.complete IS 'Number of them whose work is complete.';
COMMENT ON COLUMN by_section.first_year IS 'Year of the earliest; null while no year is known.';
COMMENT ON COLUMN by_section.last_year IS 'Year of the latest; null while no year is known.';
COMMENT ON COLUMN by_section.first_line IS 'Source line of its first entry, from 1.';

CREATE VIEW missing AS
SELECT e.list, e.line, coalesce(w.title, e.title) AS title, e.paper_url AS listed_url, w.status, m.field, e.work_id
FROM entries AS e
JOIN works AS w ON w.id = e.work_id
JOIN (SELECT id, unnest(missing) AS field FROM works) AS m ON m.id = e.work_id
ORDER BY e.list, e.position, m.field;
COMMENT ON VIEW missing IS 'One row per entry and field that is not known.';
COMMENT ON COLUMN missing.list IS 'Name of the list.';
COMMENT ON COLUMN missing.line IS 'First source line of the entry, from 1.';
COMMENT ON COLUMN missing.title IS 'Title as known, else as listed; null where neither is there.';
COMMENT ON COLUMN missing.listed_url IS 'Address that the list offers, verbatim; null where there is none.';
COMMENT ON COLUMN missing.status IS 'pending: a question is still due; partial: nothing is left to ask.';
COMMENT ON COLUMN missing.field IS 'Name of the field that is not known.';
COMMENT ON COLUMN missing.work_id IS 'works.id.';

CREATE VIEW duplicates AS
SELECT e.work_id, any_value(w.title) AS title, e.list, count(*)::INTEGER AS entries, list(e.line ORDER BY e.line) AS lines
FROM entries AS e
JOIN works AS w ON w.id = e.work_id
GROUP BY e.work_id, e.list
HAVING count(*) > 1
ORDER BY e.list, lines;
COMMENT ON VIEW duplicates IS 'Works that one list names more than once.';
COMMENT ON COLUMN duplicates.work_id IS 'works.id.';
COMMENT ON COLUMN duplicates.title IS 'Title; null while nothing is known.';
COMMENT ON COLUMN duplicates.list IS 'Name of the list.';
COMMENT ON COLUMN duplicates.entries IS 'Number of entries of this work in the list.';
COMMENT ON COLUMN duplicates.lines IS 'Their source lines, from 1.';

CREATE VIEW dead_links AS
SELECT
    e.list,
    e.line,
    coalesce(w.title, e.title) AS title,
    e.paper_url AS listed_url,
    max(a.answered_at) AS answered_at,
    arg_max(a.reason, a.answered_at) AS reason,
    e.work_id
FROM (SELECT *, unnest(identifiers) AS id FROM entries WHERE paper_url IS NOT NULL) AS e
JOIN works AS w ON w.id = e.work_id
JOIN answers AS a ON a."by" = 'id' AND a.value = e.id
GROUP BY e.list, e.position, e.line, w.title, e.title, e.paper_url, e.work_id
HAVING bool_and(a.outcome = 'not_found')
ORDER BY e.list, e.position;
COMMENT ON VIEW dead_links IS 'Entries whose link was not found when it was last asked for. Once may be an accident: changes has link died after two days.';
COMMENT ON COLUMN dead_links.list IS 'Name of the list.';
COMMENT ON COLUMN dead_links.line IS 'First source line of the entry, from 1.';
COMMENT ON COLUMN dead_links.title IS 'Title as known, else as listed; null where neither is there.';
COMMENT ON COLUMN dead_links.listed_url IS 'Address that the list offers, verbatim.';
COMMENT ON COLUMN dead_links.answered_at IS 'UTC, when it was last asked for.';
COMMENT ON COLUMN dead_links.reason IS 'What the last answer said.';
COMMENT ON COLUMN dead_links.work_id IS 'works.id.';

CREATE VIEW preprints_now_published AS
SELECT e.list, e.line, w.title, e.paper_url AS listed_url, w.venue, w.year, w.published_url, e.work_id
FROM entries AS e
JOIN works AS w ON w.id = e.work_id
WHERE e.work_id IN (SELECT work_id FROM versions WHERE kind IN ('proceedings', 'journal'))
    AND (e.list, e.position) IN (
        SELECT (i.list, i.position)
        FROM (SELECT list, position, work_id, unnest(identifiers) AS id FROM entries) AS i
        JOIN (SELECT work_id, unnest(identifiers) AS id FROM versions WHERE kind = 'preprint') AS p ON p.work_id = i.work_id AND p.id = i.id
    )
ORDER BY e.list, e.position;
COMMENT ON VIEW preprints_now_published IS 'Entries that link to a preprint of a work that has since been published.';
COMMENT ON COLUMN preprints_now_published.list IS 'Name of the list.';
COMMENT ON COLUMN preprints_now_published.line IS 'First source line of the entry, from 1.';
COMMENT ON COLUMN preprints_now_published.title IS 'Title.';
COMMENT ON COLUMN preprints_now_published.listed_url IS 'Address that the list offers, verbatim.';
COMMENT ON COLUMN preprints_now_published.venue IS 'Where it was published; null where the series is not known.';
COMMENT ON COLUMN preprints_now_published.year IS 'When it was published.';
COMMENT ON COLUMN preprints_now_published.published_url IS 'Page of the published version; null where none is known.';
COMMENT ON COLUMN preprints_now_published.work_id IS 'works.id.';

CREATE VIEW new_since_last_run AS
SELECT c.list, c.line, w.title, w.first_author, w.venue, w.year, w.url, c.day, c.work_id
FROM changes AS c
JOIN works AS w ON w.id = c.work_id
WHERE c.kind = 'added' AND c.run = (SELECT arg_max(id, started) FROM runs)
ORDER BY c.list, c.line;
COMMENT ON VIEW new_since_last_run IS 'Entries that the newest run found for the first time; of a list none in its first run.';
COMMENT ON COLUMN new_since_last_run.list IS 'Name of the list.';
COMMENT ON COLUMN new_since_last_run.line IS 'First source line of the entry, from 1.';
COMMENT ON COLUMN new_since_last_run.title IS 'Title; null while nothing is known.';
COMMENT ON COLUMN new_since_last_run.first_author IS 'First author; null while nothing is known.';
COMMENT ON COLUMN new_since_last_run.venue IS 'Short name of the series; null where it is not known.';
COMMENT ON COLUMN new_since_last_run.year IS 'Year of publication; null while it is not known.';
COMMENT ON COLUMN new_since_last_run.url IS 'Landing page; null while it is not known.';
COMMENT ON COLUMN new_since_last_run.day IS 'Day of the run, UTC.';
COMMENT ON COLUMN new_since_last_run.work_id IS 'works.id.';
