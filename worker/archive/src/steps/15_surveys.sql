-- What guests say of open chats that are over. It goes with what was said in them.
CREATE TABLE surveys (
    number INTEGER PRIMARY KEY REFERENCES chats (number) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    said TEXT NOT NULL
) STRICT;
