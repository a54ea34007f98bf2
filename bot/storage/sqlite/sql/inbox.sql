-- name: add_letter(key, provider, task_ids, now)^
INSERT INTO inbox (key, provider, task_ids, received_at, apply_due_at)
VALUES (:key, :provider, :task_ids, :now, :now)
ON CONFLICT (key) DO NOTHING
RETURNING key;

-- name: letters_due(now, count)
SELECT key, provider, task_ids, received_at FROM inbox WHERE apply_due_at <= :now ORDER BY apply_due_at LIMIT :count;

-- name: postpone_letter(key, retry_at)!
UPDATE inbox SET apply_due_at = :retry_at WHERE key = :key;

-- name: last_letter(provider, since)^
SELECT MAX(received_at) AS received_at FROM inbox WHERE received_at >= :since AND provider = :provider;

-- name: forget_letters(before)!
DELETE FROM inbox WHERE received_at < :before;

-- name: in_doubt(account, ended_since)
-- Sent, and the provider's name for it was never learnt.
-- (By its own index: the one of task ids holds everything that waits as well.)
SELECT id FROM generations INDEXED BY generations_in_doubt
WHERE account = :account AND task_id IS NULL AND sent = 1
    AND state IN ('submitting', 'expired')
    AND (ended_at IS NULL OR ended_at >= :ended_since)
ORDER BY number
LIMIT 100;

-- name: add_secret(name, value)!
INSERT INTO secrets (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING;

-- name: secret(name)^
SELECT value FROM secrets WHERE name = :name;
