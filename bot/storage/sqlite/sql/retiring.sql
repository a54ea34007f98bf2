-- name: to_retire(before, count)
SELECT id FROM generations
WHERE ended_at < :before AND ended_at IS NOT NULL AND retired_at IS NULL
ORDER BY ended_at
LIMIT :count;

-- name: input_paths()
SELECT inputs.path FROM inputs
JOIN generations ON generations.id = inputs.generation_id
WHERE generations.retired_at IS NULL
UNION ALL
SELECT value ->> 'path' FROM drafts, json_each(drafts.inputs);

-- name: retired(id, now)!
UPDATE generations SET retired_at = :now WHERE id = :id;
