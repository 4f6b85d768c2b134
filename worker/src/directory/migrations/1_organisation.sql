-- What an organisation begins with: who may sign in, where chats go, how they look, who is signed in.

CREATE TABLE organisation (
    demonstration INTEGER NOT NULL,
    founded INTEGER NOT NULL, -- milliseconds since 1970, like every moment here
    version INTEGER NOT NULL -- how often anything of what queues' objects have to know has changed
) STRICT;

CREATE TABLE operators (
    name TEXT PRIMARY KEY,
    display TEXT NOT NULL, -- what guests and colleagues know them by
    role TEXT NOT NULL CHECK (role IN ('operator', 'administrator')),
    password TEXT NOT NULL -- a PHC string of Argon2id
) STRICT, WITHOUT ROWID;

CREATE TABLE queues (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    place INTEGER NOT NULL, -- among the queues, as they are shown
    settings TEXT -- the JSON of the settings; NULL as long as nobody has set them
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
    name TEXT, -- whose it is, as the library says
    PRIMARY KEY (skin, fingerprint)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE sessions (
    token BLOB PRIMARY KEY, -- the SHA-256 of the token in the cookie
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    ends INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- At which queues a session may have sockets.
CREATE TABLE admissions (
    session BLOB NOT NULL REFERENCES sessions (token) ON DELETE CASCADE,
    queue TEXT NOT NULL REFERENCES queues (name) ON DELETE CASCADE,
    PRIMARY KEY (session, queue)
) STRICT, WITHOUT ROWID;

-- Sessions that have ended, for each queue whose object has yet to hear it.
CREATE TABLE dismissals (
    queue TEXT NOT NULL,
    session BLOB NOT NULL,
    ends INTEGER NOT NULL, -- when the session would have ended by itself
    times INTEGER NOT NULL, -- how often the object has yet to hear it
    due INTEGER NOT NULL, -- when it is told next
    PRIMARY KEY (queue, session)
) STRICT, WITHOUT ROWID;

-- Browsers in which somebody has signed in.
CREATE TABLE browsers (
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    token BLOB NOT NULL, -- the SHA-256 of the token in the cookie
    used INTEGER NOT NULL, -- when the last sign-in was
    PRIMARY KEY (operator, token)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_tries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order in which they began to be counted
    subject BLOB NOT NULL UNIQUE, -- a SHA-256 of what is counted
    ends INTEGER NOT NULL, -- when they count no more
    tries INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_tries_by_end ON sign_in_tries (ends);
