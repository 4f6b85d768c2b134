-- Until when what was said in an open chat is kept, and what became of it. The text itself is not here.
ALTER TABLE chats ADD COLUMN text_until INTEGER; -- NULL: it was never kept
ALTER TABLE chats ADD COLUMN text_gone TEXT; -- expired or deleted; NULL as long as it is kept
CREATE INDEX chats_by_text_until ON chats (text_until) WHERE text_until IS NOT NULL AND text_gone IS NULL;
CREATE INDEX chats_with_text ON chats (queue) WHERE text_until IS NOT NULL AND text_gone IS NULL;

-- For how long each queue keeps what is said, as it has said last.
CREATE TABLE retention (
    queue TEXT NOT NULL PRIMARY KEY,
    days INTEGER NOT NULL, -- 0: not at all
    version INTEGER NOT NULL -- of two the one with the higher number is the newer
) STRICT, WITHOUT ROWID;

-- What was said in these chats is to be deleted where it is kept.
CREATE TABLE removals (
    chat TEXT NOT NULL PRIMARY KEY,
    due INTEGER NOT NULL, -- when it is tried next
    times INTEGER NOT NULL -- how often it is still to be done
) STRICT, WITHOUT ROWID;
CREATE INDEX removals_due ON removals (due);
