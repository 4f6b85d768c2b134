-- Where chats go.
CREATE TABLE queues (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    place INTEGER NOT NULL, -- among the queues, as they are shown
    settings TEXT, -- the JSON of the settings; NULL as long as nobody has set them
    version INTEGER NOT NULL DEFAULT 0 -- that of the organisation when they were set last
) STRICT, WITHOUT ROWID;

-- Who may staff which queue.
CREATE TABLE assignments (
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    queue TEXT NOT NULL REFERENCES queues (name) ON DELETE CASCADE,
    PRIMARY KEY (operator, queue)
) STRICT, WITHOUT ROWID;
