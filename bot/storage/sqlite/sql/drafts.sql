-- name: add_draft(draft_id, member_id, guild_id, prompt, model_id, private, consent_id, options, attachments, sources, inputs, origin_kin, origin_id, origin_take, revision, created_at, expires_at)!
INSERT INTO drafts (
    draft_id, member_id, guild_id, prompt, model_id, private, consent_id, options, attachments, sources, inputs,
    origin_kin, origin_id, origin_take, revision, created_at, expires_at
) VALUES (
    :draft_id, :member_id, :guild_id, :prompt, :model_id, :private, :consent_id, :options, :attachments, :sources, :inputs,
    :origin_kin, :origin_id, :origin_take, :revision, :created_at, :expires_at
);

-- name: draft(draft_id)^
SELECT drafts.*, members.discord_id AS author_discord_id
FROM drafts JOIN members USING (member_id)
WHERE draft_id = :draft_id;

-- name: oldest_drafts(member_id, kept)
SELECT drafts.*, members.discord_id AS author_discord_id
FROM drafts JOIN members USING (member_id)
WHERE member_id = :member_id
ORDER BY created_at DESC, draft_id
LIMIT -1 OFFSET :kept;

-- name: change_draft(draft_id, revision, prompt, model_id, private, consent_id, options, attachments, sources, inputs, expires_at)!
UPDATE drafts SET
    prompt = :prompt, model_id = :model_id, private = :private, consent_id = :consent_id,
    options = :options,
    attachments = :attachments, sources = :sources, inputs = :inputs,
    revision = :revision, expires_at = :expires_at
WHERE draft_id = :draft_id AND revision = :revision - 1;

-- name: remove_draft(draft_id, revision)!
DELETE FROM drafts WHERE draft_id = :draft_id AND revision = :revision;

-- name: expired_drafts(now, count)
SELECT drafts.*, members.discord_id AS author_discord_id
FROM drafts JOIN members USING (member_id)
WHERE expires_at <= :now
ORDER BY expires_at
LIMIT :count;
