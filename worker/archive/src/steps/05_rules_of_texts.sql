-- By which setting of its queue a text is kept until then: how often anything had been set in the organisation. One that is
-- older than this comes too late to shorten it.
ALTER TABLE chats ADD COLUMN text_rule INTEGER NOT NULL DEFAULT 0;

-- Who holds a chat, or did at its end.
ALTER TABLE chats ADD COLUMN holder TEXT;
