-- name: add_posting(kind, guild_id, key, channel_id, recipient_member_id, generation_id, locale, now)!
INSERT INTO postings (
    kind, guild_id, key, channel_id, recipient_member_id, generation_id, locale, created_at, due_at
) VALUES (:kind, :guild_id, :key, :channel_id, :recipient_member_id, :generation_id, :locale, :now, :now)
ON CONFLICT (guild_id, kind, key) DO NOTHING;

-- name: refresh_posting(kind, guild_id, key, now)!
UPDATE postings SET revision = revision + 1, due_at = :now
WHERE guild_id = :guild_id AND kind = :kind AND key = :key;

-- name: refresh_postings_of(generation_id, now)!
UPDATE postings SET revision = revision + 1, due_at = :now WHERE generation_id = :generation_id;

-- name: refresh_postings_about(member_id, now)!
-- Whoever it is about, or decided it, is named in it; what was never posted stays unposted.
UPDATE postings SET revision = revision + 1, due_at = :now
WHERE message_id IS NOT NULL AND channel_id IS NOT NULL AND posting_id IN (
    SELECT postings.posting_id FROM generations
    JOIN postings ON postings.generation_id = generations.id
    WHERE generations.member_id = :member_id
    UNION
    SELECT postings.posting_id FROM audit_entries
    JOIN postings ON postings.generation_id = audit_entries.generation_id
    WHERE audit_entries.actor_member_id = :member_id
    UNION
    SELECT postings.posting_id FROM audit_entries
    JOIN postings
        ON postings.guild_id = audit_entries.guild_id
            AND postings.kind = 'log'
            AND postings.key = CAST(audit_entries.entry_id AS TEXT)
    WHERE audit_entries.actor_member_id = :member_id OR audit_entries.subject_member_id = :member_id
    UNION
    SELECT postings.posting_id FROM blocks
    JOIN postings
        ON postings.guild_id = blocks.guild_id
            AND postings.kind = 'appeal'
            AND postings.key = CAST(blocks.block_id AS TEXT)
    WHERE blocks.member_id = :member_id OR blocks.decided_member_id = :member_id
    UNION
    SELECT postings.posting_id FROM consents
    JOIN postings
        ON postings.guild_id = consents.guild_id
            AND postings.kind = 'consent'
            AND postings.key = CAST(consents.consent_id AS TEXT)
    WHERE consents.owner_member_id = :member_id OR consents.asker_member_id = :member_id
);

-- name: postings_due(now, count)
SELECT
    postings.posting_id,
    postings.kind,
    postings.guild_id,
    postings.key,
    postings.channel_id,
    members.discord_id AS recipient_discord_id,
    postings.generation_id,
    postings.locale,
    postings.created_at,
    postings.message_id,
    postings.revision,
    postings.attempts
FROM postings
LEFT JOIN members ON members.member_id = postings.recipient_member_id
WHERE postings.due_at <= :now
ORDER BY postings.due_at, postings.posting_id
LIMIT :count;

-- name: posting_begun(posting_id, retry_at)^
UPDATE postings SET attempts = attempts + 1, due_at = :retry_at WHERE posting_id = :posting_id
RETURNING attempts - 1 AS earlier;

-- name: posting_shown(posting_id, message_id, revision)!
UPDATE postings
SET message_id = :message_id, attempts = 0, due_at = CASE WHEN revision > :revision THEN due_at END
WHERE posting_id = :posting_id;

-- name: posting_moved(posting_id, channel_id, now)!
UPDATE postings SET channel_id = :channel_id, attempts = 0, due_at = :now
WHERE posting_id = :posting_id AND message_id IS NULL;

-- name: posting_given_up(posting_id)!
UPDATE postings SET attempts = 0, due_at = NULL WHERE posting_id = :posting_id;
