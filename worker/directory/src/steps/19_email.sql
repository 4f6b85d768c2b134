-- Where people can be reached: addresses that they have shown to be theirs, or by which they came in.
ALTER TABLE operators ADD COLUMN email TEXT;
CREATE INDEX operators_by_email ON operators (email COLLATE NOCASE) WHERE email IS NOT NULL;

-- Addresses to which a code was mailed, by which their people show that they are theirs.
CREATE TABLE pending_emails (
    operator TEXT PRIMARY KEY REFERENCES operators (name) ON DELETE CASCADE,
    email TEXT NOT NULL,
    code BLOB NOT NULL, -- the SHA-256 of the code
    ends INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- How many codes were mailed for somebody within an hour.
CREATE TABLE mailed_codes (
    operator TEXT PRIMARY KEY REFERENCES operators (name) ON DELETE CASCADE,
    ends INTEGER NOT NULL, -- when they count no more
    tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the link of an invitation was mailed to.
ALTER TABLE links ADD COLUMN email TEXT;

-- Links that were mailed to people who have forgotten their passwords. They are apart from those that administrators make, which
-- nobody else may end.
CREATE TABLE forgotten (
    operator TEXT PRIMARY KEY REFERENCES operators (name) ON DELETE CASCADE,
    token BLOB NOT NULL UNIQUE, -- the SHA-256 of the token in the link
    ends INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The address that mail comes from; NULL: nothing is mailed.
ALTER TABLE organisation ADD COLUMN mails_from TEXT;
