-- Readable with any SQLite tool: money is integer micro-dollars (*_micros), times are UTC ISO-8601 text (*_at).

CREATE TABLE members (
    member_id INTEGER PRIMARY KEY AUTOINCREMENT,
    discord_id INTEGER UNIQUE,
    -- Outlives discord_id until the quota window ends, so that erasing oneself does not refill a quota.
    discord_id_hash BLOB UNIQUE
) STRICT;

-- The edges of the transition table in bot/domain/generation.py.
CREATE TABLE transitions (
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (before, after)
) STRICT, WITHOUT ROWID;

INSERT INTO transitions (before, after) VALUES
    ('pending_approval', 'queued'), ('pending_approval', 'rejected'), ('pending_approval', 'cancelled'),
    ('pending_approval', 'expired'),
    ('queued', 'submitting'), ('queued', 'cancelled'), ('queued', 'failed'), ('queued', 'expired'),
    ('submitting', 'queued'), ('submitting', 'running'), ('submitting', 'succeeded'), ('submitting', 'failed'),
    ('submitting', 'expired'),
    ('running', 'succeeded'), ('running', 'failed'), ('running', 'expired'),
    ('succeeded', 'pending_review'), ('succeeded', 'delivered'), ('succeeded', 'failed'),
    ('succeeded', 'cancelled'),
    ('pending_review', 'delivered'), ('pending_review', 'rejected'), ('pending_review', 'cancelled'),
    ('pending_review', 'expired');

CREATE TABLE generations (
    -- Grows with acceptance: the order in which one member's are submitted.
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    request_key TEXT NOT NULL UNIQUE,
    member_id INTEGER NOT NULL REFERENCES members,
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    interaction_token TEXT,
    interaction_expires_at TEXT,
    upload_limit_bytes INTEGER NOT NULL,
    locale TEXT NOT NULL,
    model_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    -- Who pays there (bot/domain/accounts.py).
    account TEXT NOT NULL,
    settings TEXT NOT NULL,
    prompt TEXT NOT NULL,
    -- As it is searched, without accents and capitals (bot/domain/folding.py).
    prompt_folded TEXT NOT NULL,
    cautions TEXT NOT NULL,
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    -- Who moderates or manages the server asked for it.
    by_moderator INTEGER NOT NULL DEFAULT 0 CHECK (by_moderator IN (0, 1)),
    takes_asked INTEGER NOT NULL CHECK (takes_asked > 0),
    quoted_micros INTEGER NOT NULL CHECK (quoted_micros >= 0),
    approximate_quote INTEGER NOT NULL CHECK (approximate_quote IN (0, 1)),
    charged_micros INTEGER NOT NULL DEFAULT 0 CHECK (charged_micros BETWEEN 0 AND quoted_micros),
    state TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    discarded INTEGER NOT NULL DEFAULT 0 CHECK (discarded IN (0, 1)),
    task_id TEXT UNIQUE,
    -- Whether the provider may have heard of it: set before it is called, for whoever finds the row after a crash.
    sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1)),
    uncertain INTEGER NOT NULL DEFAULT 0 CHECK (uncertain IN (0, 1)),
    attempts INTEGER NOT NULL DEFAULT 0,
    failure_reason TEXT,
    failure_code TEXT,
    created_at TEXT NOT NULL,
    deadline_at TEXT NOT NULL,
    -- The turns that its server and member had when it was claimed: given back should its submit be postponed.
    server_turn INTEGER,
    member_turn INTEGER,
    submitted_at TEXT,
    settled_at TEXT,
    ended_at TEXT,
    -- When the next step is due; NULL: never, as things stand. Of what is queued, NULL: in its turn.
    submit_due_at TEXT,
    poll_due_at TEXT,
    delivery_due_at TEXT,
    notice_due_at TEXT,
    card_due_at TEXT,
    -- When our own copies of its files were removed.
    retired_at TEXT,
    delivery_attempts INTEGER NOT NULL DEFAULT 0,
    card_id INTEGER,
    card_face TEXT NOT NULL DEFAULT '',
    card_revision INTEGER NOT NULL DEFAULT -1,
    result_ids TEXT NOT NULL DEFAULT '[]',
    -- The channel of its results; NULL: where it was asked for.
    posted_in_id INTEGER,
    notice_id INTEGER,
    -- The generation it came out of; that one may be another member's, and gone.
    origin_kin TEXT,
    origin_id TEXT,
    origin_take INTEGER,
    -- Somebody had its videos deleted: what is left to do, and since when.
    removed_at TEXT,
    removal_due_at TEXT,
    -- Since when its messages are to show no video, and when they are to be edited next.
    hidden_at TEXT,
    hiding_due_at TEXT
) STRICT;

