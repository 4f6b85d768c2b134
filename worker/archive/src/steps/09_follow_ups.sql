-- What somebody is to do after an open chat.
CREATE TABLE follow_ups (
    id TEXT NOT NULL PRIMARY KEY,
    chat TEXT NOT NULL,
    receiver TEXT NOT NULL, -- who is to do it
    asked_by TEXT NOT NULL,
    asked INTEGER NOT NULL,
    note TEXT NOT NULL,
    done INTEGER, -- NULL as long as it is not
    mail TEXT, -- as what it was mailed, if it was
    -- What nobody has done comes first, and the last thing first of either.
    rank INTEGER NOT NULL AS (done IS NOT NULL),
    turn INTEGER NOT NULL AS (-asked)
) STRICT;
CREATE INDEX follow_ups_of_chat ON follow_ups (chat, asked);
CREATE INDEX follow_ups_to ON follow_ups (receiver, rank, turn, id);
CREATE INDEX follow_ups_by ON follow_ups (asked_by, rank, turn, id);
CREATE INDEX follow_ups_asked ON follow_ups (asked);
CREATE INDEX follow_ups_done ON follow_ups (done) WHERE done IS NOT NULL;
