-- Each query gives one sentence for every fact that contradicts another.

-- name: unbalanced_transfers()
SELECT 'transfer ' || transfer_id || ' sums to ' || SUM(amount_micros) || ' micro-dollars instead of 0' AS sentence
FROM ledger_entries
GROUP BY transfer_id
HAVING SUM(amount_micros) <> 0;

-- name: wrong_holds()
SELECT
    'generation ' || id || ' is ' || generations.state || ' with ' || held_micros || ' of '
    || money.quoted_micros || ' micro-dollars held' AS sentence
FROM generations JOIN generation_money AS money ON money.generation_id = id
WHERE held_micros <> CASE WHEN settled_at IS NULL THEN money.quoted_micros ELSE 0 END;

-- name: wrong_resolutions()
SELECT
    'generation ' || id || ' has ' || COUNT(DISTINCT transfer_id) || ' transfers that resolve its hold' AS sentence
FROM generations
LEFT JOIN ledger_entries ON generation_id = id AND kind IN ('settle', 'release')
WHERE quoted_micros > 0
GROUP BY id
HAVING COUNT(DISTINCT transfer_id) <> (settled_at IS NOT NULL);

-- name: wrong_charges()
SELECT
    'generation ' || id || ' is charged ' || money.charged_micros || ' of ' || money.quoted_micros
    || ' micro-dollars with ' || released_micros || ' released' AS sentence
FROM generations JOIN generation_money AS money ON money.generation_id = id
WHERE money.charged_micros + released_micros
    <> CASE WHEN settled_at IS NULL THEN 0 ELSE money.quoted_micros END;

-- name: charged_for_nothing()
SELECT 'generation ' || id || ' is ' || state || ' and charged ' || charged_micros || ' micro-dollars' AS sentence
FROM generations
WHERE charged_micros > 0
    AND (
        state = 'failed'
        -- What was made, and no moderator looked at in time, was charged, and all of it given back.
        OR (
            state = 'expired'
            AND (
                failure_reason IS NOT 'unanswered'
                OR charged_micros <> (
                    SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries
                    WHERE generation_id = generations.id AND kind = 'refund' AND account IN ('available', 'purse')
                )
            )
        )
        OR NOT EXISTS (SELECT 1 FROM takes WHERE generation_id = generations.id AND state = 'stored')
    );

-- name: wrong_costs()
SELECT
    'generation ' || generation_id || ' cost ' || provider_cost_micros || ' micro-dollars by the ledger, '
    || booked_micros || ' by result' AS sentence
FROM (
    SELECT
        generation_id,
        provider_cost_micros,
        (
            SELECT COALESCE(SUM(cost_micros), 0) FROM booked_costs
            WHERE booked_costs.generation_id = generation_money.generation_id
        ) AS booked_micros
    FROM generation_money
)
WHERE provider_cost_micros <> booked_micros;

-- name: wrong_counters()
-- A purse pays what a window had no room for; gifts, refunds and grants name the window they count in.
SELECT
    'usage of ' || scope || ' ' || owner || ' from ' || window_starts_at || ': held ' || held_micros || ' spent '
    || spent_micros || ' micro-dollars in ' || made_count || ' generations, but held ' || ledger_held_micros
    || ' spent ' || ledger_spent_micros || ' in ' || ledger_count || ' by the ledger' AS sentence
FROM (
    SELECT
        usage_counters.*,
        COALESCE(SUM(in_window.held_micros), 0) AS ledger_held_micros,
        COALESCE(SUM(in_window.spent_micros), 0) - (
            SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries
            WHERE ledger_entries.counter_id = usage_counters.counter_id
        ) AS ledger_spent_micros,
        COALESCE(SUM(in_window.counts), 0) AS ledger_count
    FROM usage_counters
    LEFT JOIN (
        SELECT
            counter_id,
            CASE WHEN settled_at IS NULL THEN shares.held_micros - of_purse_micros ELSE 0 END AS held_micros,
            used_micros - CASE WHEN settled_at IS NULL THEN 0 ELSE of_purse_micros END AS spent_micros,
            settled_at IS NULL OR EXISTS (
                SELECT 1 FROM takes WHERE takes.generation_id = shares.generation_id AND takes.state = 'stored'
            ) AS counts
        FROM (
            SELECT
                counter_id,
                money.generation_id,
                settled_at,
                money.held_micros,
                CASE scope WHEN 'member_day' THEN money.charged_micros ELSE provider_cost_micros END AS used_micros,
                (
                    SELECT COALESCE(-SUM(amount_micros), 0) FROM ledger_entries
                    WHERE ledger_entries.generation_id = money.generation_id
                        AND kind <> 'refund'
                        AND account = CASE
                            WHEN scope = 'member_day' THEN 'purse'
                            WHEN scope IN ('guild_day', 'guild_month') THEN 'pool'
                        END
                ) AS of_purse_micros
            FROM usage_counters
            JOIN generation_counters USING (counter_id)
            JOIN generation_money AS money USING (generation_id)
            JOIN generations ON generations.id = money.generation_id
        ) AS shares
    ) AS in_window USING (counter_id)
    GROUP BY counter_id
)
WHERE held_micros <> ledger_held_micros OR spent_micros <> ledger_spent_micros OR made_count <> ledger_count;

