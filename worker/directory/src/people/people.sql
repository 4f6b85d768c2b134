-- Who may sign in.
CREATE TABLE operators (
    name TEXT PRIMARY KEY,
    display TEXT NOT NULL, -- what guests and colleagues know them by
    role TEXT NOT NULL CHECK (role IN ('operator', 'administrator')),
    password TEXT NOT NULL -- a PHC string of Argon2id
) STRICT, WITHOUT ROWID;
