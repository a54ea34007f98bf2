-- A list's revision is another one after each change, in any server, so that none is ever taken for another.
CREATE TABLE word_lists (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL UNIQUE
) STRICT;

-- Words that a server wants in no prompt. Two that are written differently and look for the same are one.
CREATE TABLE words (
    guild_id INTEGER NOT NULL,
    sought TEXT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (guild_id, sought)
) STRICT, WITHOUT ROWID;
