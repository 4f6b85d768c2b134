-- How chats look, and whether they are sealed.
CREATE TABLE skins (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    unverified TEXT CHECK (unverified IN ('refuse', 'accept')) -- in a sealed skin; NULL in an open one
) STRICT, WITHOUT ROWID;

-- The keys that a sealed skin vouches for.
CREATE TABLE pinned_keys (
    skin TEXT NOT NULL REFERENCES skins (name) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    name TEXT, -- whose it is, as the library says
    PRIMARY KEY (skin, fingerprint)
) STRICT, WITHOUT ROWID;