-- Each holds only the rows that its question is about: waiting rows of another kind cost it nothing.
CREATE INDEX generations_in_line ON generations (account, guild_id, member_id, submit_due_at, number)
    WHERE state = 'queued';
CREATE INDEX generations_put_off ON generations (account, submit_due_at)
    WHERE state = 'queued' AND submit_due_at IS NOT NULL;
CREATE INDEX generations_at_work ON generations (guild_id, member_id) WHERE state IN ('submitting', 'running');
CREATE INDEX generations_of_a_kind
    ON generations (
        model_id, json_extract(settings, '$.duration'), json_extract(settings, '$.resolution'), settled_at, submitted_at
    )
    WHERE state = 'delivered' AND submitted_at IS NOT NULL;
CREATE INDEX generations_to_submit ON generations (account, submit_due_at) WHERE state = 'submitting';
CREATE INDEX generations_at_provider ON generations (account, poll_due_at)
    WHERE state IN ('submitting', 'running');
CREATE INDEX generations_of_unknown_cost ON generations (account, poll_due_at)
    WHERE state NOT IN ('submitting', 'running') AND poll_due_at IS NOT NULL;
CREATE INDEX generations_with_deadline ON generations (deadline_at)
    WHERE state IN ('pending_approval', 'queued', 'submitting', 'running');
CREATE INDEX generations_to_deliver ON generations (delivery_due_at)
    WHERE state IN ('succeeded', 'pending_review') AND settled_at IS NOT NULL AND delivery_due_at IS NOT NULL;
CREATE INDEX generations_to_notice ON generations (notice_due_at) WHERE notice_due_at IS NOT NULL;
CREATE INDEX generations_to_show ON generations (card_due_at) WHERE card_revision < revision OR state = 'queued';
CREATE INDEX generations_by_member ON generations (member_id, guild_id);
CREATE INDEX generations_by_day ON generations (guild_id, created_at);
CREATE INDEX generations_under_way ON generations (guild_id) WHERE ended_at IS NULL;
CREATE INDEX generations_in_doubt ON generations (account, ended_at)
    WHERE task_id IS NULL AND sent = 1 AND state IN ('submitting', 'expired');
CREATE INDEX generations_to_retire ON generations (ended_at) WHERE ended_at IS NOT NULL AND retired_at IS NULL;

CREATE INDEX generations_to_remove ON generations (removal_due_at) WHERE removal_due_at IS NOT NULL;

CREATE TRIGGER generations_only_move_along_edges
BEFORE UPDATE OF state ON generations
WHEN old.state <> new.state
    AND NOT EXISTS (SELECT 1 FROM transitions WHERE before = old.state AND after = new.state)
BEGIN
    SELECT RAISE(ABORT, 'the transition table has no such edge');
END;

