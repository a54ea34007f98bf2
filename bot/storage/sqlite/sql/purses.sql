-- name: purse_of(scope, owner)^
SELECT purse_id, balance_micros FROM purses WHERE scope = :scope AND owner = :owner;

-- name: fill(scope, owner, amount_micros)^
INSERT INTO purses (scope, owner, balance_micros) VALUES (:scope, :owner, :amount_micros)
ON CONFLICT (scope, owner) DO UPDATE SET balance_micros = balance_micros + excluded.balance_micros
RETURNING purse_id, balance_micros;

-- name: draw(scope, owner, amount_micros)^
-- One statement decides, as for a limit. No row: there is not so much in it.
UPDATE purses SET balance_micros = balance_micros - :amount_micros
WHERE scope = :scope AND owner = :owner AND balance_micros >= :amount_micros
RETURNING purse_id;

-- name: put_back(purse_id, amount_micros)!
UPDATE purses SET balance_micros = balance_micros + :amount_micros WHERE purse_id = :purse_id;

-- name: drawn_for(generation_id, account)^
-- What of a purse is in a generation, held or spent. No row: nothing ever was.
SELECT purse_id, -SUM(amount_micros) AS drawn_micros FROM ledger_entries
WHERE generation_id = :generation_id AND account = :account AND kind <> 'refund'
GROUP BY purse_id;

-- name: refunded(generation_id)^
SELECT entry_id FROM ledger_entries WHERE generation_id = :generation_id AND kind = 'refund' LIMIT 1;

-- name: counter_of_generation(generation_id, scope, window_starts_at)^
SELECT usage_counters.counter_id FROM generation_counters
CROSS JOIN usage_counters ON usage_counters.counter_id = generation_counters.counter_id
WHERE generation_counters.generation_id = :generation_id
    AND usage_counters.scope = :scope
    AND usage_counters.window_starts_at = :window_starts_at;

-- name: movements_of(scope, owner, count)
SELECT
    ledger_entries.kind,
    ledger_entries.amount_micros,
    ledger_entries.reason,
    ledger_entries.created_at,
    ledger_entries.author_member_id IS NOT NULL AS is_decided,
    members.discord_id
FROM purses
CROSS JOIN ledger_entries ON ledger_entries.purse_id = purses.purse_id
LEFT JOIN members ON members.member_id = ledger_entries.author_member_id
WHERE purses.scope = :scope
    AND purses.owner = :owner
    AND ledger_entries.kind IN ('grant', 'fund', 'gift', 'refund')
ORDER BY ledger_entries.entry_id DESC
LIMIT :count;
