-- name: to_retire(before, count)
SELECT id FROM generations
WHERE ended_at < :before AND ended_at IS NOT NULL AND retired_at IS NULL
ORDER BY ended_at
LIMIT :count;

-- name: to_retire_early(now, count)
SELECT generations.id FROM server_settings
CROSS JOIN generations ON generations.guild_id = server_settings.guild_id
WHERE server_settings.name = 'media_days'
    AND generations.ended_at < strftime('%Y-%m-%dT%H:%M:%f', :now, '-' || server_settings.value || ' days')
    AND generations.ended_at IS NOT NULL
    AND generations.retired_at IS NULL
LIMIT :count;

-- name: prompts_to_forget(now, count)
SELECT generations.id FROM server_settings
CROSS JOIN generations ON generations.guild_id = server_settings.guild_id
WHERE server_settings.name = 'prompt_days'
    AND generations.ended_at < strftime('%Y-%m-%dT%H:%M:%f', :now, '-' || server_settings.value || ' days')
    AND generations.ended_at IS NOT NULL
    AND generations.prompt <> ''
LIMIT :count;

-- name: input_paths()
SELECT inputs.path FROM inputs
JOIN generations ON generations.id = inputs.generation_id
WHERE generations.retired_at IS NULL
UNION ALL
SELECT value ->> 'path' FROM drafts, json_each(drafts.inputs);

-- name: retired(id, now)!
UPDATE generations SET retired_at = :now WHERE id = :id;
