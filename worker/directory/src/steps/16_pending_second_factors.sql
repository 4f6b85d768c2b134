-- Apps that are being set up: each by the session that began, with which it goes. Those of before belong to no session.
CREATE TABLE pending_second_factors (
    session BLOB PRIMARY KEY REFERENCES sessions (token) ON DELETE CASCADE,
    secret BLOB NOT NULL, -- what the app makes its codes of
    ends INTEGER NOT NULL -- until when it may show one
) STRICT, WITHOUT ROWID;

CREATE TABLE set_up_second_factors (
    operator TEXT PRIMARY KEY REFERENCES operators (name) ON DELETE CASCADE,
    secret BLOB NOT NULL,
    step INTEGER NOT NULL -- that of the last code that was used: none is good twice
) STRICT, WITHOUT ROWID;
INSERT INTO set_up_second_factors (operator, secret, step)
    SELECT operator, secret, step FROM second_factors WHERE secret IS NOT NULL;
DROP TABLE second_factors;
ALTER TABLE set_up_second_factors RENAME TO second_factors;
