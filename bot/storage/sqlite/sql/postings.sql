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

-- name: posting_given_up(posting_id)!
UPDATE postings SET attempts = 0, due_at = NULL WHERE posting_id = :posting_id;
