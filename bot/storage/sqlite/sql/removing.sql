-- name: remove(id, now, retry_at)!
-- Its files count as retired at once: nobody is shown them, or begins with them, while they are being removed.
UPDATE generations
SET
    removed_at = :now,
    removal_due_at = :retry_at,
    hiding_due_at = NULL,
    retired_at = COALESCE(retired_at, :now),
    revision = revision + 1,
    card_due_at = MIN(card_due_at, :now)
WHERE id = :id AND ended_at IS NOT NULL AND removed_at IS NULL;

-- name: to_remove(now, count)
SELECT id FROM generations WHERE removal_due_at <= :now ORDER BY removal_due_at LIMIT :count;

-- name: removal_postponed(id, retry_at)!
UPDATE generations SET removal_due_at = :retry_at WHERE id = :id AND removal_due_at IS NOT NULL;

-- name: removed(id)!
UPDATE generations SET removal_due_at = NULL WHERE id = :id;

-- name: forget_takes(id)!
-- What was stored stays known as that, for the books.
UPDATE takes SET url = '', path = iif(path IS NULL, NULL, ''), sha256 = iif(path IS NULL, NULL, '')
WHERE generation_id = :id;

-- name: forget_inputs(id)!
DELETE FROM inputs WHERE generation_id = :id;

-- name: blank_prompt(id, now)!
-- Its card no longer quotes it.
UPDATE generations
SET
    prompt = '',
    prompt_folded = '',
    settings = json_remove(settings, '$.negative'),
    revision = revision + 1,
    card_due_at = MIN(card_due_at, :now)
WHERE id = :id;

-- name: removal_reason(generation_id, action)^
SELECT reason FROM audit_entries WHERE generation_id = :generation_id AND action = :action ORDER BY entry_id LIMIT 1;

-- name: latest(guild_id, id_pattern, words, count)
-- Words are looked for in what is young: moderators act on what they have just seen.
SELECT id FROM (
    SELECT id, number, prompt_folded, private FROM generations
    WHERE guild_id = :guild_id AND ended_at IS NOT NULL AND removed_at IS NULL
    ORDER BY number DESC
    LIMIT 500
)
WHERE private = 0 AND (
    id LIKE :id_pattern ESCAPE '\'
    OR NOT EXISTS (SELECT 1 FROM json_each(:words) AS word WHERE instr(prompt_folded, word.value) = 0)
)
ORDER BY number DESC
LIMIT :count;

-- name: wake_removals(now)!
UPDATE generations SET removal_due_at = :now WHERE removal_due_at > :now;
