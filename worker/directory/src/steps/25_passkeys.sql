-- Passkeys: by one of them somebody signs in, or shows their second factor. Nobody can do so with what is stored of them.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY, -- by what it is listed
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    credential TEXT NOT NULL UNIQUE, -- by what the authenticator knows it, in base64 for addresses
    algorithm INTEGER NOT NULL, -- that of the key, as COSE numbers it
    key TEXT NOT NULL, -- the public one, as SubjectPublicKeyInfo in base64 for addresses
    counter INTEGER NOT NULL, -- how often the authenticator has signed, as far as it counts that
    label TEXT NOT NULL,
    made INTEGER NOT NULL,
    used INTEGER -- when it was last shown
) STRICT, WITHOUT ROWID;
CREATE INDEX passkeys_by_operator ON passkeys (operator, made);

-- By what authenticators know whose a passkey is: random bytes, which say nothing else.
CREATE TABLE passkey_holders (
    operator TEXT PRIMARY KEY REFERENCES operators (name) ON DELETE CASCADE,
    handle TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- What authenticators have been given to answer: each is good once.
CREATE TABLE passkey_challenges (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order in which they were given
    challenge BLOB NOT NULL UNIQUE, -- the SHA-256
    session BLOB REFERENCES sessions (token) ON DELETE CASCADE, -- in which a passkey is being added; NULL: one is to be shown
    ends INTEGER NOT NULL
) STRICT;
CREATE INDEX passkey_challenges_by_session ON passkey_challenges (session);

-- When somebody last showed a passkey in a session.
ALTER TABLE sessions ADD COLUMN passkey INTEGER NOT NULL DEFAULT 0;
