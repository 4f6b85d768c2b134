-- Whoever is invited has no password yet.
CREATE TABLE passwords (
    operator TEXT PRIMARY KEY REFERENCES operators (name) ON DELETE CASCADE,
    hash TEXT NOT NULL -- a PHC string of Argon2id
) STRICT, WITHOUT ROWID;
INSERT INTO passwords (operator, hash) SELECT name, password FROM operators;
ALTER TABLE operators DROP COLUMN password;
ALTER TABLE operators ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operators ADD COLUMN seen INTEGER; -- when they were there last; NULL if never

-- What somebody does at which queue.
CREATE TABLE duties (
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    queue TEXT NOT NULL REFERENCES queues (name) ON DELETE CASCADE,
    duty TEXT NOT NULL CHECK (duty IN ('operator', 'history_reader', 'manager')),
    PRIMARY KEY (operator, queue, duty)
) STRICT, WITHOUT ROWID;
INSERT INTO duties (operator, queue, duty) SELECT operator, queue, 'operator' FROM assignments;
DROP TABLE assignments;

-- Links by which people choose their passwords, one a person.
CREATE TABLE links (
    operator TEXT PRIMARY KEY REFERENCES operators (name) ON DELETE CASCADE,
    token BLOB NOT NULL UNIQUE, -- the SHA-256 of the token in the link
    ends INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE sessions ADD COLUMN since INTEGER; -- when it was opened; NULL if that was before this was written down
ALTER TABLE sessions ADD COLUMN used INTEGER; -- when it was used last
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT ''; -- browser and system, as far as they are known

-- What it is called.
ALTER TABLE organisation ADD COLUMN name TEXT NOT NULL DEFAULT 'Library';