-- name: wrong_purses()
SELECT
    'the purse of ' || scope || ' ' || owner || ' has ' || balance_micros || ' micro-dollars, but '
    || ledger_micros || ' by the ledger' AS sentence
FROM (
    SELECT
        purses.*,
        (
            SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries
            WHERE ledger_entries.purse_id = purses.purse_id
        ) AS ledger_micros
    FROM purses
)
WHERE balance_micros <> ledger_micros;

-- name: wrong_refunds()
SELECT
    'generation ' || id || ' was charged ' || charged_micros || ' micro-dollars, and ' || refunded_micros
    || ' were given back in ' || times || ' refunds' AS sentence
FROM (
    SELECT
        id,
        charged_micros,
        COUNT(DISTINCT transfer_id) AS times,
        SUM(CASE WHEN ledger_entries.account IN ('available', 'purse') THEN amount_micros ELSE 0 END) AS refunded_micros
    FROM ledger_entries
    JOIN generations ON generations.id = generation_id
    WHERE kind = 'refund'
    GROUP BY id
)
WHERE refunded_micros > charged_micros OR times > 1;

-- name: wrong_losses()
-- Who pays the provider bears what a transfer leaves open: here it is put against what there is to bear.
SELECT
    'the ' || bearer || ' bears ' || -borne_micros || ' micro-dollars of generation ' || generation_id || ' instead of '
    || -(charged_micros - provider_cost_micros - refunded_micros) AS sentence
FROM (
    SELECT
        generation_id,
        bearer,
        money.charged_micros,
        provider_cost_micros,
        (
            SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries
            WHERE ledger_entries.generation_id = money.generation_id AND account = bearer
        ) AS borne_micros,
        (
            SELECT COALESCE(SUM(amount_micros), 0) FROM ledger_entries
            WHERE ledger_entries.generation_id = money.generation_id
                AND kind = 'refund'
                AND account IN ('available', 'purse')
        ) AS refunded_micros
    FROM generation_money AS money
    JOIN (
        SELECT id, CASE WHEN account = provider THEN 'operator' ELSE 'server' END AS bearer FROM generations
    ) AS payers ON payers.id = generation_id
)
WHERE borne_micros <> charged_micros - provider_cost_micros - refunded_micros
UNION ALL
SELECT 'transfer ' || transfer_id || ' costs the operator ' || -amount_micros || ' micro-dollars for nothing'
FROM ledger_entries
WHERE generation_id IS NULL AND account = 'operator';

-- name: half_ended()
SELECT 'generation ' || id || ' is ' || state || ' but its end is half done' AS sentence
FROM generations
WHERE (ended_at IS NULL) <> (state IN (SELECT before FROM transitions))
    OR (ended_at IS NOT NULL AND settled_at IS NULL);

-- name: stranded()
-- Under way, and yet nothing will ever be due.
SELECT 'generation ' || id || ' is ' || state || ' and nothing of it is ever due' AS sentence
FROM generations
WHERE (state = 'submitting' AND submit_due_at IS NULL)
    OR (state = 'running' AND poll_due_at IS NULL)
    OR (state = 'succeeded' AND settled_at IS NOT NULL AND delivery_due_at IS NULL)
    OR (
        state = 'pending_review'
        AND delivery_due_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM reviews WHERE generation_id = generations.id AND ends_at IS NOT NULL)
    )
    OR (
        state = 'succeeded'
        AND settled_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM takes
            WHERE generation_id = generations.id AND takes.state = 'ready' AND fetch_due_at IS NOT NULL
        )
    );

-- name: wrong_lines()
-- What the line counts is put against the rows, as counts that cancel out.
SELECT
    'the line of ' || account || ' counts member ' || member_id || ' of server ' || guild_id || ' wrongly, by '
    || SUM(waiting) || ' waiting and ' || SUM(ready) || ' ready' AS sentence
FROM (
    SELECT account, guild_id, member_id, waiting, ready FROM members_in_line
    UNION ALL
    SELECT account, guild_id, member_id, -1, -(submit_due_at IS NULL) FROM generations WHERE state = 'queued'
)
GROUP BY account, guild_id, member_id
HAVING SUM(waiting) <> 0 OR SUM(ready) <> 0
UNION ALL
SELECT
    'the line of ' || account || ' counts server ' || guild_id || ' wrongly, by ' || SUM(waiting) || ' waiting and '
    || SUM(ready) || ' ready' AS sentence
FROM (
    SELECT account, guild_id, waiting, ready FROM servers_in_line
    UNION ALL
    SELECT account, guild_id, -waiting, -ready FROM members_in_line
)
GROUP BY account, guild_id
HAVING SUM(waiting) <> 0 OR SUM(ready) <> 0;
