-- name: role_quotas(guild_id)
SELECT role_id, daily_micros, daily_count, concurrent FROM role_quotas
WHERE guild_id = :guild_id ORDER BY role_id;

-- name: rule_role(guild_id, role_id, daily_micros, daily_count, concurrent)!
INSERT INTO role_quotas (guild_id, role_id, daily_micros, daily_count, concurrent)
VALUES (:guild_id, :role_id, :daily_micros, :daily_count, :concurrent)
ON CONFLICT DO UPDATE SET
    daily_micros = excluded.daily_micros,
    daily_count = excluded.daily_count,
    concurrent = excluded.concurrent;

-- name: unrule_role(guild_id, role_id)!
DELETE FROM role_quotas WHERE guild_id = :guild_id AND role_id = :role_id;

-- name: note_role(guild_id, member_id, role_id)!
INSERT INTO roles_in_line (guild_id, member_id, role_id) VALUES (:guild_id, :member_id, :role_id)
ON CONFLICT DO UPDATE SET role_id = excluded.role_id;

-- name: forget_role(guild_id, member_id)!
DELETE FROM roles_in_line WHERE guild_id = :guild_id AND member_id = :member_id;
