-- Who has taken chats where, from when to when.
CREATE TABLE shifts (
    queue TEXT NOT NULL,
    operator TEXT NOT NULL,
    began INTEGER NOT NULL,
    ended INTEGER, -- NULL while it goes on
    PRIMARY KEY (queue, operator, began)
) STRICT, WITHOUT ROWID;
CREATE INDEX shifts_by_end ON shifts (ended);
CREATE INDEX shifts_by_operator ON shifts (operator, ended);

-- When it is told that a queue needs people.
CREATE TABLE alert_rules (
    queue TEXT NOT NULL PRIMARY KEY,
    rules TEXT NOT NULL, -- as JSON
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is looked at for that: chats that nobody has claimed, and queues where nobody is.
CREATE TABLE watched (
    about TEXT NOT NULL PRIMARY KEY, -- the chat, or the queue
    queue TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('chat', 'queue')),
    since INTEGER NOT NULL, -- since when it waits; since when nobody is there while it is open, or will be
    due INTEGER NOT NULL -- when it is looked at
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_due ON watched (due);

-- What is told, until it has been mailed or nobody is mailed.
CREATE TABLE alerts (
    about TEXT NOT NULL PRIMARY KEY,
    queue TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('chat', 'queue')),
    since INTEGER NOT NULL,
    due INTEGER NOT NULL -- when it is tried
) STRICT, WITHOUT ROWID;
CREATE INDEX alerts_due ON alerts (due);
