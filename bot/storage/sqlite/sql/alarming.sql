-- name: last_alarm(account, kind)^
SELECT alarm_id, ended_at FROM alarms WHERE account = :account AND kind = :kind ORDER BY alarm_id DESC LIMIT 1;

-- name: add_alarm(account, kind, amount_micros, stops_until, now)!
-- What only happened is over at once.
INSERT INTO alarms (account, kind, amount_micros, began_at, ended_at, stops_until)
VALUES (:account, :kind, :amount_micros, :now, CASE :kind WHEN 'overrun' THEN :now END, :stops_until);

-- name: renew_alarm(alarm_id, amount_micros, stops_until)!
UPDATE alarms
SET
    amount_micros = COALESCE(:amount_micros, CASE WHEN ended_at IS NULL THEN amount_micros END),
    stops_until = :stops_until,
    told = told AND (ended_at IS NULL OR kind = 'overrun'),
    ended_at = CASE kind WHEN 'overrun' THEN ended_at END
WHERE alarm_id = :alarm_id;

-- name: end_alarm(account, kind, now)^
UPDATE alarms SET ended_at = :now, told = 0 WHERE account = :account AND kind = :kind AND ended_at IS NULL
RETURNING stops_until;

-- name: alarms()
SELECT * FROM alarms INDEXED BY alarms_open WHERE ended_at IS NULL ORDER BY alarm_id;

-- name: stopping_alarm(account)^
-- Also while the account may be tried again: it has not been filled for that.
SELECT * FROM alarms WHERE account = :account AND ended_at IS NULL AND stops_until IS NOT NULL
ORDER BY alarm_id
LIMIT 1;

-- name: alarm(alarm_id)^
SELECT * FROM alarms WHERE alarm_id = :alarm_id;

-- name: untold_alarms(count)
SELECT * FROM alarms WHERE told = 0 ORDER BY alarm_id LIMIT :count;

-- name: alarm_told(alarm_id, ended_at)!
-- Unless it has ended, or begun again, since it was read.
UPDATE alarms SET told = 1 WHERE alarm_id = :alarm_id AND ended_at IS :ended_at;

-- name: open_breakers()
SELECT account FROM alarms WHERE kind = 'breaker' AND ended_at IS NULL ORDER BY account;

-- name: note_overrun(generation_id, rounding_micros, now)^
-- What a server pays by itself is no concern of the operator's.
INSERT INTO overruns (generation_id, account, noted_at)
SELECT id, account, :now FROM generations
WHERE id = :generation_id
    AND account = provider
    AND quoted_micros + :rounding_micros * takes_asked < (SELECT SUM(cost_micros) FROM booked_costs WHERE booked_costs.generation_id = :generation_id)
ON CONFLICT DO NOTHING
RETURNING account;

-- name: excess(generation_id)^
SELECT SUM(cost_micros) - quoted_micros AS excess_micros FROM generations
JOIN booked_costs ON booked_costs.generation_id = generations.id
WHERE generations.id = :generation_id;

-- name: overruns(account, since)^
SELECT COUNT(*) AS number FROM overruns WHERE account = :account AND counts = 1 AND noted_at > :since;

-- name: forgive_overruns(account)!
UPDATE overruns SET counts = 0 WHERE account = :account AND counts = 1;
