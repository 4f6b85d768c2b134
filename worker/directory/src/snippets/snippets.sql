-- Where a snippet leads, and in which skin.
CREATE TABLE snippets (
    name TEXT PRIMARY KEY,
    queue TEXT NOT NULL REFERENCES queues (name) ON DELETE CASCADE,
    skin TEXT NOT NULL REFERENCES skins (name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Whose pages may embed a snippet; without any row, anybody's.
CREATE TABLE snippet_sites (
    snippet TEXT NOT NULL REFERENCES snippets (name) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    PRIMARY KEY (snippet, origin)
) STRICT, WITHOUT ROWID;
