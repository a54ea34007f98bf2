-- name: own_keys(guild_id)
SELECT key_id, guild_id, provider, set_at, discord_id FROM provider_keys
JOIN members ON members.member_id = set_by_member_id
WHERE guild_id = :guild_id AND retired_at IS NULL
ORDER BY provider;

-- name: all_own_keys()
SELECT key_id, guild_id, provider, set_at, discord_id FROM provider_keys INDEXED BY provider_keys_in_use
JOIN members ON members.member_id = set_by_member_id
WHERE retired_at IS NULL
ORDER BY guild_id, provider;

-- name: own_key(key_id)^
SELECT key_id, guild_id, provider, sealed FROM provider_keys WHERE key_id = :key_id;

-- name: own_key_at(guild_id, provider)^
SELECT key_id FROM provider_keys WHERE guild_id = :guild_id AND provider = :provider AND retired_at IS NULL;

-- name: add_own_key(guild_id, provider, sealed, member_id, now)^
INSERT INTO provider_keys (guild_id, provider, sealed, set_by_member_id, set_at)
VALUES (:guild_id, :provider, :sealed, :member_id, :now)
RETURNING key_id;

-- name: retire_own_key(key_id, now)!
UPDATE provider_keys SET retired_at = :now WHERE key_id = :key_id;

-- name: change_account(before, after)!
UPDATE generations SET account = :after WHERE account = :before AND state IN ('pending_approval', 'queued');

-- name: spent_keys()
-- No longer in use, and nothing that they pay for is under way or may still tell its cost.
SELECT key_id FROM provider_keys INDEXED BY provider_keys_retired
WHERE retired_at IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM generations
        WHERE account = provider || ':' || key_id AND state IN ('pending_approval', 'queued')
    )
    AND NOT EXISTS (
        SELECT 1 FROM generations
        WHERE account = provider || ':' || key_id AND state IN ('submitting', 'running')
    )
    AND NOT EXISTS (
        SELECT 1 FROM generations
        WHERE account = provider || ':' || key_id
            AND state NOT IN ('submitting', 'running')
            AND poll_due_at IS NOT NULL
    )
ORDER BY key_id;

-- name: forget_key(key_id)!
DELETE FROM provider_keys WHERE key_id = :key_id;

-- name: end_alarms_of(account, now)!
UPDATE alarms SET ended_at = :now, told = 0 WHERE account = :account AND ended_at IS NULL;

-- name: own_accounts_at_work(first, beyond, now)
SELECT account FROM servers_in_line WHERE account >= :first AND account < :beyond
UNION
SELECT account FROM generations
WHERE state = 'submitting' AND account >= :first AND account < :beyond AND submit_due_at <= :now
UNION
SELECT account FROM generations
WHERE state IN ('submitting', 'running') AND account >= :first AND account < :beyond AND poll_due_at <= :now
UNION
SELECT account FROM generations
WHERE state NOT IN ('submitting', 'running') AND account >= :first AND account < :beyond AND poll_due_at <= :now
ORDER BY account;
