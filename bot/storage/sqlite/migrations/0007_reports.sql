-- Videos that members reported.

-- For moderators, who look for what was just made.
CREATE INDEX generations_latest ON generations (guild_id, number) WHERE ended_at IS NOT NULL AND removed_at IS NULL;

CREATE INDEX generations_to_hide ON generations (hiding_due_at) WHERE hiding_due_at IS NOT NULL;

-- All reports of one video up to a decision; what is reported after that is a new case.
CREATE TABLE report_cases (
    case_id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    generation_id TEXT NOT NULL REFERENCES generations (id),
    opened_at TEXT NOT NULL,
    hidden_at TEXT,
    outcome TEXT CHECK (outcome IN ('restored', 'removed')),
    decided_by_member_id INTEGER REFERENCES members,
    decided_at TEXT,
    CHECK ((outcome IS NULL) = (decided_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX report_cases_open ON report_cases (generation_id) WHERE outcome IS NULL;
CREATE INDEX report_cases_of_server ON report_cases (guild_id, case_id) WHERE outcome IS NULL;
CREATE INDEX report_cases_by_generation ON report_cases (generation_id);
CREATE INDEX report_cases_by_decider ON report_cases (decided_by_member_id) WHERE decided_by_member_id IS NOT NULL;

-- Each member reports a video once, whatever came of it. Nobody is told who it was.
CREATE TABLE reports (
    generation_id TEXT NOT NULL REFERENCES generations (id),
    member_id INTEGER NOT NULL REFERENCES members,
    case_id INTEGER NOT NULL REFERENCES report_cases,
    ground TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (generation_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX reports_by_member ON reports (member_id, created_at);
CREATE INDEX reports_by_case ON reports (case_id, created_at);
