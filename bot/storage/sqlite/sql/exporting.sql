-- name: export_member(member_id)
SELECT member_id, CAST(discord_id AS TEXT) AS discord_id FROM members WHERE member_id = :member_id;

-- name: export_preferences(member_id)
SELECT model_id, duration, aspect, style, language, telling FROM preferences WHERE member_id = :member_id;

-- name: export_generations(member_id)
SELECT
    id, CAST(guild_id AS TEXT) AS guild_id, CAST(channel_id AS TEXT) AS channel_id, model_id, provider, prompt,
    settings, private, takes_asked, state, discarded, failure_reason, quoted_micros, charged_micros, created_at,
    submitted_at, settled_at, ended_at, retired_at, removed_at, origin_kin, origin_id, origin_take, locale
FROM generations
WHERE member_id = :member_id
ORDER BY number;

-- name: export_inputs(member_id)
SELECT inputs.generation_id, inputs.role, inputs.mime, inputs.width, inputs.height, inputs.size_bytes, inputs.sha256
FROM generations
JOIN inputs ON inputs.generation_id = generations.id
WHERE generations.member_id = :member_id
ORDER BY generations.number;

-- name: export_takes(member_id)
SELECT
    takes.generation_id, takes.number, takes.state, takes.seed, takes.flagged, takes.failure_reason, takes.mime,
    takes.width, takes.height, takes.size_bytes, takes.sha256, takes.duration_seconds
FROM generations
JOIN takes ON takes.generation_id = generations.id
WHERE generations.member_id = :member_id
ORDER BY generations.number, takes.number;

-- name: export_drafts(member_id)
SELECT
    draft_id, CAST(guild_id AS TEXT) AS guild_id, prompt, model_id, private, options, attachments, sources,
    created_at, expires_at
FROM drafts
WHERE member_id = :member_id
ORDER BY created_at;

-- name: export_ledger_entries(member_id)
-- A refund without an author is of a video that moderators did not look at.
SELECT
    ledger_entries.generation_id, ledger_entries.kind, ledger_entries.account, ledger_entries.amount_micros,
    CASE
        WHEN ledger_entries.kind = 'refund' AND ledger_entries.author_member_id IS NULL THEN 'nobody looked in time'
        ELSE ledger_entries.reason
    END AS reason,
    ledger_entries.created_at
FROM generations
JOIN ledger_entries ON ledger_entries.generation_id = generations.id
WHERE generations.member_id = :member_id AND ledger_entries.account IN ('available', 'held')
ORDER BY ledger_entries.entry_id;

-- name: export_purses(member_id)
-- Whose a purse is stands behind the id of its server.
SELECT
    purses.owner, purses.balance_micros, ledger_entries.kind, ledger_entries.amount_micros,
    CASE
        WHEN ledger_entries.kind = 'refund' AND ledger_entries.author_member_id IS NULL THEN 'nobody looked in time'
        ELSE ledger_entries.reason
    END AS reason,
    ledger_entries.created_at
FROM purses
LEFT JOIN ledger_entries ON ledger_entries.purse_id = purses.purse_id
WHERE purses.scope = 'member' AND purses.owner LIKE '%:' || :member_id
ORDER BY ledger_entries.entry_id;

-- name: export_given(member_id)
SELECT kind, account, amount_micros, reason, created_at FROM ledger_entries
WHERE author_member_id = :member_id
ORDER BY entry_id;

-- name: export_roles(member_id)
SELECT CAST(guild_id AS TEXT) AS guild_id, CAST(role_id AS TEXT) AS role_id FROM roles_in_line
WHERE member_id = :member_id;

-- name: export_blocks(member_id)
SELECT
    CAST(guild_id AS TEXT) AS guild_id, reason, strikes, created_at, ends_at, lifted_at, appeal, appealed_at, kept_at
FROM blocks
WHERE member_id = :member_id
ORDER BY block_id;

-- name: export_consents(member_id)
SELECT
    CAST(guild_id AS TEXT) AS guild_id, CAST(message_id AS TEXT) AS message_id, state, created_at, ends_at,
    owner_member_id = :member_id AS was_asked
FROM consents
WHERE owner_member_id = :member_id OR asker_member_id = :member_id
ORDER BY consent_id;

-- name: export_strikes(member_id)
SELECT CAST(guild_id AS TEXT) AS guild_id, cause, key, count, created_at FROM strikes
WHERE member_id = :member_id
ORDER BY strike_id;

-- name: export_reports_by(member_id)
SELECT generation_id, ground, reason, created_at FROM reports WHERE member_id = :member_id ORDER BY created_at;

-- name: export_reports_about(member_id)
-- Who reported is their data, not the member's.
SELECT report_cases.generation_id, report_cases.opened_at, report_cases.hidden_at, report_cases.outcome
FROM generations
JOIN report_cases ON report_cases.generation_id = generations.id
WHERE generations.member_id = :member_id
ORDER BY report_cases.case_id;

-- name: export_reviews(member_id)
SELECT reviews.generation_id, reviews.reason, reviews.began_at, reviews.ends_at
FROM generations
JOIN reviews ON reviews.generation_id = generations.id
WHERE generations.member_id = :member_id
ORDER BY generations.number;

-- name: export_messages_to(member_id)
SELECT kind, CAST(guild_id AS TEXT) AS guild_id, key, generation_id, created_at FROM postings
WHERE recipient_member_id = :member_id
ORDER BY posting_id;

-- name: export_decisions_about(member_id)
-- Who decided is their data, not the member's.
SELECT CAST(guild_id AS TEXT) AS guild_id, action, generation_id, reason, details, created_at FROM audit_entries
WHERE subject_member_id = :member_id
ORDER BY entry_id;

-- name: export_decisions_by(member_id)
SELECT CAST(guild_id AS TEXT) AS guild_id, action, generation_id, reason, details, created_at FROM audit_entries
WHERE actor_member_id = :member_id
ORDER BY entry_id;

-- name: ids_of_generations(member_id)
SELECT id FROM generations WHERE member_id = :member_id AND retired_at IS NULL ORDER BY number;
