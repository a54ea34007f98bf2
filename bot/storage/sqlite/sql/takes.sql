-- name: add_take(generation_id, key, state, url, seed, cost_micros, flagged, failure_reason, failure_code)!
INSERT INTO takes (
    generation_id, key, number, state, url, seed, cost_micros, flagged, failure_reason, failure_code
) VALUES (
    :generation_id,
    :key,
    (SELECT COUNT(*) FROM takes WHERE generation_id = :generation_id),
    :state, :url, :seed, :cost_micros, :flagged, :failure_reason, :failure_code
);

-- name: amend_take(generation_id, key, state, url, seed, cost_micros, flagged, failure_reason, failure_code)!
UPDATE takes
SET
    state = :state,
    url = :url,
    seed = :seed,
    cost_micros = :cost_micros,
    flagged = :flagged,
    failure_reason = :failure_reason,
    failure_code = :failure_code
WHERE generation_id = :generation_id AND key = :key;

-- name: fetch_takes(generation_id, now)!
UPDATE takes SET fetch_due_at = :now
WHERE generation_id = :generation_id AND state = 'ready' AND fetch_due_at IS NULL;

-- name: fetches_due(now, count)
-- By its own index: grouping would else tempt the planner to walk through every take.
SELECT generation_id AS id FROM takes INDEXED BY takes_to_fetch
WHERE state = 'ready' AND fetch_due_at <= :now
GROUP BY generation_id
ORDER BY MIN(fetch_due_at)
LIMIT :count;

-- name: store_take(generation_id, key, path, mime, width, height, size_bytes, sha256, duration_seconds, has_audio)!
UPDATE takes
SET
    state = 'stored',
    attempts = attempts + 1,
    fetch_due_at = NULL,
    path = :path,
    mime = :mime,
    width = :width,
    height = :height,
    size_bytes = :size_bytes,
    sha256 = :sha256,
    duration_seconds = :duration_seconds,
    has_audio = :has_audio
WHERE generation_id = :generation_id AND key = :key AND state = 'ready';

-- name: miss_take(generation_id, key, state, retry_at)!
UPDATE takes SET state = :state, attempts = attempts + 1, fetch_due_at = :retry_at
WHERE generation_id = :generation_id AND key = :key AND state = 'ready';
