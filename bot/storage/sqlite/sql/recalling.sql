-- name: mark_discarded(id, now)!
-- Somebody clicked and looks at the card: it need not wait for its next turn.
UPDATE generations SET discarded = 1, revision = revision + 1, card_due_at = MIN(card_due_at, :now)
WHERE id = :id AND discarded = 0;

-- name: find(discord_id, guild_id, id_pattern, words, active_only, with_video, count)
SELECT generations.id FROM members
JOIN generations ON generations.member_id = members.member_id
WHERE members.discord_id = :discord_id
    AND generations.guild_id = :guild_id
    AND (NOT :active_only OR generations.state IN (SELECT before FROM transitions))
    AND (
        generations.id LIKE :id_pattern ESCAPE '\'
        OR NOT EXISTS (
            SELECT 1 FROM json_each(:words) AS word WHERE instr(generations.prompt_folded, word.value) = 0
        )
    )
    -- Last, as takes are looked up: only of what the words are in.
    AND (NOT :with_video OR COALESCE(generations.retired_at, generations.removed_at) IS NULL
        AND generations.ended_at IS NOT NULL
        AND (
            generations.state = 'delivered'
            OR NOT EXISTS (SELECT 1 FROM reviews WHERE reviews.generation_id = generations.id)
        )
        AND EXISTS (
            SELECT 1 FROM takes WHERE takes.generation_id = generations.id AND takes.state = 'stored'
        )
    )
ORDER BY generations.number DESC
LIMIT :count;

-- name: seen(author_id, id_start, id_end, guild_id, viewer_id, is_moderator, channels, id_pattern, words, count, skipped)
-- What a viewer may see of an author's generations, or of those with an id between two: by one rule.
WITH asked_about AS (
    SELECT generations.number FROM members
    JOIN generations ON generations.member_id = members.member_id
    WHERE members.discord_id = :author_id AND generations.guild_id = :guild_id
    UNION ALL
    SELECT number FROM generations WHERE id >= :id_start AND id < :id_end AND guild_id = :guild_id
)
SELECT generations.id, COUNT(*) OVER () AS total FROM asked_about
CROSS JOIN generations ON generations.number = asked_about.number
JOIN members ON members.member_id = generations.member_id
WHERE (
        members.discord_id = :viewer_id
        OR (
            generations.private = 0
            AND EXISTS (
                SELECT 1 FROM json_each(:channels) AS read
                WHERE read.value IN (generations.channel_id, generations.posted_in_id)
            )
            AND (generations.state = 'delivered' OR :is_moderator)
        )
    )
    AND (
        generations.id LIKE :id_pattern ESCAPE '\'
        OR NOT EXISTS (
            SELECT 1 FROM json_each(:words) AS word WHERE instr(generations.prompt_folded, word.value) = 0
        )
    )
ORDER BY generations.number DESC
LIMIT :count OFFSET :skipped;

-- name: counts_in_server(guild_id)
SELECT provider, model_id, state, COUNT(*) AS number FROM generations
WHERE guild_id = :guild_id AND ended_at IS NULL
GROUP BY provider, model_id, state;

-- name: under_way_in_server(guild_id, viewer_id, channels, own_only, count)
-- A card is in its channel from the start: what is public may be listed to all who read there.
SELECT generations.id FROM generations
JOIN members ON members.member_id = generations.member_id
WHERE generations.guild_id = :guild_id
    AND generations.ended_at IS NULL
    AND (
        members.discord_id = :viewer_id
        OR (
            NOT :own_only
            AND generations.private = 0
            AND generations.channel_id IN (SELECT value FROM json_each(:channels))
        )
    )
ORDER BY generations.number
LIMIT :count;

-- name: daily(scope, owner, since)
SELECT window_starts_at, held_micros, spent_micros FROM usage_counters
WHERE scope = :scope AND owner = :owner AND window_starts_at >= :since
ORDER BY window_starts_at;

-- name: load_of(account)^
SELECT
    (SELECT COUNT(*) FROM generations WHERE state = 'queued' AND account = :account) AS waiting,
    (
        SELECT COUNT(*) FROM generations WHERE state IN ('submitting', 'running') AND account = :account
    ) AS running;

-- name: unanswered_by(account)^
-- What turned up after all, and what it cost, is known and no leak.
-- (By its own index: the one of task ids holds everything that waits as well.)
SELECT COUNT(*) AS unanswered, COALESCE(SUM(quoted_micros), 0) AS unanswered_micros
FROM generations INDEXED BY generations_in_doubt
WHERE account = :account
    AND task_id IS NULL
    AND sent = 1
    AND uncertain = 1
    AND state IN ('submitting', 'expired')
    AND NOT EXISTS (SELECT 1 FROM booked_costs WHERE booked_costs.generation_id = generations.id);
