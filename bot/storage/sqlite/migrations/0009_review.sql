-- Videos that moderators see, or were to see, before anybody else does.
CREATE TABLE reviews (
    generation_id TEXT PRIMARY KEY REFERENCES generations (id),
    guild_id INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('mode', 'flagged', 'unchecked')),
    began_at TEXT NOT NULL,
    -- Until when they are asked; NULL: nobody is asked any more, or ever was.
    ends_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX reviews_to_expire ON reviews (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX reviews_waiting ON reviews (guild_id, began_at, generation_id) WHERE ends_at IS NOT NULL;
