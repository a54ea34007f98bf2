-- name: remove(id, now, retry_at)!
-- Its files count as retired at once: nobody is shown them, or begins with them, while they are being removed.
UPDATE generations
SET
    removed_at = :now,
    removal_due_at = :retry_at,
    retired_at = COALESCE(retired_at, :now),
    revision = revision + 1,
    card_due_at = MIN(card_due_at, :now)
WHERE id = :id AND ended_at IS NOT NULL AND removed_at IS NULL;

-- name: to_remove(now, count)
SELECT id FROM generations WHERE removal_due_at <= :now ORDER BY removal_due_at LIMIT :count;

-- name: removal_postponed(id, retry_at)!
UPDATE generations SET removal_due_at = :retry_at WHERE id = :id AND removal_due_at IS NOT NULL;

-- name: removed(id)!
UPDATE generations SET removal_due_at = NULL WHERE id = :id;
