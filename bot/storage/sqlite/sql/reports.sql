-- name: has_reported(generation_id, member_id)^
SELECT 1 AS found FROM reports WHERE generation_id = :generation_id AND member_id = :member_id;

-- name: open_reports_of(member_id, since)^
SELECT COUNT(*) AS number FROM reports
JOIN report_cases ON report_cases.case_id = reports.case_id
WHERE reports.member_id = :member_id AND reports.created_at > :since AND report_cases.outcome IS NULL;

-- name: open_case_of(generation_id)^
SELECT case_id FROM report_cases WHERE generation_id = :generation_id AND outcome IS NULL;

-- name: open_case(guild_id, generation_id, now)^
INSERT INTO report_cases (guild_id, generation_id, opened_at) VALUES (:guild_id, :generation_id, :now)
RETURNING case_id;

-- name: add_report(generation_id, member_id, case_id, ground, reason, now)!
INSERT INTO reports (generation_id, member_id, case_id, ground, reason, created_at)
VALUES (:generation_id, :member_id, :case_id, :ground, :reason, :now);

-- name: case_by_id(case_id)^
SELECT report_cases.*, members.discord_id AS decided_by_discord_id FROM report_cases
LEFT JOIN members ON members.member_id = report_cases.decided_by_member_id
WHERE report_cases.case_id = :case_id;

-- name: reports_of(case_id)
SELECT ground, reason FROM reports WHERE case_id = :case_id ORDER BY created_at;

-- name: open_cases_of(guild_id, count)
SELECT case_id FROM report_cases WHERE guild_id = :guild_id AND outcome IS NULL ORDER BY case_id LIMIT :count;

-- name: hide_case(case_id, now)!
UPDATE report_cases SET hidden_at = :now WHERE case_id = :case_id;

-- name: close_case(case_id, outcome, decided_by_member_id, now)!
UPDATE report_cases SET outcome = :outcome, decided_by_member_id = :decided_by_member_id, decided_at = :now
WHERE case_id = :case_id AND outcome IS NULL;

-- name: set_hidden(id, hidden_at, now, retry_at)!
-- Its messages are edited at once, or by the worker from then on; the card says so, too.
UPDATE generations
SET
    hidden_at = :hidden_at,
    hiding_due_at = :retry_at,
    revision = revision + 1,
    card_due_at = MIN(card_due_at, :now)
WHERE id = :id AND removed_at IS NULL AND (hidden_at IS NULL) <> (:hidden_at IS NULL);

-- name: hidings_due(now, count)
SELECT id FROM generations WHERE hiding_due_at <= :now ORDER BY hiding_due_at LIMIT :count;

-- name: hiding_postponed(id, retry_at)!
UPDATE generations SET hiding_due_at = :retry_at WHERE id = :id AND hiding_due_at IS NOT NULL;

-- name: hiding_done(id, hidden_at)!
-- What was decided anew meanwhile is still to be done.
UPDATE generations SET hiding_due_at = NULL WHERE id = :id AND hidden_at IS :hidden_at;

-- name: wake_hidings(now)!
UPDATE generations SET hiding_due_at = :now WHERE hiding_due_at > :now;
