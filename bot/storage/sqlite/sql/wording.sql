-- name: words_revision(guild_id)^
SELECT revision FROM word_lists WHERE guild_id = :guild_id;

-- name: words(guild_id)
SELECT sought, entry FROM words WHERE guild_id = :guild_id ORDER BY sought;

-- name: add_word(guild_id, sought, entry)!
INSERT INTO words (guild_id, sought, entry) VALUES (:guild_id, :sought, :entry);

-- name: remove_word(guild_id, sought)!
DELETE FROM words WHERE guild_id = :guild_id AND sought = :sought;

-- name: revise_words(guild_id)!
INSERT OR REPLACE INTO word_lists (guild_id) VALUES (:guild_id);
