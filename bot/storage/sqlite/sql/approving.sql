-- name: approve(id, deadline_at, now)!
UPDATE generations SET deadline_at = :deadline_at, card_due_at = MIN(card_due_at, :now) WHERE id = :id;

-- name: verdict(generation_id)^
SELECT members.discord_id, audit_entries.action, audit_entries.reason, audit_entries.created_at FROM audit_entries
JOIN members ON members.member_id = audit_entries.actor_member_id
WHERE audit_entries.generation_id = :generation_id AND audit_entries.action IN ('approved', 'rejected')
ORDER BY audit_entries.entry_id
LIMIT 1;

-- name: record(generation_id, guild_id, member_id)^
SELECT
    COUNT(*) FILTER (WHERE action = 'approved') AS approved,
    COUNT(*) FILTER (WHERE action = 'rejected') AS rejected,
    -- Not what moderators found nothing wrong with.
    (
        SELECT COUNT(*) FROM generations
        JOIN report_cases ON report_cases.generation_id = generations.id
        WHERE generations.member_id = :member_id
            AND generations.guild_id = :guild_id
            AND report_cases.outcome IS NOT 'restored'
    ) AS reported
FROM audit_entries
WHERE subject_member_id = :member_id
    AND guild_id = :guild_id
    AND generation_id <> :generation_id
    AND action IN ('approved', 'rejected');

-- name: awaiting_approval(guild_id, count)
SELECT generations.id, postings.channel_id, postings.message_id FROM generations
LEFT JOIN postings
    ON postings.guild_id = generations.guild_id AND postings.kind = 'approval' AND postings.key = generations.id
WHERE generations.state = 'pending_approval' AND generations.guild_id = :guild_id
ORDER BY generations.number
LIMIT :count;

-- name: awaiting_count(guild_id)^
SELECT COUNT(*) AS total FROM generations WHERE state = 'pending_approval' AND guild_id = :guild_id;
