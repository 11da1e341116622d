-- One JSON text in the shape of papers.Paper for every entry of the table `part`, which selection.py makes.
WITH people AS (
    SELECT work_id, list({'given': given, 'family': family, 'suffix': suffix, 'orcid': orcid} ORDER BY position) AS authors
    FROM authors
    WHERE work_id IN (SELECT work_id FROM part)
    GROUP BY work_id
),
named AS (
    SELECT work_id, map_from_entries(list((scheme, "values") ORDER BY scheme)) AS identifiers
    FROM (
        SELECT work_id, scheme, list(value ORDER BY value) AS "values"
        FROM identifiers
        WHERE NOT former AND work_id IN (SELECT work_id FROM part)
        GROUP BY work_id, scheme
    )
    GROUP BY work_id
),
manifestations AS (
    SELECT
        work_id,
        list(
            {
                'kind': kind, 'title': title, 'venue': venue, 'year': year, 'url': url, 'identifiers': identifiers, 'source': source
            } ORDER BY number
        ) AS versions
    FROM versions
    WHERE work_id IN (SELECT work_id FROM part)
    GROUP BY work_id
),
origins AS (
    SELECT
        c.work_id,
        map_from_entries(list((c.field, {'source': c.source, 'url': r.url, 'since': c.since}) ORDER BY c.field)) AS provenance
    FROM claims AS c
    LEFT JOIN records AS r ON r.id = c.record
    WHERE c.chosen AND c.work_id IN (SELECT work_id FROM part)
    GROUP BY c.work_id
)
SELECT to_json({
    'list': s.list, 'line': s.line, 'section': s.section, 'section_path': s.section_path, 'position': s.position,
    'listed_title': s.listed_title, 'listed_url': s.listed_url, 'status': s.status, 'missing': s.missing, 'work_id': s.work_id,
    'title': s.title, 'authors': p.authors, 'first_author': s.first_author, 'venue': s.venue, 'container_title': s.container_title,
    'type': s.type, 'year': s.year, 'issued': s.issued, 'abstract': s.abstract, 'doi': s.doi, 'arxiv_id': s.arxiv_id, 'url': s.url,
    'pdf_url': s.pdf_url, 'code_url': s.code_url, 'project_url': s.project_url, 'preprint_url': s.preprint_url,
    'published_url': s.published_url, 'sources': s.sources, 'updated_at': strftime(s.updated_at, '%Y-%m-%dT%H:%M:%SZ'),
    'identifiers': n.identifiers, 'versions': coalesce(m.versions, []), 'provenance': coalesce(o.provenance, MAP {})
})
FROM papers AS s
SEMI JOIN part USING (list, position)
LEFT JOIN people AS p ON p.work_id = s.work_id
LEFT JOIN named AS n ON n.work_id = s.work_id
LEFT JOIN manifestations AS m ON m.work_id = s.work_id
LEFT JOIN origins AS o ON o.work_id = s.work_id
ORDER BY s.list, s.position
