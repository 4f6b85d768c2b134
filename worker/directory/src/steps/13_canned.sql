-- Canned messages: somebody's own, a queue's, or, with neither, the organisation's.
CREATE TABLE canned (
    id TEXT PRIMARY KEY,
    operator TEXT REFERENCES operators (name) ON DELETE CASCADE,
    queue TEXT REFERENCES queues (name) ON DELETE CASCADE,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    CHECK (operator IS NULL OR queue IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX canned_by_operator ON canned (operator);
CREATE INDEX canned_by_queue ON canned (queue);
