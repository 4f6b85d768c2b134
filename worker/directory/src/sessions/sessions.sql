-- Who is signed in.
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

-- Browsers in which somebody has signed in.
CREATE TABLE browsers (
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    token BLOB NOT NULL, -- the SHA-256 of the token in the cookie
    used INTEGER NOT NULL, -- when the last sign-in was
    PRIMARY KEY (operator, token)
) STRICT, WITHOUT ROWID;

-- Wrong passwords that still count.
CREATE TABLE sign_in_tries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order in which they began to be counted
    subject BLOB NOT NULL UNIQUE, -- a SHA-256 of what is counted
    ends INTEGER NOT NULL, -- when they count no more
    tries INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_tries_by_end ON sign_in_tries (ends);
