-- Messages to moderators, logs and people that are no part of a generation's way to its author.
CREATE TABLE postings (
    posting_id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    guild_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    channel_id INTEGER,
    recipient_member_id INTEGER REFERENCES members,
    generation_id TEXT,
    locale TEXT NOT NULL,
    created_at TEXT NOT NULL,
    message_id INTEGER,
    -- Grows whenever it would look different.
    revision INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- NULL: it shows what there is to show, or cannot be reached.
    due_at TEXT,
    UNIQUE (guild_id, kind, key),
    CHECK ((channel_id IS NULL) <> (recipient_member_id IS NULL))
) STRICT;

CREATE INDEX postings_due ON postings (due_at, posting_id) WHERE due_at IS NOT NULL;
CREATE INDEX postings_by_recipient ON postings (recipient_member_id) WHERE recipient_member_id IS NOT NULL;
CREATE INDEX postings_by_generation ON postings (generation_id) WHERE generation_id IS NOT NULL;
