-- Who may make no videos for a while, and what was held against them.
CREATE TABLE blocks (
    block_id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES members,
    reason TEXT NOT NULL,
    -- How many strikes it came of; NULL: a moderator decided it.
    strikes INTEGER,
    locale TEXT NOT NULL,
    created_at TEXT NOT NULL,
    -- NULL: for good.
    ends_at TEXT,
    -- Also when a later block takes its place.
    lifted_at TEXT,
    appeal TEXT,
    appealed_at TEXT,
    -- Moderators read the appeal, and let the block stand.
    kept_at TEXT,
    -- Who lifted it, or let it stand.
    decided_member_id INTEGER REFERENCES members,
    CHECK ((appeal IS NULL) = (appealed_at IS NULL))
) STRICT;

-- At most one of each member counts; it may have ended by itself.
CREATE UNIQUE INDEX blocks_by_member ON blocks (guild_id, member_id) WHERE lifted_at IS NULL;
CREATE INDEX blocks_of_member ON blocks (member_id);
CREATE INDEX blocks_by_decider ON blocks (decided_member_id) WHERE decided_member_id IS NOT NULL;

CREATE TABLE strikes (
    strike_id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES members,
    cause TEXT NOT NULL CHECK (cause IN ('words', 'rejected', 'discarded', 'removed')),
    -- The generation, or the request that was refused: one strike for each.
    key TEXT NOT NULL,
    -- How many there were within the window then, this one included, and after how many the server blocked.
    count INTEGER NOT NULL CHECK (count > 0),
    until_block INTEGER NOT NULL CHECK (until_block > 0),
    created_at TEXT NOT NULL,
    UNIQUE (guild_id, cause, key)
) STRICT;

CREATE INDEX strikes_by_member ON strikes (member_id, guild_id, created_at);

-- Pictures that members want to animate and others posted.
CREATE TABLE consents (
    consent_id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    owner_member_id INTEGER NOT NULL REFERENCES members,
    asker_member_id INTEGER NOT NULL REFERENCES members,
    locale TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'noted'
        CHECK (state IN ('noted', 'asked', 'allowed', 'refused', 'unanswered')),
    -- Until when the owner can answer.
    ends_at TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (message_id, asker_member_id),
    CHECK ((state = 'noted') = (ends_at IS NULL))
) STRICT;

CREATE INDEX consents_to_expire ON consents (ends_at) WHERE state = 'asked';
CREATE INDEX consents_by_owner ON consents (owner_member_id);
CREATE INDEX consents_by_asker ON consents (asker_member_id);
