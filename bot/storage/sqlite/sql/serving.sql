-- name: server(guild_id)^
SELECT * FROM servers WHERE guild_id = :guild_id;

-- name: keep_server(guild_id, default_model_id, confirm_above_micros, concurrent)!
INSERT INTO servers (guild_id, default_model_id, confirm_above_micros, concurrent)
VALUES (:guild_id, :default_model_id, :confirm_above_micros, :concurrent)
ON CONFLICT DO UPDATE SET
    default_model_id = excluded.default_model_id,
    confirm_above_micros = excluded.confirm_above_micros,
    concurrent = excluded.concurrent;

-- name: log(guild_id, actor_member_id, action, subject_member_id, generation_id, reason, details, now)!
INSERT INTO audit_entries (
    guild_id, actor_member_id, action, subject_member_id, generation_id, reason, details, created_at
) VALUES (
    :guild_id, :actor_member_id, :action, :subject_member_id, :generation_id, :reason, :details, :now
);
