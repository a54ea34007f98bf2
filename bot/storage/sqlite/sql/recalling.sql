-- name: mark_discarded(id, now)!
-- Somebody clicked and looks at the card: it need not wait for its next turn.
UPDATE generations SET discarded = 1, revision = revision + 1, card_due_at = MIN(card_due_at, :now)
WHERE id = :id AND discarded = 0;

-- name: find(discord_id, guild_id, id_pattern, words, active_only, count)
SELECT generations.id FROM members
JOIN generations ON generations.member_id = members.member_id
WHERE members.discord_id = :discord_id
    AND generations.guild_id = :guild_id
    AND (NOT :active_only OR generations.state IN (SELECT before FROM transitions))
    AND (
        generations.id LIKE :id_pattern ESCAPE '\'
        OR NOT EXISTS (
            SELECT 1 FROM json_each(:words) AS word WHERE instr(casefold(generations.prompt), word.value) = 0
        )
    )
ORDER BY generations.number DESC
LIMIT :count;
