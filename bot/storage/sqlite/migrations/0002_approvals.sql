CREATE INDEX generations_to_approve ON generations (guild_id, number) WHERE state = 'pending_approval';

-- Who was first, for the moderator who was second.
CREATE INDEX audit_entries_by_generation ON audit_entries (generation_id, entry_id) WHERE generation_id IS NOT NULL;
