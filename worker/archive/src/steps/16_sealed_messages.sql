-- Whether a message is sealed. Of such a one nothing is known of who has left it: that is in the note.
ALTER TABLE messages ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0
    CHECK (sealed = 0 OR (sealed = 1 AND name IS NULL AND email = '' AND page IS NULL));
