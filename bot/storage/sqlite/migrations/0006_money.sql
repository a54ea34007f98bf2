-- Money beyond the limits of days and months, and rules of roles.

-- What members with a role may have; what a rule leaves open is as for everybody in the server.
CREATE TABLE role_quotas (
    guild_id INTEGER NOT NULL,
    role_id INTEGER NOT NULL,
    daily_micros INTEGER CHECK (daily_micros >= 0),
    daily_count INTEGER CHECK (daily_count >= 0),
    concurrent INTEGER CHECK (concurrent > 0),
    PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;

-- The role whose rule was a member's when they last asked for something: the line knows nobody's roles.
CREATE TABLE roles_in_line (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL REFERENCES members,
    role_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX roles_in_line_by_member ON roles_in_line (member_id);

-- Money beyond a member's quota, or beyond a server's budgets: a cache of the ledger, like the counters.
CREATE TABLE purses (
    purse_id INTEGER PRIMARY KEY AUTOINCREMENT,
    scope TEXT NOT NULL CHECK (scope IN ('member', 'server')),
    owner TEXT NOT NULL,
    balance_micros INTEGER NOT NULL CHECK (balance_micros >= 0),
    UNIQUE (scope, owner)
) STRICT;
