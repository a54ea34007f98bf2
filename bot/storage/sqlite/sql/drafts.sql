-- name: remove_draft(draft_id)!
DELETE FROM drafts WHERE draft_id = :draft_id;
