-- Per work and field: the chosen value, its source and reason; who else says the same; who says otherwise.
-- Compared is what a person would call the same: titles and abstracts without case, marks and punctuation, authors by the
-- last word of their family names: sources do not agree where a family name begins.
WITH asked AS (
    SELECT *
    FROM claims
    WHERE work_id IN (SELECT work_id FROM entries WHERE list_contains(?, list))
        AND field IN ('title', 'authors', 'venue', 'container_title', 'year', 'issued', 'type', 'abstract', 'doi', 'arxiv_id')
),
compared AS (
    SELECT
        work_id,
        field,
        source,
        chosen,
        rule,
        CASE
            WHEN field = 'authors' THEN array_to_string(
                list_transform(
                    from_json(clean, '[{"given": "VARCHAR", "family": "VARCHAR"}]'), lambda p: concat_ws(' ', p."given", p."family")
                ),
                ', '
            )
            ELSE from_json(clean, '"VARCHAR"')
        END AS value,
        CASE
            WHEN field = 'authors' THEN regexp_replace(
                strip_accents(lower(array_to_string(
                    list_transform(from_json(clean, '[{"family": "VARCHAR"}]'), lambda p: string_split(trim(p."family"), ' ')[-1]), ','
                ))),
                '[^\p{L}\p{N},]+', '', 'g'
            )
            ELSE regexp_replace(strip_accents(lower(from_json(clean, '"VARCHAR"'))), '[^\p{L}\p{N}]+', '', 'g')
        END AS folded
    FROM asked
),
chosen AS (
    SELECT * FROM compared WHERE chosen
),
others AS (
    SELECT
        o.work_id,
        o.field,
        o.source,
        bool_or(o.folded = c.folded) AS agrees,
        arg_min(o.value, length(o.value)) AS value
    FROM compared AS o
    JOIN chosen AS c ON c.work_id = o.work_id AND c.field = o.field
    WHERE o.source <> c.source AND o.source <> 'list'
    GROUP BY o.work_id, o.field, o.source
)
SELECT
    c.work_id,
    c.field,
    c.source,
    c.rule,
    CASE WHEN c.field IN ('container_title', 'issued', 'type') THEN c.value END AS value,
    list(o.source ORDER BY o.source) FILTER (WHERE o.agrees) AS same,
    list(
        {'source': o.source, 'value': CASE WHEN c.field <> 'abstract' THEN o.value END} ORDER BY o.source
    ) FILTER (WHERE NOT o.agrees) AS other
FROM chosen AS c
LEFT JOIN others AS o ON o.work_id = c.work_id AND o.field = c.field
GROUP BY c.work_id, c.field, c.source, c.rule, c.value
ORDER BY
    c.work_id,
    list_position(['title', 'authors', 'venue', 'container_title', 'year', 'issued', 'type', 'abstract', 'doi', 'arxiv_id'], c.field)
