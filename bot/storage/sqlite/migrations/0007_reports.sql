-- Videos that members reported.

-- For moderators, who look for what was just made.
CREATE INDEX generations_latest ON generations (guild_id, number) WHERE ended_at IS NOT NULL AND removed_at IS NULL;
