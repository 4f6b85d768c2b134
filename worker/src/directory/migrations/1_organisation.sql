-- What an organisation begins with: who may sign in, where chats go, how they look, who is signed in.

CREATE TABLE organisation (
    demonstration INTEGER NOT NULL,
    founded INTEGER NOT NULL -- milliseconds since 1970, like every moment here
) STRICT;

CREATE TABLE operators (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('operator', 'administrator')),
    password TEXT NOT NULL -- a PHC string of Argon2id
) STRICT, WITHOUT ROWID;

CREATE TABLE queues (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    place INTEGER NOT NULL -- among the queues, as they are shown
) STRICT, WITHOUT ROWID;

CREATE TABLE assignments (
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    queue TEXT NOT NULL REFERENCES queues (name) ON DELETE CASCADE,
    PRIMARY KEY (operator, queue)
) STRICT, WITHOUT ROWID;

CREATE TABLE skins (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    unverified TEXT CHECK (unverified IN ('refuse', 'accept')) -- in a sealed skin; NULL in an open one
) STRICT, WITHOUT ROWID;

CREATE TABLE pinned_keys (
    skin TEXT NOT NULL REFERENCES skins (name) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (skin, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE snippets (
    name TEXT PRIMARY KEY,
    queue TEXT NOT NULL REFERENCES queues (name) ON DELETE CASCADE,
    skin TEXT NOT NULL REFERENCES skins (name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    token BLOB PRIMARY KEY, -- the SHA-256 of the token in the cookie
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    ends INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_tries (
    subject TEXT PRIMARY KEY, -- 'name:...' or 'address:...'
    began INTEGER NOT NULL,
    tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
