-- What administrators have done.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    operator TEXT, -- by what name they sign in; NULL for whoever had the setup code
    address TEXT NOT NULL, -- from where, as it is counted: an address, or the network of one
    act TEXT NOT NULL,
    subject TEXT NOT NULL, -- to what it was done
    before TEXT, -- the JSON of how that was; NULL if it was not there
    after TEXT -- the JSON of how it is; NULL if it is gone
) STRICT;
