-- name: spenders(since)
SELECT owner FROM usage_counters
WHERE scope = 'guild_day' AND window_starts_at >= :since AND held_micros + spent_micros > 0
GROUP BY owner
ORDER BY SUM(held_micros + spent_micros) DESC, owner;

-- name: blocked_in(guild_id, now)^
SELECT COUNT(*) AS number FROM blocks
WHERE guild_id = :guild_id AND lifted_at IS NULL AND (ends_at IS NULL OR ends_at > :now);

-- name: last_failure_in(guild_id)^
SELECT failure_reason, ended_at FROM generations
WHERE guild_id = :guild_id AND failure_reason IS NOT NULL
ORDER BY ended_at DESC
LIMIT 1;
