-- name: audit_page(guild_id, discord_id, skipped, count)
SELECT
    entry.entry_id,
    entry.guild_id,
    actor.discord_id AS actor_discord_id,
    entry.action,
    subject.discord_id AS subject_discord_id,
    entry.generation_id,
    entry.reason,
    entry.details,
    entry.created_at,
    COUNT(*) OVER () AS total
FROM audit_entries AS entry
JOIN members AS actor ON actor.member_id = entry.actor_member_id
LEFT JOIN members AS subject ON subject.member_id = entry.subject_member_id
WHERE entry.guild_id = :guild_id
    AND (:discord_id IS NULL OR :discord_id IN (actor.discord_id, subject.discord_id))
ORDER BY entry.entry_id DESC
LIMIT :count OFFSET :skipped;

-- name: audit_entry(entry_id)^
SELECT
    entry.entry_id,
    entry.guild_id,
    actor.discord_id AS actor_discord_id,
    entry.action,
    subject.discord_id AS subject_discord_id,
    entry.generation_id,
    entry.reason,
    entry.details,
    entry.created_at
FROM audit_entries AS entry
JOIN members AS actor ON actor.member_id = entry.actor_member_id
LEFT JOIN members AS subject ON subject.member_id = entry.subject_member_id
WHERE entry.entry_id = :entry_id;
