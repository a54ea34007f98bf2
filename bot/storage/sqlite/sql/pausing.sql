-- name: pause(guild_id, by_operator, actor_member_id, reason, now)!
INSERT INTO pauses (guild_id, by_operator, actor_member_id, reason, began_at)
VALUES (:guild_id, :by_operator, :actor_member_id, :reason, :now);

-- name: resume(guild_id, by_operator)!
DELETE FROM pauses WHERE guild_id = :guild_id AND by_operator = :by_operator;

-- name: pauses(guild_id)
-- That of all servers first, the moderators' own last.
SELECT pauses.guild_id, by_operator, discord_id, reason, began_at FROM pauses
JOIN members ON members.member_id = pauses.actor_member_id
WHERE pauses.guild_id IN (0, :guild_id)
ORDER BY pauses.guild_id <> 0, by_operator DESC;

-- name: is_stopped(guild_id, account, now)^
-- Whether nothing of this server, or nothing at this provider, may be submitted.
SELECT
    EXISTS (SELECT 1 FROM pauses WHERE guild_id IN (0, :guild_id))
    OR EXISTS (SELECT 1 FROM alarms WHERE account = :account AND ended_at IS NULL AND stops_until > :now)
    AS stopped;

-- name: give_line_time(account, guild_id, deadline_at)!
UPDATE generations SET deadline_at = MAX(deadline_at, :deadline_at)
WHERE account = :account AND guild_id = :guild_id AND state = 'queued';

-- name: give_all_time(deadline_at)!
UPDATE generations SET deadline_at = MAX(deadline_at, :deadline_at) WHERE state = 'queued';

-- name: give_server_time(guild_id, deadline_at)!
UPDATE generations SET deadline_at = MAX(deadline_at, :deadline_at)
WHERE guild_id = :guild_id AND ended_at IS NULL AND state = 'queued';

-- name: give_providers_time(account, deadline_at)!
UPDATE generations SET deadline_at = MAX(deadline_at, :deadline_at)
WHERE account = :account AND state = 'queued';
