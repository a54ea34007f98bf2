-- name: next_transfer()^
SELECT COALESCE(MAX(transfer_id), 0) + 1 AS transfer_id FROM ledger_entries;

-- name: enter(transfer_id, kind, account, amount_micros, generation_id, purse_id, counter_id, author_member_id, reason, now)!
INSERT INTO ledger_entries (
    transfer_id, kind, account, amount_micros, generation_id, purse_id, counter_id, author_member_id, reason, created_at
) VALUES (
    :transfer_id, :kind, :account, :amount_micros, :generation_id, :purse_id, :counter_id, :author_member_id, :reason,
    :now
);

-- name: hold_within(scope, owner, window_starts_at, amount_micros, limit_micros, limit_count)^
-- One statement decides, so that a hold can never be decided on an outdated sum. No row: no room.
-- Of a limit that is overrun nothing may be held; a purse may pay all the same.
INSERT INTO usage_counters (scope, owner, window_starts_at, held_micros, made_count)
SELECT :scope, :owner, :window_starts_at, :amount_micros, 1
WHERE :amount_micros <= :limit_micros AND 1 <= :limit_count
ON CONFLICT (scope, owner, window_starts_at) DO UPDATE SET
    held_micros = held_micros + :amount_micros,
    made_count = made_count + 1
WHERE (:amount_micros = 0 OR held_micros + spent_micros + :amount_micros <= :limit_micros)
    AND made_count + 1 <= :limit_count
RETURNING counter_id;

-- name: spend_within(scope, owner, window_starts_at, amount_micros, limit_micros)^
-- Likewise, for what is spent at once and makes nothing.
INSERT INTO usage_counters (scope, owner, window_starts_at, spent_micros)
SELECT :scope, :owner, :window_starts_at, :amount_micros WHERE :amount_micros <= :limit_micros
ON CONFLICT (scope, owner, window_starts_at) DO UPDATE SET spent_micros = spent_micros + :amount_micros
WHERE held_micros + spent_micros + :amount_micros <= :limit_micros
RETURNING counter_id;

-- name: unspend(counter_id, amount_micros)!
UPDATE usage_counters SET spent_micros = spent_micros - :amount_micros WHERE counter_id = :counter_id;

-- name: hold_stands_in(generation_id, counter_id)!
INSERT INTO generation_counters (generation_id, counter_id) VALUES (:generation_id, :counter_id);

-- name: usage_of(scope, owner, window_starts_at)^
SELECT held_micros, spent_micros, made_count FROM usage_counters
WHERE scope = :scope AND owner = :owner AND window_starts_at = :window_starts_at;

-- name: spend(generation_id, payer, held_micros, spent_micros)!
-- A payer is the first half of its scopes' names: member, guild or operator.
UPDATE usage_counters SET held_micros = held_micros - :held_micros, spent_micros = spent_micros + :spent_micros
WHERE counter_id IN (SELECT counter_id FROM generation_counters WHERE generation_id = :generation_id)
    AND substr(scope, 1, instr(scope, '_') - 1) = :payer;

-- name: uncount(generation_id)!
UPDATE usage_counters SET made_count = made_count - 1
WHERE counter_id IN (SELECT counter_id FROM generation_counters WHERE generation_id = :generation_id);

-- name: resolve(id, charged_micros, now)!
UPDATE generations SET charged_micros = :charged_micros, settled_at = :now WHERE id = :id AND settled_at IS NULL;

-- name: booked_cost(generation_id, key)^
SELECT cost_micros FROM booked_costs WHERE generation_id = :generation_id AND key = :key;

-- name: book(generation_id, key, cost_micros)!
INSERT INTO booked_costs (generation_id, key, cost_micros) VALUES (:generation_id, :key, :cost_micros)
ON CONFLICT DO UPDATE SET cost_micros = excluded.cost_micros;
