-- name: begin_erasure(member_id, now)^
INSERT INTO erasures (member_id, began_at) VALUES (:member_id, :now)
ON CONFLICT (member_id) DO UPDATE SET began_at = excluded.began_at, ended_at = NULL, forgotten_at = NULL
WHERE ended_at IS NOT NULL
RETURNING member_id;

-- name: under_way_anywhere_of(member_id)
SELECT id FROM generations WHERE member_id = :member_id AND ended_at IS NULL;

-- name: erase_all_of(member_id, now)!
UPDATE generations SET erasure_due_at = :now WHERE member_id = :member_id;

-- name: expire_drafts_of(member_id, now)!
UPDATE drafts SET expires_at = :now, revision = revision + 1 WHERE member_id = :member_id;

-- name: is_being_erased(discord_id)^
SELECT 1 AS found FROM members
JOIN erasures ON erasures.member_id = members.member_id
WHERE members.discord_id = :discord_id AND erasures.ended_at IS NULL;

-- name: is_going(member_id)^
-- Also of whom nothing but a row of the books is left.
SELECT 1 AS found FROM members
LEFT JOIN erasures ON erasures.member_id = members.member_id
WHERE members.member_id = :member_id
    AND (members.discord_id IS NULL OR (erasures.began_at IS NOT NULL AND erasures.ended_at IS NULL));

-- name: to_erase(now, count)
SELECT id FROM generations WHERE erasure_due_at <= :now AND ended_at IS NOT NULL ORDER BY erasure_due_at LIMIT :count;

-- name: erasure_postponed(id, retry_at)!
UPDATE generations SET erasure_due_at = :retry_at WHERE id = :id AND erasure_due_at IS NOT NULL;

-- name: erase_generation(id, now)!
-- What money says of it stays; its key is the id of somebody's interaction.
UPDATE generations
SET
    request_key = 'erased ' || id,
    interaction_token = NULL,
    interaction_expires_at = NULL,
    settings = '{}',
    prompt = '',
    prompt_folded = '',
    cautions = '[]',
    failure_code = NULL,
    card_id = NULL,
    card_face = '',
    card_due_at = NULL,
    result_ids = '[]',
    notice_id = NULL,
    notice_due_at = NULL,
    origin_kin = NULL,
    origin_id = NULL,
    origin_take = NULL,
    removal_due_at = NULL,
    retired_at = COALESCE(retired_at, :now),
    removed_at = COALESCE(removed_at, :now),
    erasure_due_at = NULL
WHERE id = :id;

-- name: erasures_to_end(count)
SELECT member_id FROM erasures
WHERE ended_at IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM generations
        WHERE generations.member_id = erasures.member_id AND generations.erasure_due_at IS NOT NULL
    )
    AND NOT EXISTS (SELECT 1 FROM drafts WHERE drafts.member_id = erasures.member_id)
LIMIT :count;

-- name: discord_id_of(member_id)^
SELECT discord_id FROM members WHERE member_id = :member_id;

-- name: pseudonymise(member_id, discord_id_hash)!
UPDATE members SET discord_id = NULL, discord_id_hash = :discord_id_hash WHERE member_id = :member_id;

-- name: forget_preferences(member_id)!
DELETE FROM preferences WHERE member_id = :member_id;

-- name: forget_roles(member_id)!
DELETE FROM roles_in_line WHERE member_id = :member_id;

-- name: forget_reports(member_id)!
UPDATE reports SET reason = '' WHERE member_id = :member_id;

-- name: forget_appeals(member_id)!
UPDATE blocks SET appeal = '' WHERE member_id = :member_id AND appeal IS NOT NULL;

-- name: erasure_ended(member_id, now)!
UPDATE erasures SET ended_at = :now WHERE member_id = :member_id;

-- name: erasures_to_forget(before, now, count)
SELECT member_id FROM erasures
WHERE ended_at < :before
    AND ended_at IS NOT NULL
    AND forgotten_at IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM blocks
        WHERE blocks.member_id = erasures.member_id
            AND blocks.lifted_at IS NULL
            AND (blocks.ends_at IS NULL OR blocks.ends_at > :now)
    )
