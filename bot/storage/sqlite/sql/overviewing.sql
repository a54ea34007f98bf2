-- name: spenders(since)
-- What servers paid by themselves is no concern of the operator's.
SELECT owner FROM usage_counters
WHERE scope IN ('guild_day', 'own_day') AND window_starts_at >= :since
GROUP BY owner
HAVING SUM((held_micros + spent_micros) * CASE scope WHEN 'own_day' THEN -1 ELSE 1 END) > 0
ORDER BY SUM((held_micros + spent_micros) * CASE scope WHEN 'own_day' THEN -1 ELSE 1 END) DESC, owner;

-- name: blocked_in(guild_id, now)^
SELECT COUNT(*) AS number FROM blocks
WHERE guild_id = :guild_id AND lifted_at IS NULL AND (ends_at IS NULL OR ends_at > :now);

-- name: last_failure_in(guild_id)^
SELECT failure_reason, ended_at FROM generations
WHERE guild_id = :guild_id AND failure_reason IS NOT NULL
ORDER BY ended_at DESC
LIMIT 1;
