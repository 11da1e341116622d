-- Questions about the reading lists and the SQL that answers them, for data/enriched/papers.duckdb.
-- Try one with: make sql Q="..."

-- How many papers appeared at which venue in which year?
SELECT venue, year, works FROM by_venue WHERE venue IS NOT NULL ORDER BY year DESC, works DESC;

-- Whose names stand on most papers?
SELECT name, works, as_first, first_year, last_year FROM by_author LIMIT 20;

-- Which entries have no link to code?
SELECT list, line, title, venue, year, url FROM papers WHERE code_url IS NULL;

-- What share of each venue's papers comes with code?
SELECT venue, count(*) AS papers, round(100 * avg((code_url IS NOT NULL)::INTEGER)) AS percent_with_code
FROM papers
WHERE venue IS NOT NULL
GROUP BY venue
ORDER BY papers DESC, venue;

-- How does each section grow over the years?
SELECT list, section, year, count(*) AS papers FROM papers WHERE year IS NOT NULL GROUP BY ALL ORDER BY list, section, year;

-- Which abstracts mention a word?
SELECT title, venue, year FROM papers WHERE abstract ILIKE '%token%' ORDER BY year DESC, title;

-- Which papers did a person write?
SELECT DISTINCT title, venue, year FROM papers WHERE list_contains(authors, 'Kaiming He') ORDER BY year, title;

-- Who writes together most often?
SELECT a.name, b.name AS together_with, count(*) AS works
FROM authors AS a
JOIN authors AS b ON b.work_id = a.work_id AND a.name < b.name
GROUP BY ALL
ORDER BY works DESC, a.name, b.name
LIMIT 20;

-- How complete is each list?
SELECT
    list,
    count(*) AS entries,
    count(*) FILTER (WHERE status = 'complete') AS complete,
    count(*) FILTER (WHERE status = 'pending') AS pending,
    count(abstract) AS with_abstract,
    count(doi) AS with_doi,
    count(arxiv_id) AS with_arxiv_id
FROM papers
GROUP BY list
ORDER BY list;

-- What is still missing, and where?
SELECT list, line, title, string_agg(field, ', ' ORDER BY field) AS missing, status FROM missing GROUP BY ALL ORDER BY list, line;

-- Which source supplied how many values of each field?
SELECT field, source, count(*) AS chosen FROM claims WHERE chosen GROUP BY ALL ORDER BY field, chosen DESC, source;

-- How did the sources answer?
SELECT source, outcome, count(*) AS answers, max(answered_at) AS latest FROM answers GROUP BY ALL ORDER BY source, outcome;

-- Where do sources disagree about the year?
SELECT w.title, w.year AS chosen, list((c.source, c.clean) ORDER BY c.source) AS said
FROM claims AS c
JOIN works AS w ON w.id = c.work_id
WHERE c.field = 'year'
GROUP BY w.id, w.title, w.year
HAVING count(DISTINCT c.clean) > 1
ORDER BY w.title;

-- Who says what about the title of a paper, and which of it was chosen?
SELECT c.work_id, c.source, c.raw, c.way, c.chosen, c.rule FROM claims AS c WHERE c.field = 'title' ORDER BY c.work_id, c.chosen DESC, c.source;

-- Which entries link to a preprint of something that has since been published?
SELECT list, line, title, listed_url, venue, year, published_url FROM preprints_now_published;

-- Which links lead nowhere?
SELECT list, line, title, listed_url, reason FROM dead_links;

-- What does a list name twice?
SELECT list, lines, title FROM duplicates;

-- Which works stand in more than one list?
SELECT title, list(DISTINCT list ORDER BY list) AS lists FROM papers GROUP BY work_id, title HAVING count(DISTINCT list) > 1 ORDER BY title;

-- Which titles are listed in other words than the publisher's?
SELECT list, line, listed_title, title
FROM papers
WHERE lower(regexp_replace(listed_title, '[^\p{L}\p{N}]+', '', 'g')) <> lower(regexp_replace(title, '[^\p{L}\p{N}]+', '', 'g'));

-- How old is a paper when it is published, counted from its preprint?
SELECT w.title, p.year AS preprint, w.year AS published
FROM works AS w
JOIN versions AS p ON p.work_id = w.id AND p.kind = 'preprint'
WHERE w.year > p.year
ORDER BY w.year - p.year DESC, w.title;

-- What is new since the last run?
SELECT list, line, title, first_author, venue, year FROM new_since_last_run;

-- What changed, and when?
SELECT day, list, line, kind, field, before, after FROM changes ORDER BY day DESC, list, line LIMIT 50;

-- What has been published since it was listed, and which links died?
SELECT c.day, c.kind, c.list, c.line, w.title, c.before, c.after
FROM changes AS c
LEFT JOIN works AS w ON w.id = c.work_id
WHERE c.kind IN ('now published', 'link died')
ORDER BY c.day DESC, c.list, c.line;

-- Under which id is a work known today that once had another?
SELECT id AS former_id, work_id FROM identifiers WHERE former;

-- What would make the lists better?
SELECT list, line, kind, message, suggestion FROM findings ORDER BY list, line;