LIMIT :count;

-- name: erasure_forgotten(member_id, now)!
UPDATE erasures SET forgotten_at = :now WHERE member_id = :member_id;

-- name: forget_hash(member_id)!
UPDATE members SET discord_id_hash = NULL WHERE member_id = :member_id AND discord_id IS NULL;

-- name: returned(discord_id, discord_id_hash)^
UPDATE members SET discord_id = :discord_id, discord_id_hash = NULL WHERE discord_id_hash = :discord_id_hash
RETURNING member_id;

-- name: has_hashes()^
SELECT 1 AS found FROM members WHERE discord_id_hash IS NOT NULL LIMIT 1;

-- name: server_left(guild_id, now)!
INSERT INTO departures (guild_id, left_at) VALUES (:guild_id, :now) ON CONFLICT (guild_id) DO NOTHING;

-- name: server_back(guild_id)!
DELETE FROM departures WHERE guild_id = :guild_id;

-- name: departures()
SELECT guild_id, erased_at FROM departures;

-- name: guilds_with_data()
-- What is decided of a server is in the log; whoever was written to before that, in the postings. 0 is no server.
SELECT DISTINCT guild_id FROM generations
UNION
SELECT DISTINCT guild_id FROM server_settings
UNION
SELECT DISTINCT guild_id FROM audit_entries WHERE guild_id <> 0
UNION
SELECT DISTINCT guild_id FROM postings WHERE guild_id <> 0
UNION
SELECT DISTINCT guild_id FROM provider_keys;

-- name: departures_to_erase(before, count)
SELECT guild_id FROM departures WHERE left_at < :before AND erased_at IS NULL ORDER BY left_at LIMIT :count;

-- name: departure_erased(guild_id, now)!
UPDATE departures SET erased_at = :now WHERE guild_id = :guild_id;

-- name: under_way_in(guild_id)
SELECT id FROM generations WHERE guild_id = :guild_id AND ended_at IS NULL;

-- name: erase_all_in(guild_id, now)!
UPDATE generations SET erasure_due_at = :now WHERE guild_id = :guild_id;

-- name: expire_drafts_in(guild_id, now)!
UPDATE drafts SET expires_at = :now, revision = revision + 1 WHERE guild_id = :guild_id;

-- name: forget_words(guild_id)!
DELETE FROM words WHERE guild_id = :guild_id;

-- name: forget_word_list(guild_id)!
DELETE FROM word_lists WHERE guild_id = :guild_id;

-- name: forget_role_quotas(guild_id)!
DELETE FROM role_quotas WHERE guild_id = :guild_id;

-- name: forget_roles_in_line(guild_id)!
DELETE FROM roles_in_line WHERE guild_id = :guild_id;

-- name: forget_consents(guild_id)!
DELETE FROM consents WHERE guild_id = :guild_id;

-- name: forget_blocks(guild_id)!
DELETE FROM blocks WHERE guild_id = :guild_id;

-- name: forget_strikes(guild_id)!
DELETE FROM strikes WHERE guild_id = :guild_id;

-- name: forget_reports_in(guild_id)!
DELETE FROM reports WHERE case_id IN (SELECT case_id FROM report_cases WHERE guild_id = :guild_id);

-- name: forget_report_cases(guild_id)!
DELETE FROM report_cases WHERE guild_id = :guild_id;

-- name: forget_reviews(guild_id)!
DELETE FROM reviews WHERE guild_id = :guild_id;

-- name: forget_pauses(guild_id)!
DELETE FROM pauses WHERE guild_id = :guild_id;

-- name: forget_own_keys(guild_id)!
DELETE FROM provider_keys WHERE guild_id = :guild_id;

-- name: forget_settings(guild_id)!
DELETE FROM server_settings WHERE guild_id = :guild_id;

-- name: forget_audit_entries(guild_id)!
DELETE FROM audit_entries WHERE guild_id = :guild_id;

-- name: forget_postings(guild_id)!
DELETE FROM postings WHERE guild_id = :guild_id;
