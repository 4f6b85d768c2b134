-- By what programs other than browsers are let in. Nobody can sign in with what is stored of them.
CREATE TABLE application_passwords (
    id TEXT PRIMARY KEY,
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    label TEXT NOT NULL,
    keys TEXT NOT NULL, -- what can be held against it, as whoever does so has written it
    made INTEGER NOT NULL,
    used INTEGER -- when somebody last signed in with it
) STRICT, WITHOUT ROWID;
CREATE INDEX application_passwords_by_operator ON application_passwords (operator, made);
-- By which of them a session was opened, if by one.
ALTER TABLE sessions ADD COLUMN application TEXT;
-- From what the salts of those passwords are made, one a name, whether anybody has it or not. It is in no answer.
CREATE TABLE salt_key (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    secret BLOB NOT NULL
) STRICT;
INSERT INTO salt_key (number, secret) VALUES (1, randomblob(32));
