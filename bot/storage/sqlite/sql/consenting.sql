-- name: note_consent(guild_id, channel_id, message_id, owner_id, asker_id, locale, now)!
INSERT INTO consents (guild_id, channel_id, message_id, owner_member_id, asker_member_id, locale, created_at)
VALUES (:guild_id, :channel_id, :message_id, :owner_id, :asker_id, :locale, :now)
ON CONFLICT (message_id, asker_member_id) DO NOTHING;

-- name: consent_about(message_id, asker_id)^
SELECT consent_id FROM consents WHERE message_id = :message_id AND asker_member_id = :asker_id;

-- name: consent_by_id(consent_id)^
SELECT consents.*, owners.discord_id AS owner_discord_id, askers.discord_id AS asker_discord_id
FROM consents
JOIN members AS owners ON owners.member_id = consents.owner_member_id
JOIN members AS askers ON askers.member_id = consents.asker_member_id
WHERE consents.consent_id = :consent_id;

-- name: ask_consent(consent_id, ends_at)!
UPDATE consents SET state = 'asked', ends_at = :ends_at WHERE consent_id = :consent_id AND state = 'noted';

-- name: answer_consent(consent_id, state)!
UPDATE consents SET state = :state WHERE consent_id = :consent_id AND state = 'asked';

-- name: consents_overdue(now, count)
SELECT consent_id FROM consents WHERE state = 'asked' AND ends_at <= :now ORDER BY ends_at LIMIT :count;
