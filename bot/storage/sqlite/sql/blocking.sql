-- name: add_block(guild_id, member_id, reason, strikes, locale, now, ends_at)^
INSERT INTO blocks (guild_id, member_id, reason, strikes, locale, created_at, ends_at)
VALUES (:guild_id, :member_id, :reason, :strikes, :locale, :now, :ends_at)
RETURNING block_id;

-- name: unlifted_block(guild_id, member_id)^
SELECT block_id FROM blocks WHERE guild_id = :guild_id AND member_id = :member_id AND lifted_at IS NULL;

-- name: block_by_id(block_id)^
SELECT blocks.*, members.discord_id, deciders.discord_id AS decided_by_discord_id
FROM blocks
JOIN members USING (member_id)
LEFT JOIN members AS deciders ON deciders.member_id = blocks.decided_member_id
WHERE blocks.block_id = :block_id;

-- name: lift_block(block_id, member_id, now)!
UPDATE blocks SET lifted_at = :now, decided_member_id = :member_id WHERE block_id = :block_id;

-- name: keep_block(block_id, member_id, now)!
UPDATE blocks SET kept_at = :now, decided_member_id = :member_id WHERE block_id = :block_id;

-- name: appeal(block_id, words, now)!
UPDATE blocks SET appeal = :words, appealed_at = :now WHERE block_id = :block_id;

-- name: under_way_of(guild_id, member_id)
SELECT id FROM generations
WHERE member_id = :member_id AND guild_id = :guild_id AND ended_at IS NULL
ORDER BY number;
