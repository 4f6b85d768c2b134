-- What is remembered of each chat. There is no text in it.
CREATE TABLE chats (
    number INTEGER PRIMARY KEY,
    chat TEXT NOT NULL UNIQUE, -- its id
    revision INTEGER NOT NULL, -- how often what is told of it had changed
    kind TEXT NOT NULL, -- sealed or open
    guest TEXT NOT NULL, -- what operators call the guest
    queue TEXT NOT NULL, -- that has it, or had it last
    skin TEXT NOT NULL,
    page TEXT, -- that the guest wrote from
    started INTEGER NOT NULL,
    claimed INTEGER, -- when it was claimed first
    ended INTEGER,
    ended_by TEXT, -- who ended it; NULL while it runs
    transfers INTEGER NOT NULL,
    rating INTEGER -- 1 to 5
) STRICT;

-- Each order in which chats are listed, and with it what they are counted by.
CREATE INDEX chats_by_start ON chats (started, kind, queue, claimed, ended, transfers, rating);
CREATE INDEX chats_by_queue ON chats (queue, started, kind, claimed, ended, transfers, rating);
CREATE INDEX chats_by_guest ON chats (guest, started);
-- Few chats are rated, and few are not answered.
CREATE INDEX chats_by_rating ON chats (rating, started) WHERE rating IS NOT NULL;
CREATE INDEX chats_unanswered ON chats (started) WHERE claimed IS NULL;

-- Who has held a chat.
CREATE TABLE held (
    number INTEGER NOT NULL REFERENCES chats (number) ON DELETE CASCADE,
    place INTEGER NOT NULL, -- among those who held it, from 0
    operator TEXT NOT NULL,
    started INTEGER NOT NULL, -- the chat
    PRIMARY KEY (number, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_by_operator ON held (operator, started, number);

-- What a chat was about.
CREATE TABLE filed (
    number INTEGER NOT NULL REFERENCES chats (number) ON DELETE CASCADE,
    category TEXT NOT NULL,
    started INTEGER NOT NULL, -- the chat
    PRIMARY KEY (number, category)
) STRICT, WITHOUT ROWID;
CREATE INDEX filed_by_category ON filed (category, started, number);
