-- name: add_review(generation_id, guild_id, reason, now, ends_at)!
INSERT INTO reviews (generation_id, guild_id, reason, began_at, ends_at)
VALUES (:generation_id, :guild_id, :reason, :now, :ends_at);

-- name: flag_take*!
UPDATE takes SET flagged = 1 WHERE generation_id = :generation_id AND key = :key;

-- name: no_delivery(id)!
-- Nothing is posted until a moderator says so.
UPDATE generations SET delivery_due_at = NULL WHERE id = :id;

-- name: end_review(generation_id)!
UPDATE reviews SET ends_at = NULL WHERE generation_id = :generation_id;

-- name: reviews_waiting(guild_id, count)
SELECT generation_id AS id FROM reviews
WHERE guild_id = :guild_id AND ends_at IS NOT NULL
ORDER BY began_at, generation_id
LIMIT :count;

-- name: reviews_overdue(now, count)
SELECT generation_id AS id FROM reviews WHERE ends_at <= :now ORDER BY ends_at LIMIT :count;

-- name: review_verdict(generation_id)^
SELECT members.discord_id, audit_entries.action, audit_entries.reason, audit_entries.created_at FROM audit_entries
JOIN members ON members.member_id = audit_entries.actor_member_id
WHERE audit_entries.generation_id = :generation_id AND audit_entries.action IN ('published', 'discarded')
ORDER BY audit_entries.entry_id
LIMIT 1;
