-- name: transfer(generation_id, kind, available_micros, held_micros, provider_micros, now)!
-- Whatever the other accounts leave open is the operator's, so that a transfer cannot but sum to zero.
INSERT INTO ledger_entries (transfer_id, generation_id, kind, account, amount_micros, created_at)
SELECT
    (SELECT COALESCE(MAX(transfer_id), 0) + 1 FROM ledger_entries),
    :generation_id,
    :kind,
    amounts.account,
    amounts.amount_micros,
    :now
FROM (
    SELECT 'available' AS account, :available_micros AS amount_micros
    UNION ALL SELECT 'held', :held_micros
    UNION ALL SELECT 'provider', :provider_micros
    UNION ALL SELECT 'operator', -(:available_micros + :held_micros + :provider_micros)
) AS amounts
WHERE amounts.amount_micros <> 0;

-- name: hold_within(scope, owner, window_starts_at, amount_micros, limit_micros)^
-- One statement decides, so that a hold can never be decided on an outdated sum. No row: no room.
INSERT INTO usage_counters (scope, owner, window_starts_at, held_micros)
SELECT :scope, :owner, :window_starts_at, :amount_micros WHERE :amount_micros <= :limit_micros
ON CONFLICT (scope, owner, window_starts_at) DO UPDATE SET held_micros = held_micros + :amount_micros
WHERE held_micros + spent_micros + :amount_micros <= :limit_micros
RETURNING counter_id;

-- name: hold_stands_in(generation_id, counter_id)!
INSERT INTO generation_counters (generation_id, counter_id) VALUES (:generation_id, :counter_id);

-- name: usage_of(scope, owner, window_starts_at)^
SELECT held_micros, spent_micros FROM usage_counters
WHERE scope = :scope AND owner = :owner AND window_starts_at = :window_starts_at;

-- name: spend(generation_id, released_micros, charged_micros, cost_micros)!
-- A member spends what is charged; servers and the operator spend what the provider costs.
UPDATE usage_counters
SET
    held_micros = held_micros - :released_micros,
    spent_micros = spent_micros + CASE scope WHEN 'member_day' THEN :charged_micros ELSE :cost_micros END
WHERE counter_id IN (SELECT counter_id FROM generation_counters WHERE generation_id = :generation_id);

-- name: resolve(id, charged_micros, now)!
UPDATE generations SET charged_micros = :charged_micros, settled_at = :now WHERE id = :id AND settled_at IS NULL;

-- name: booked_cost(generation_id, key)^
SELECT cost_micros FROM booked_costs WHERE generation_id = :generation_id AND key = :key;

-- name: book(generation_id, key, cost_micros)!
INSERT INTO booked_costs (generation_id, key, cost_micros) VALUES (:generation_id, :key, :cost_micros)
ON CONFLICT DO UPDATE SET cost_micros = excluded.cost_micros;
