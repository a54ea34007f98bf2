-- name: member_of(discord_id)^
SELECT member_id FROM members WHERE discord_id = :discord_id;

-- name: add_member(discord_id)^
INSERT INTO members (discord_id) VALUES (:discord_id) RETURNING member_id;

-- name: probe()!
INSERT INTO probes (only, times) VALUES (1, 1) ON CONFLICT DO UPDATE SET times = times + 1;
