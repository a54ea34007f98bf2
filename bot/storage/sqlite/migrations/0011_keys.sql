-- Keys that servers brought, sealed (bot/vault). A generation's `account` names the one that pays it, so a key that was
-- replaced or removed stays until nothing needs it.
CREATE TABLE provider_keys (
    key_id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    provider TEXT NOT NULL,
    sealed BLOB NOT NULL,
    set_by_member_id INTEGER NOT NULL REFERENCES members,
    set_at TEXT NOT NULL,
    retired_at TEXT
) STRICT;

CREATE UNIQUE INDEX provider_keys_in_use ON provider_keys (guild_id, provider) WHERE retired_at IS NULL;
CREATE INDEX provider_keys_by_guild ON provider_keys (guild_id);
CREATE INDEX provider_keys_retired ON provider_keys (key_id) WHERE retired_at IS NOT NULL;
CREATE INDEX provider_keys_by_member ON provider_keys (set_by_member_id);

-- What waits for a key that is replaced waits for the new one.
CREATE TRIGGER generations_change_lines AFTER UPDATE OF account ON generations
WHEN new.state = 'queued' AND old.account <> new.account
BEGIN
    INSERT INTO line_changes VALUES (
        old.account, old.guild_id, old.member_id, -1, -(old.submit_due_at IS NULL)
    );
    INSERT INTO line_changes VALUES (new.account, new.guild_id, new.member_id, 1, new.submit_due_at IS NULL);
END;

CREATE INDEX generations_before_submit ON generations (account) WHERE state IN ('pending_approval', 'queued');
