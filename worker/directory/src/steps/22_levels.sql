-- Where the chats of a snippet go that nobody answers, in the order of the places; and after how many seconds.
CREATE TABLE snippet_levels (
    snippet TEXT NOT NULL REFERENCES snippets (name) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    queue TEXT NOT NULL REFERENCES queues (name) ON DELETE CASCADE,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (snippet, place)
) STRICT, WITHOUT ROWID;
