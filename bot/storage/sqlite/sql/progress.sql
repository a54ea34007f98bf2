-- name: submits_due(account, now, count)
SELECT id, sent FROM generations
WHERE state = 'submitting' AND account = :account AND submit_due_at <= :now
ORDER BY submit_due_at
LIMIT :count;

-- name: at_provider(account, most)^
-- Counts no further than is asked, so that a long list at the provider costs nothing.
SELECT COUNT(*) AS running FROM (
    SELECT 1 FROM generations
    WHERE account = :account AND state IN ('submitting', 'running')
    LIMIT :most
);

-- name: claim(id, now, retry_at)!
-- Its card may be waiting for the next look at the line, and has other things to show now.
UPDATE generations
SET attempts = attempts + 1, submit_due_at = :retry_at, card_due_at = MIN(card_due_at, :now)
WHERE id = :id;

-- name: sending(id)!
UPDATE generations SET sent = 1 WHERE id = :id;

-- name: doubt(id, poll_at)!
UPDATE generations SET uncertain = 1, poll_due_at = COALESCE(poll_due_at, :poll_at) WHERE id = :id;

-- name: doubt_if_sent(id, now)!
UPDATE generations SET uncertain = 1, poll_due_at = COALESCE(poll_due_at, :now)
WHERE id = :id AND state = 'submitting' AND sent = 1;

-- name: retry_submit(id, retry_at)!
UPDATE generations SET submit_due_at = :retry_at WHERE id = :id;

-- name: not_submitted(id)!
-- Also of what expired meanwhile: nothing of it will ever cost anything.
UPDATE generations SET sent = 0, uncertain = 0, poll_due_at = NULL
WHERE id = :id AND state IN ('submitting', 'expired');

-- name: ask_at_once(provider, task_id, now)^
-- Whose hold is resolved is only asked about while its cost may still be unknown.
UPDATE generations
SET poll_due_at = CASE
    WHEN state IN ('submitting', 'running', 'expired') OR poll_due_at IS NOT NULL THEN :now
END
WHERE id = (
    SELECT id FROM generations WHERE task_id = :task_id AND provider = :provider
    UNION ALL
    SELECT id FROM generations WHERE id = :task_id AND task_id IS NULL AND provider = :provider
)
RETURNING id;

-- name: know_task(id, task_id)!
UPDATE generations SET task_id = :task_id WHERE id = :id AND task_id IS NULL;

-- name: run(id, now, poll_at)!
-- A webhook that overtook the answer may have made it due for a poll already.
UPDATE generations
SET
    uncertain = 0,
    submitted_at = :now,
    submit_due_at = NULL,
    poll_due_at = COALESCE(MIN(poll_due_at, :poll_at), :poll_at)
WHERE id = :id;

-- name: polls_due(account, now, soon, batch_size, most)
-- As many as are due, rounded up to whole batches with those that are next.
SELECT id FROM generations
WHERE account = :account AND state IN ('submitting', 'running') AND poll_due_at <= :soon
ORDER BY poll_due_at
LIMIT (
    SELECT (COUNT(*) + :batch_size - 1) / :batch_size * :batch_size FROM (
        SELECT 1 FROM generations
        WHERE account = :account AND state IN ('submitting', 'running') AND poll_due_at <= :now
        LIMIT :most
    )
);

-- name: late_polls_due(account, now, count)
-- Nobody waits for these any more, but what they cost is still to be learnt.
SELECT id FROM generations
WHERE account = :account AND state NOT IN ('submitting', 'running') AND poll_due_at <= :now
ORDER BY poll_due_at
LIMIT :count;

-- name: polled*!
UPDATE generations SET poll_due_at = :poll_at WHERE id = :id AND poll_due_at IS NOT NULL;

-- name: stop_polling(id)!
UPDATE generations SET poll_due_at = NULL WHERE id = :id;

-- name: overdue(now, count)
SELECT id FROM generations
WHERE state IN ('pending_approval', 'queued', 'submitting', 'running') AND deadline_at <= :now
ORDER BY deadline_at
LIMIT :count;

-- name: wake_deadlines(last_chance)!
-- Not of those whose submit is in doubt: after so long a second one might be paid, too.
-- (Both states are named for the index's sake.)
UPDATE generations SET deadline_at = :last_chance
WHERE state IN ('submitting', 'running') AND state = 'running' AND deadline_at < :last_chance;

-- name: wake_submits(now)!
UPDATE generations SET submit_due_at = :now WHERE state = 'submitting';

-- name: wake_polls(now)!
UPDATE generations SET poll_due_at = :now
WHERE state IN ('submitting', 'running') AND uncertain = 0 AND poll_due_at > :now;

-- name: wake_fetches(now)!
UPDATE takes SET fetch_due_at = :now WHERE state = 'ready' AND fetch_due_at > :now;

-- name: wake_deliveries(now)!
UPDATE generations SET delivery_due_at = :now
WHERE state IN ('succeeded', 'pending_review') AND settled_at IS NOT NULL AND delivery_due_at > :now;

-- name: wake_notices(now)!
UPDATE generations SET notice_due_at = :now WHERE notice_due_at > :now;

-- name: under_way()^
SELECT
    (SELECT COUNT(*) FROM generations WHERE state IN ('submitting', 'running'))
    + (
        SELECT COUNT(*) FROM generations
        WHERE state IN ('succeeded', 'pending_review') AND settled_at IS NOT NULL AND delivery_due_at IS NOT NULL
    )
    + (SELECT COUNT(DISTINCT generation_id) FROM takes WHERE state = 'ready' AND fetch_due_at IS NOT NULL)
    AS number;
