-- Messages that guests have left. What they say is not here.
CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,
    queue TEXT NOT NULL,
    left_at INTEGER NOT NULL,
    name TEXT, -- what the guest is called, if they said so
    email TEXT NOT NULL, -- where they are answered
    page TEXT, -- from where they wrote
    answered INTEGER, -- NULL as long as nobody says so
    answered_by TEXT,
    -- Those that nobody has answered come first, and the last one first of either.
    rank INTEGER NOT NULL AS (answered IS NOT NULL),
    turn INTEGER NOT NULL AS (-left_at),
    CHECK ((answered IS NULL) = (answered_by IS NULL))
) STRICT;
CREATE INDEX messages_in_order ON messages (rank, turn, id);
CREATE INDEX messages_left ON messages (left_at);
