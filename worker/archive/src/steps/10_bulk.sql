-- What is done with many chats at once: which, how far it has come, and whether the audit log has it.
CREATE TABLE bulk (
    id TEXT NOT NULL PRIMARY KEY,
    act TEXT NOT NULL CHECK (act IN ('delete_transcripts', 'delete_chats', 'anonymise')),
    by TEXT NOT NULL, -- who asked for it
    address TEXT NOT NULL, -- from where
    asked INTEGER NOT NULL,
    at INTEGER NOT NULL, -- it is done with those that had ended by then
    filter TEXT NOT NULL, -- which chats, as JSON
    narrowed TEXT NOT NULL, -- by what they were narrowed down, as JSON for the audit log
    after TEXT, -- the place up to which it has been done
    chats INTEGER NOT NULL,
    transcripts INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('works', 'done', 'called_off')),
    due INTEGER -- when it goes on, or the audit log is told next; NULL when that has it
) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_due ON bulk (due) WHERE due IS NOT NULL;
CREATE INDEX bulk_asked ON bulk (asked);

-- Chats that were deleted. What a queue tells of one later comes too late.
CREATE TABLE deleted (
    chat TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deleted_at ON deleted (at);

-- The queue that may still be putting a text where it is kept; NULL: it has been told.
ALTER TABLE removals ADD COLUMN queue TEXT;
