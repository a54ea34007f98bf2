-- name: add_generation(id, request_key, member_id, guild_id, channel_id, interaction_token, interaction_expires_at, upload_limit_bytes, locale, model_id, provider, account, settings, prompt, prompt_folded, cautions, private, by_moderator, takes_asked, quoted_micros, approximate_quote, origin_kin, origin_id, origin_take, state, now, deadline_at)!
INSERT INTO generations (
    id, request_key, member_id, guild_id, channel_id, interaction_token, interaction_expires_at,
    upload_limit_bytes, locale, model_id, provider, account, settings, prompt, prompt_folded, cautions, private,
    by_moderator,
    takes_asked, quoted_micros, approximate_quote, origin_kin, origin_id, origin_take, state, created_at,
    card_due_at, deadline_at
) VALUES (
    :id, :request_key, :member_id, :guild_id, :channel_id, :interaction_token, :interaction_expires_at,
    :upload_limit_bytes, :locale, :model_id, :provider, :account, :settings, :prompt, :prompt_folded, :cautions,
    :private, :by_moderator,
    :takes_asked, :quoted_micros, :approximate_quote, :origin_kin, :origin_id, :origin_take, :state, :now,
    :now, :deadline_at
);

-- name: add_input(generation_id, role, path, mime, width, height, size_bytes, sha256, duration_seconds, has_audio)!
INSERT INTO inputs (
    generation_id, role, path, mime, width, height, size_bytes, sha256, duration_seconds, has_audio
) VALUES (
    :generation_id, :role, :path, :mime, :width, :height, :size_bytes, :sha256, :duration_seconds, :has_audio
);

-- name: generations_by_ids(ids)
-- In the order of the ids.
SELECT
    generations.*,
    members.discord_id AS author_discord_id,
    COALESCE(preferences.telling, 'ping') AS telling,
    CASE WHEN generations.state = 'rejected' THEN (
        SELECT reason FROM audit_entries
        WHERE audit_entries.generation_id = generations.id AND audit_entries.action IN ('rejected', 'discarded')
        ORDER BY entry_id
        LIMIT 1
    ) END AS rejected_because,
    COALESCE(earlier.posted_in_id, earlier.channel_id) AS origin_channel_id,
    earlier.result_ids ->> 0 AS origin_message_id,
    reviews.reason AS review_reason,
    reviews.ends_at AS review_ends_at
FROM json_each(:ids) AS wanted
JOIN generations ON generations.id = wanted.value
JOIN members ON members.member_id = generations.member_id
LEFT JOIN preferences ON preferences.member_id = generations.member_id
LEFT JOIN reviews ON reviews.generation_id = generations.id
-- Only where its message is there for all.
LEFT JOIN generations AS earlier
    ON earlier.id = generations.origin_id AND earlier.private = 0 AND earlier.removed_at IS NULL
ORDER BY wanted.key;

-- name: takes_by_ids(ids)
SELECT takes.* FROM json_each(:ids) AS wanted
JOIN takes ON takes.generation_id = wanted.value
ORDER BY takes.generation_id, takes.number;

-- name: inputs_by_ids(ids)
SELECT inputs.* FROM json_each(:ids) AS wanted
JOIN inputs ON inputs.generation_id = wanted.value;

-- name: account_of(id)^
SELECT account FROM generations WHERE id = :id;

-- name: id_by_request(request_key)^
SELECT id FROM generations WHERE request_key = :request_key;

-- name: id_by_task(task_id)^
-- A provider that takes our id as its own may bring news before its answer to the submit did.
SELECT id FROM generations WHERE task_id = :task_id
UNION ALL
SELECT id FROM generations WHERE id = :task_id AND task_id IS NULL;

-- name: move(id, before, after)!
UPDATE generations SET state = :after, revision = revision + 1 WHERE id = :id AND state = :before;

-- name: touch(id)!
UPDATE generations SET revision = revision + 1 WHERE id = :id;

-- name: end(id, now, failure_reason, failure_code, notice_due_at, waited)!
-- The card of what waited far back in line is looked at rarely, and has other things to show now.
UPDATE generations
SET
    ended_at = :now,
    failure_reason = :failure_reason,
    failure_code = :failure_code,
    notice_due_at = :notice_due_at,
    card_due_at = CASE WHEN :waited THEN MIN(card_due_at, :now) ELSE card_due_at END
WHERE id = :id;
