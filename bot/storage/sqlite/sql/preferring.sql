-- name: preferences_of(discord_id)^
SELECT
    preferences.model_id,
    preferences.duration,
    preferences.aspect,
    preferences.style,
    preferences.language,
    preferences.telling
FROM members
JOIN preferences ON preferences.member_id = members.member_id
WHERE members.discord_id = :discord_id;

-- name: prefer(member_id, model_id, duration, aspect, style, language, telling)!
INSERT INTO preferences (member_id, model_id, duration, aspect, style, language, telling)
VALUES (:member_id, :model_id, :duration, :aspect, :style, :language, :telling)
ON CONFLICT (member_id) DO UPDATE SET
    model_id = excluded.model_id,
    duration = excluded.duration,
    aspect = excluded.aspect,
    style = excluded.style,
    language = excluded.language,
    telling = excluded.telling;
