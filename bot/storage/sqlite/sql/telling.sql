-- name: deliveries_due(now, count)
SELECT id FROM generations
WHERE state IN ('succeeded', 'pending_review') AND settled_at IS NOT NULL AND delivery_due_at <= :now
ORDER BY delivery_due_at
LIMIT :count;

-- name: deliver_from(id, now)!
UPDATE generations SET delivery_due_at = :now, revision = revision + 1 WHERE id = :id;

-- name: delivering(id, retry_at)^
UPDATE generations SET delivery_attempts = delivery_attempts + 1, delivery_due_at = :retry_at
WHERE id = :id AND discarded = 0
RETURNING delivery_attempts - 1 AS earlier;

-- name: post_in(id, channel_id)!
UPDATE generations SET posted_in_id = :channel_id WHERE id = :id AND private = 0;

-- name: posted(id, result_ids, now)!
-- What could be posted woke up its thread: a card that could not be edited there is tried once more.
UPDATE generations
SET result_ids = :result_ids, delivery_due_at = NULL, card_due_at = COALESCE(card_due_at, :now)
WHERE id = :id;

-- name: notices_due(now, count)
SELECT id FROM generations WHERE notice_due_at <= :now ORDER BY notice_due_at LIMIT :count;

-- name: noticing(id, retry_at)^
UPDATE generations SET delivery_attempts = delivery_attempts + 1, notice_due_at = :retry_at
WHERE id = :id AND notice_due_at IS NOT NULL
RETURNING delivery_attempts - 1 AS earlier;

-- name: noticed(id, notice_id)!
UPDATE generations
SET notice_id = :notice_id, notice_due_at = NULL, card_due_at = COALESCE(card_due_at, notice_due_at)
WHERE id = :id;

-- name: cards_due(now, count)
SELECT id FROM generations
WHERE (card_revision < revision OR state = 'queued') AND card_due_at <= :now
ORDER BY card_due_at
LIMIT :count;

-- name: card_shown(id, card_id, face, revision, next_at)!
UPDATE generations
SET card_id = :card_id, card_face = :face, card_revision = :revision, card_due_at = :next_at
WHERE id = :id;

-- name: card_postponed(id, retry_at)!
UPDATE generations SET card_due_at = :retry_at WHERE id = :id;

-- name: times_taken(model_id, duration, resolution, count)
SELECT submitted_at, settled_at FROM generations
WHERE state = 'delivered'
    AND submitted_at IS NOT NULL
    AND model_id = :model_id
    AND json_extract(settings, '$.duration') IS :duration
    AND json_extract(settings, '$.resolution') IS :resolution
ORDER BY settled_at DESC
LIMIT :count;
