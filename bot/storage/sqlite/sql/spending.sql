-- name: spending(guild_id, days)
-- What left a member's accounts and did not come back by the settlement was charged.
SELECT
    day.key AS day,
    generations.member_id,
    members.discord_id AS member_discord_id,
    generations.model_id,
    COUNT(DISTINCT generations.id) AS number,
    COALESCE(SUM(-entry.amount_micros) FILTER (
        WHERE entry.account IN ('available', 'purse', 'held') AND entry.kind IN ('hold', 'settle', 'release')
    ), 0) AS charged_micros,
    COALESCE(SUM(entry.amount_micros) FILTER (
        WHERE entry.account IN ('available', 'purse') AND entry.kind = 'refund'
    ), 0) AS refunded_micros,
    COALESCE(SUM(entry.amount_micros) FILTER (WHERE entry.account = 'provider'), 0) AS cost_micros,
    COALESCE(SUM(entry.amount_micros) FILTER (WHERE entry.account = 'held'), 0) AS held_micros
FROM json_each(:days) AS day
CROSS JOIN generations INDEXED BY generations_by_day
    ON generations.guild_id = :guild_id
    AND generations.created_at >= day.value ->> 0
    AND generations.created_at < day.value ->> 1
JOIN members ON members.member_id = generations.member_id
LEFT JOIN ledger_entries AS entry ON entry.generation_id = generations.id
GROUP BY day.key, generations.member_id, generations.model_id
ORDER BY day.key, generations.member_id, generations.model_id;
