-- The secret with which words are hashed: 32 random bytes in hexadecimal.
CREATE TABLE word_key (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key TEXT NOT NULL
) STRICT;

-- Which chats are found by a word: keyed hashes, no words.
CREATE TABLE words (
    word INTEGER NOT NULL,
    started INTEGER NOT NULL, -- the chat
    number INTEGER NOT NULL,
    PRIMARY KEY (word, started, number)
) STRICT, WITHOUT ROWID;

-- By which words a chat is found, as JSON: they are forgotten with what was said.
CREATE TABLE indexed (
    number INTEGER PRIMARY KEY REFERENCES chats (number) ON DELETE CASCADE,
    words TEXT NOT NULL
) STRICT;
