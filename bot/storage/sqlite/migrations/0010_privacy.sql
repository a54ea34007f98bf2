-- What members had erased, and servers that were left.

-- When its words, files and messages are to be erased; NULL: nobody asked for it, or it is done.
ALTER TABLE generations ADD COLUMN erasure_due_at TEXT;

CREATE INDEX generations_to_erase ON generations (erasure_due_at)
    WHERE erasure_due_at IS NOT NULL AND ended_at IS NOT NULL;
CREATE INDEX generations_erased_by_member ON generations (member_id) WHERE erasure_due_at IS NOT NULL;

-- Members who had themselves erased. Their rows of `members` keep a keyed hash until `forgotten_at`.
CREATE TABLE erasures (
    member_id INTEGER PRIMARY KEY REFERENCES members,
    began_at TEXT NOT NULL,
    -- When nothing was left to erase; NULL: not yet.
    ended_at TEXT,
    -- When the hash went, too.
    forgotten_at TEXT
) STRICT;

CREATE INDEX erasures_under_way ON erasures (member_id) WHERE ended_at IS NULL;
CREATE INDEX erasures_to_forget ON erasures (ended_at) WHERE forgotten_at IS NULL AND ended_at IS NOT NULL;

-- Servers without the bot: their data goes once the time of grace is over.
CREATE TABLE departures (
    guild_id INTEGER PRIMARY KEY,
    left_at TEXT NOT NULL,
    erased_at TEXT
) STRICT;

CREATE INDEX departures_to_erase ON departures (left_at) WHERE erased_at IS NULL;
CREATE INDEX drafts_by_guild ON drafts (guild_id);

-- How long servers want things kept: few of them, and what of theirs is left to go.
CREATE INDEX server_settings_of_media ON server_settings (guild_id, value) WHERE name = 'media_days';
CREATE INDEX server_settings_of_prompts ON server_settings (guild_id, value) WHERE name = 'prompt_days';
CREATE INDEX generations_to_retire_early ON generations (guild_id, ended_at)
    WHERE ended_at IS NOT NULL AND retired_at IS NULL;
CREATE INDEX generations_with_prompt ON generations (guild_id, ended_at) WHERE ended_at IS NOT NULL AND prompt <> '';

-- The log of a server that was left for good goes with it; any other stays.
DROP TRIGGER audit_entries_never_vanish;
CREATE TRIGGER audit_entries_never_vanish BEFORE DELETE ON audit_entries
WHEN NOT EXISTS (SELECT 1 FROM departures WHERE guild_id = old.guild_id AND erased_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