-- Who waits for each account at a provider, with how many, and how many of those are not put off. The smallest turn
-- is next; once it is used, the turn after all others is given for it (docs/decisions/0018-a-line-of-lines.md).
CREATE TABLE servers_in_line (
    account TEXT NOT NULL,
    guild_id INTEGER NOT NULL,
    waiting INTEGER NOT NULL CHECK (waiting >= 0),
    ready INTEGER NOT NULL CHECK (ready BETWEEN 0 AND waiting),
    turn INTEGER NOT NULL,
    PRIMARY KEY (account, guild_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX servers_by_turn ON servers_in_line (account, turn) WHERE ready > 0;

CREATE TABLE members_in_line (
    account TEXT NOT NULL,
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    waiting INTEGER NOT NULL CHECK (waiting >= 0),
    ready INTEGER NOT NULL CHECK (ready BETWEEN 0 AND waiting),
    turn INTEGER NOT NULL,
    PRIMARY KEY (account, guild_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX members_by_turn ON members_in_line (account, guild_id, turn) WHERE ready > 0;

CREATE TABLE turns (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    given INTEGER NOT NULL
) STRICT;

INSERT INTO turns (only, given) VALUES (1, 0);

-- Inserting into it adds to both counts of a member and its server; whoever is new has the turn after all others.
CREATE VIEW line_changes AS SELECT account, guild_id, member_id, waiting, ready FROM members_in_line;

CREATE TRIGGER line_changes_are_counted INSTEAD OF INSERT ON line_changes
BEGIN
    UPDATE turns SET given = given + 1 WHERE new.waiting > 0;
    INSERT INTO servers_in_line (account, guild_id, waiting, ready, turn)
    VALUES (new.account, new.guild_id, 0, 0, (SELECT given FROM turns)) ON CONFLICT DO NOTHING;
    INSERT INTO members_in_line (account, guild_id, member_id, waiting, ready, turn)
    VALUES (new.account, new.guild_id, new.member_id, 0, 0, (SELECT given FROM turns)) ON CONFLICT DO NOTHING;
    UPDATE servers_in_line SET waiting = waiting + new.waiting, ready = ready + new.ready
    WHERE account = new.account AND guild_id = new.guild_id;
    UPDATE members_in_line SET waiting = waiting + new.waiting, ready = ready + new.ready
    WHERE account = new.account AND guild_id = new.guild_id AND member_id = new.member_id;
    DELETE FROM servers_in_line WHERE account = new.account AND guild_id = new.guild_id AND waiting = 0;
    DELETE FROM members_in_line
    WHERE account = new.account AND guild_id = new.guild_id AND member_id = new.member_id AND waiting = 0;
END;

CREATE TRIGGER generations_join_the_line AFTER INSERT ON generations WHEN new.state = 'queued'
BEGIN
    INSERT INTO line_changes VALUES (new.account, new.guild_id, new.member_id, 1, new.submit_due_at IS NULL);
END;

CREATE TRIGGER generations_move_in_the_line AFTER UPDATE OF state, submit_due_at ON generations
WHEN 'queued' IN (old.state, new.state)
BEGIN
    INSERT INTO line_changes VALUES (
        new.account,
        new.guild_id,
        new.member_id,
        (new.state = 'queued') - (old.state = 'queued'),
        (new.state = 'queued' AND new.submit_due_at IS NULL) - (old.state = 'queued' AND old.submit_due_at IS NULL)
    );
END;

CREATE TABLE inputs (
    generation_id TEXT NOT NULL REFERENCES generations (id),
    role TEXT NOT NULL,
    path TEXT NOT NULL,
    mime TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    duration_seconds REAL,
    has_audio INTEGER NOT NULL CHECK (has_audio IN (0, 1)),
    PRIMARY KEY (generation_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE takes (
    generation_id TEXT NOT NULL REFERENCES generations (id),
    key TEXT NOT NULL,
    -- Counts from 0 in the order of arrival, and stays.
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'stored', 'lost', 'failed')),
    url TEXT NOT NULL,
    seed INTEGER,
    cost_micros INTEGER CHECK (cost_micros > 0),
    flagged INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    failure_reason TEXT,
    failure_code TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    fetch_due_at TEXT,
    path TEXT,
    mime TEXT,
    width INTEGER,
    height INTEGER,
    size_bytes INTEGER,
    sha256 TEXT,
    duration_seconds REAL,
    has_audio INTEGER CHECK (has_audio IN (0, 1)),
    PRIMARY KEY (generation_id, key),
    CHECK ((state = 'stored') = (path IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX takes_to_fetch ON takes (fetch_due_at) WHERE state = 'ready';

-- Requests that their authors still look at: nothing is held for them.
CREATE TABLE drafts (
    draft_id TEXT PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members,
    guild_id INTEGER NOT NULL,
    prompt TEXT NOT NULL,
    model_id TEXT,
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    -- By whom its picture has to be allowed: a row of `consents`.
    consent_id INTEGER,
    -- JSON objects: options by name; files still to be fetched, results still to be copied and our own copies by role.
    options TEXT NOT NULL,
    attachments TEXT NOT NULL,
    sources TEXT NOT NULL,
    inputs TEXT NOT NULL,
    origin_kin TEXT,
    origin_id TEXT,
    origin_take INTEGER,
    -- Raised by each change, so that nobody uses what somebody else has just changed.
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX drafts_to_expire ON drafts (expires_at);
CREATE INDEX drafts_by_member ON drafts (member_id);

CREATE TABLE preferences (
    member_id INTEGER PRIMARY KEY REFERENCES members,
    model_id TEXT,
    duration INTEGER,
    aspect TEXT,
    style TEXT,
    language TEXT,
    telling TEXT NOT NULL CHECK (telling IN ('ping', 'direct', 'nothing'))
) STRICT;

-- What servers have decided, each value as JSON; what is not there, nobody has decided.
CREATE TABLE server_settings (
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (guild_id, name)
) STRICT, WITHOUT ROWID;

-- Who decided what, about whom, when and why.
CREATE TABLE audit_entries (
    entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    actor_member_id INTEGER NOT NULL REFERENCES members,
    action TEXT NOT NULL,
    subject_member_id INTEGER REFERENCES members,
    -- Not a reference: what is said of a generation outlives it.
    generation_id TEXT,
    reason TEXT NOT NULL,
    -- A JSON object; of changed settings the new values.
    details TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX audit_entries_by_guild ON audit_entries (guild_id, entry_id);
CREATE INDEX audit_entries_by_actor ON audit_entries (actor_member_id);
CREATE INDEX audit_entries_by_subject ON audit_entries (subject_member_id);

CREATE TRIGGER audit_entries_never_change BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_entries_never_vanish BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_entries_are_never_replaced BEFORE INSERT ON audit_entries
WHEN EXISTS (SELECT 1 FROM audit_entries WHERE entry_id = new.entry_id)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- Webhooks that were proven to be a provider's: stored before they are answered, applied later.
CREATE TABLE inbox (
    key TEXT PRIMARY KEY,
    provider TEXT NOT NULL,
    -- A JSON array of every id in it that may be a task's.
    task_ids TEXT NOT NULL,
    received_at TEXT NOT NULL,
    -- NULL: it has been applied. The row stays for a while, so that the same webhook again is known.
    apply_due_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX inbox_to_apply ON inbox (apply_due_at) WHERE apply_due_at IS NOT NULL;
CREATE INDEX inbox_by_age ON inbox (received_at);

-- Random keys that were made once for this database.
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Positive amounts arrive at an account, negative ones leave it. Each transfer sums to zero.
--   available, held: of the member whose generation or counter it is; purse: money of a member beyond quotas;
--   pool: money of a server beyond budgets; issued: where purses and pools were filled from;
--   provider: what providers earned; operator: what the operator bears;
--   server: what a server bears of what its own account paid.
CREATE TABLE ledger_entries (
    entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
    transfer_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('hold', 'settle', 'release', 'cost', 'grant', 'fund', 'gift', 'refund')),
    account TEXT NOT NULL
        CHECK (account IN ('available', 'held', 'provider', 'operator', 'server', 'purse', 'pool', 'issued')),
    amount_micros INTEGER NOT NULL CHECK (amount_micros <> 0),
    generation_id TEXT REFERENCES generations (id),
    purse_id INTEGER REFERENCES purses,
    -- The window that a gift, a refund or a grant counts in; what a generation counts in, generation_counters say.
    counter_id INTEGER REFERENCES usage_counters,
    -- Whose decision it was; NULL: nobody's, it follows from a generation. So does a refund of what no moderator
    -- looked at in time.
    author_member_id INTEGER REFERENCES members,
    reason TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    CHECK ((purse_id IS NOT NULL) = (account IN ('purse', 'pool'))),
    CHECK (kind = 'refund' OR (author_member_id IS NULL) = (kind IN ('hold', 'settle', 'release', 'cost'))),
    CHECK ((generation_id IS NULL) = (kind IN ('grant', 'fund', 'gift')))
) STRICT;

CREATE INDEX ledger_entries_by_transfer ON ledger_entries (transfer_id);
CREATE INDEX ledger_entries_by_generation ON ledger_entries (generation_id);
CREATE INDEX ledger_entries_by_purse ON ledger_entries (purse_id, entry_id) WHERE purse_id IS NOT NULL;
CREATE INDEX ledger_entries_by_author ON ledger_entries (author_member_id) WHERE author_member_id IS NOT NULL;
CREATE INDEX ledger_entries_by_counter ON ledger_entries (counter_id) WHERE counter_id IS NOT NULL;

CREATE TRIGGER ledger_entries_never_change BEFORE UPDATE ON ledger_entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER ledger_entries_never_vanish BEFORE DELETE ON ledger_entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

-- INSERT OR REPLACE deletes without firing the trigger above.
CREATE TRIGGER ledger_entries_are_never_replaced BEFORE INSERT ON ledger_entries
WHEN EXISTS (SELECT 1 FROM ledger_entries WHERE entry_id = new.entry_id)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

-- What the ledger has booked for each of a provider's results, so that news of a cost is booked once.
CREATE TABLE booked_costs (
    generation_id TEXT NOT NULL REFERENCES generations (id),
    key TEXT NOT NULL,
    cost_micros INTEGER NOT NULL CHECK (cost_micros >= 0),
    PRIMARY KEY (generation_id, key)
) STRICT, WITHOUT ROWID;

-- What of each limit is used: a cache of the ledger that a hold can be checked against in one statement.
CREATE TABLE usage_counters (
    counter_id INTEGER PRIMARY KEY AUTOINCREMENT,
    scope TEXT NOT NULL,
    owner TEXT NOT NULL,
    window_starts_at TEXT NOT NULL,
    held_micros INTEGER NOT NULL DEFAULT 0 CHECK (held_micros >= 0),
    spent_micros INTEGER NOT NULL DEFAULT 0 CHECK (spent_micros >= 0),
    -- Generations that were accepted, but for those that led to no video.
    made_count INTEGER NOT NULL DEFAULT 0 CHECK (made_count >= 0),
    UNIQUE (scope, owner, window_starts_at)
) STRICT;

-- The counters that a generation's hold stands in: it is resolved in the same windows, however late.
CREATE TABLE generation_counters (
    generation_id TEXT NOT NULL REFERENCES generations (id),
    counter_id INTEGER NOT NULL REFERENCES usage_counters,
    PRIMARY KEY (generation_id, counter_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX generation_counters_by_counter ON generation_counters (counter_id);

CREATE VIEW generation_money AS
SELECT
    id AS generation_id,
    member_id,
    guild_id,
    -- As people write the states; typed, so that tools know it for text.
    CAST(UPPER(state) AS TEXT) AS state,
    quoted_micros,
    (
        SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries
        WHERE generation_id = id AND account = 'held'
    ) AS held_micros,
    charged_micros,
    (
        SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries
        WHERE generation_id = id AND account IN ('available', 'purse') AND kind IN ('settle', 'release')
    ) AS released_micros,
    (
        SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries
        WHERE generation_id = id AND account = 'provider'
    ) AS provider_cost_micros,
    created_at,
    ended_at
FROM generations;

-- Written by the readiness probe: a database that can only be read is not ready.
CREATE TABLE probes (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    times INTEGER NOT NULL
) STRICT;
