-- name: approve(id, deadline_at, now)!
UPDATE generations SET deadline_at = :deadline_at, card_due_at = MIN(card_due_at, :now) WHERE id = :id;

-- name: decided_by(generation_id)^
SELECT members.discord_id FROM audit_entries
JOIN members ON members.member_id = audit_entries.actor_member_id
WHERE audit_entries.generation_id = :generation_id AND audit_entries.action IN ('approved', 'rejected')
ORDER BY audit_entries.entry_id
LIMIT 1;

-- name: awaiting_approval(guild_id, count)
SELECT id FROM generations
WHERE state = 'pending_approval' AND guild_id = :guild_id
ORDER BY number
LIMIT :count;
