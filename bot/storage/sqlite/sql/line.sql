-- name: next_in_line(account, now)^
-- Each loop walks an index in the order of turns, and stops at the first that may be submitted. Whoever is paused
-- keeps their turn.
SELECT
    generations.id,
    generations.guild_id,
    generations.member_id,
    servers_in_line.turn AS server_turn,
    members_in_line.turn AS member_turn
FROM servers_in_line
CROSS JOIN members_in_line
    ON members_in_line.account = servers_in_line.account
    AND members_in_line.guild_id = servers_in_line.guild_id
CROSS JOIN generations
    ON generations.account = members_in_line.account
    AND generations.guild_id = members_in_line.guild_id
    AND generations.member_id = members_in_line.member_id
WHERE servers_in_line.account = :account
    AND servers_in_line.ready > 0
    AND members_in_line.ready > 0
    AND generations.state = 'queued'
    AND generations.submit_due_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM pauses WHERE pauses.guild_id IN (0, servers_in_line.guild_id))
    AND NOT EXISTS (
        SELECT 1 FROM alarms
        WHERE alarms.account = servers_in_line.account
            AND alarms.ended_at IS NULL
            AND alarms.stops_until > :now
    )
    AND (
        SELECT COUNT(*) FROM generations AS at_work
        WHERE at_work.guild_id = members_in_line.guild_id
            AND at_work.member_id = members_in_line.member_id
            AND at_work.state IN ('submitting', 'running')
    ) < COALESCE(
        (
            SELECT role_quotas.concurrent FROM roles_in_line
            JOIN role_quotas
                ON role_quotas.guild_id = roles_in_line.guild_id AND role_quotas.role_id = roles_in_line.role_id
            WHERE roles_in_line.guild_id = members_in_line.guild_id
                AND roles_in_line.member_id = members_in_line.member_id
        ),
        (
            SELECT CAST(value AS INTEGER) FROM server_settings
            WHERE server_settings.guild_id = servers_in_line.guild_id AND name = 'concurrent'
        ),
        9223372036854775807
    )
ORDER BY servers_in_line.turn, members_in_line.turn, generations.number
LIMIT 1;

-- name: back_in_turn(account, now, count)!
UPDATE generations SET submit_due_at = NULL WHERE number IN (
    SELECT number FROM generations
    WHERE account = :account AND state = 'queued' AND submit_due_at <= :now
    ORDER BY submit_due_at
    LIMIT :count
);

-- name: next_turn()^
UPDATE turns SET given = given + 1 WHERE only = 1 RETURNING given;

-- name: note_turns(id, server_turn, member_turn)!
UPDATE generations SET server_turn = :server_turn, member_turn = :member_turn WHERE id = :id;

-- name: use_server_turn(account, guild_id, next)!
UPDATE servers_in_line SET turn = :next WHERE account = :account AND guild_id = :guild_id;

-- name: use_member_turn(account, guild_id, member_id, next)!
UPDATE members_in_line SET turn = :next
WHERE account = :account AND guild_id = :guild_id AND member_id = :member_id;

-- name: give_server_turn_back(id)!
UPDATE servers_in_line SET turn = MIN(turn, own.server_turn)
FROM (SELECT account, guild_id, server_turn FROM generations WHERE id = :id) AS own
WHERE servers_in_line.account = own.account AND servers_in_line.guild_id = own.guild_id;

-- name: give_member_turn_back(id)!
UPDATE members_in_line SET turn = MIN(turn, own.member_turn)
FROM (SELECT account, guild_id, member_id, member_turn FROM generations WHERE id = :id) AS own
WHERE members_in_line.account = own.account
    AND members_in_line.guild_id = own.guild_id
    AND members_in_line.member_id = own.member_id;

-- name: held_back(id)^
SELECT concurrent FROM (
    SELECT
        own.guild_id,
        own.member_id,
        COALESCE(
            (
                SELECT role_quotas.concurrent FROM roles_in_line
                JOIN role_quotas
                    ON role_quotas.guild_id = roles_in_line.guild_id AND role_quotas.role_id = roles_in_line.role_id
                WHERE roles_in_line.guild_id = own.guild_id AND roles_in_line.member_id = own.member_id
            ),
            (
                SELECT CAST(value AS INTEGER) FROM server_settings
                WHERE server_settings.guild_id = own.guild_id AND name = 'concurrent'
            )
        ) AS concurrent
    FROM generations AS own
    WHERE own.id = :id AND own.state = 'queued'
) AS bounded
WHERE concurrent <= (
    SELECT COUNT(*) FROM generations AS at_work
    WHERE at_work.guild_id = bounded.guild_id
        AND at_work.member_id = bounded.member_id
        AND at_work.state IN ('submitting', 'running')
);

-- name: place_of_own(id)^
-- Which of its member's requests it is, the one that is next being the first.
SELECT account, guild_id, member_id,
    (
        SELECT COUNT(*) FROM generations AS earlier
        WHERE earlier.state = 'queued'
            AND earlier.account = own.account
            AND earlier.guild_id = own.guild_id
            AND earlier.member_id = own.member_id
            AND earlier.submit_due_at IS NULL
            AND earlier.number <= own.number
    ) + (
        SELECT COUNT(*) FROM generations AS put_off
        WHERE put_off.state = 'queued'
            AND put_off.account = own.account
            AND put_off.guild_id = own.guild_id
            AND put_off.member_id = own.member_id
            AND put_off.submit_due_at IS NOT NULL
            AND put_off.number <= own.number
    ) AS place
FROM generations AS own
WHERE id = :id AND state = 'queued';

-- name: place_in_server(account, guild_id, member_id, place)^
-- Before a member's second turn, say, whoever is ahead of them has had two and whoever is behind one, if they have
-- as many requests: so a place is known without playing the line through.
SELECT SUM(MIN(others.waiting, :place - (others.turn > own.turn))) AS place
FROM members_in_line AS own
CROSS JOIN members_in_line AS others
    ON others.account = own.account
    AND others.guild_id = own.guild_id
WHERE own.account = :account AND own.guild_id = :guild_id AND own.member_id = :member_id;

-- name: place_among_servers(account, guild_id, place)^
SELECT SUM(MIN(others.waiting, :place - (others.turn > own.turn))) AS place
FROM servers_in_line AS own
CROSS JOIN servers_in_line AS others ON others.account = own.account
WHERE own.account = :account AND own.guild_id = :guild_id;
