-- Who let nothing more be made for the moment, in one server or (guild_id 0) anywhere. A moderator and an operator
-- may both have done so: each lifts only their own.
CREATE TABLE pauses (
    guild_id INTEGER NOT NULL,
    by_operator INTEGER NOT NULL CHECK (by_operator IN (0, 1)),
    actor_member_id INTEGER NOT NULL REFERENCES members,
    reason TEXT NOT NULL,
    began_at TEXT NOT NULL,
    PRIMARY KEY (guild_id, by_operator),
    CHECK (guild_id <> 0 OR by_operator = 1)
) STRICT, WITHOUT ROWID;

CREATE INDEX pauses_by_actor ON pauses (actor_member_id);

-- What operators are told about a provider. The last one of a kind is the only one that may be open.
CREATE TABLE alarms (
    alarm_id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind IN ('balance_low', 'out_of_balance', 'overrun', 'breaker', 'key_refused', 'key_unreadable')
    ),
    -- What was left in the account, or what the operator has to bear.
    amount_micros INTEGER,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    -- Until when nothing is submitted to the account, unless it ends before; NULL: it only tells.
    stops_until TEXT,
    told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX alarms_open ON alarms (account, kind) WHERE ended_at IS NULL;
CREATE INDEX alarms_by_kind ON alarms (account, kind, alarm_id);
CREATE INDEX alarms_to_tell ON alarms (alarm_id) WHERE told = 0;

-- Generations that cost more than was quoted. Three within ten minutes open the breaker.
CREATE TABLE overruns (
    generation_id TEXT PRIMARY KEY REFERENCES generations (id),
    account TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    -- 0: an operator has let the provider go on since.
    counts INTEGER NOT NULL DEFAULT 1 CHECK (counts IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX overruns_that_count ON overruns (account, noted_at) WHERE counts = 1;

CREATE INDEX generations_failed ON generations (guild_id, ended_at) WHERE failure_reason IS NOT NULL;
