-- The identity provider at which people sign in, if there is one.
CREATE TABLE identity_provider (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    name TEXT NOT NULL, -- what it is called where one signs in
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL, -- by what it knows the organisation
    client_secret TEXT, -- it is in no answer that leaves the Worker, and in no row of the audit log
    secret_since INTEGER, -- since when the client has had it
    claim TEXT NOT NULL, -- what says, the first time, who somebody is
    password_of TEXT -- who alone signs in with a password beside; NULL: whoever has one
) STRICT;

-- Which account there is whose here.
CREATE TABLE provider_people (
    operator TEXT PRIMARY KEY REFERENCES operators (name) ON DELETE CASCADE,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL, -- by what the issuer knows somebody for ever
    since INTEGER NOT NULL,
    UNIQUE (issuer, subject)
) STRICT, WITHOUT ROWID;

-- Ways back from the provider that have been used: each is good once.
CREATE TABLE provider_returns (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order in which they were used
    attempt BLOB NOT NULL UNIQUE, -- a SHA-256 of what the browser had
    ends INTEGER NOT NULL -- when it would have counted no more
) STRICT;

-- Whether a session was opened by the provider, as it is set.
ALTER TABLE sessions ADD COLUMN provider INTEGER NOT NULL DEFAULT 0;
