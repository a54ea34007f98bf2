-- name: strike_for(guild_id, cause, key)^
SELECT * FROM strikes WHERE guild_id = :guild_id AND cause = :cause AND key = :key;

-- name: strikes_since(guild_id, member_id, since)^
SELECT COUNT(*) AS count FROM strikes
WHERE member_id = :member_id AND guild_id = :guild_id AND created_at > :since;

-- name: add_strike(guild_id, member_id, cause, key, count, until_block, now)^
INSERT INTO strikes (guild_id, member_id, cause, key, count, until_block, created_at)
VALUES (:guild_id, :member_id, :cause, :key, :count, :until_block, :now)
RETURNING *;

-- name: strike_by_id(strike_id)^
SELECT * FROM strikes WHERE strike_id = :strike_id;

-- name: asked_by_moderator(id)^
SELECT by_moderator FROM generations WHERE id = :id;
