-- name: traces_of(guild_id)^
SELECT
    EXISTS (SELECT 1 FROM postings WHERE guild_id = :guild_id)
    OR EXISTS (SELECT 1 FROM server_settings WHERE guild_id = :guild_id)
    OR EXISTS (SELECT 1 FROM generations WHERE guild_id = :guild_id) AS found;
