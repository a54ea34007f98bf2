-- name: server(guild_id)
SELECT name, value FROM server_settings WHERE guild_id = :guild_id;

-- name: decide(guild_id, name, value)!
INSERT INTO server_settings (guild_id, name, value) VALUES (:guild_id, :name, :value)
ON CONFLICT DO UPDATE SET value = excluded.value;

-- name: undecide(guild_id, name)!
DELETE FROM server_settings WHERE guild_id = :guild_id AND name = :name;

-- name: log(guild_id, actor_member_id, action, subject_member_id, generation_id, reason, details, now)^
INSERT INTO audit_entries (
    guild_id, actor_member_id, action, subject_member_id, generation_id, reason, details, created_at
) VALUES (
    :guild_id, :actor_member_id, :action, :subject_member_id, :generation_id, :reason, :details, :now
)
RETURNING entry_id;
