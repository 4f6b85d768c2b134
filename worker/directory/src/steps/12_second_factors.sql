-- Second factors.
CREATE TABLE second_factors (
    operator TEXT PRIMARY KEY REFERENCES operators (name) ON DELETE CASCADE,
    secret BLOB, -- what the app makes its codes of; NULL as long as no code of it has been seen
    pending BLOB, -- the same, of an app that is being set up
    step INTEGER NOT NULL DEFAULT 0 -- that of the last code that was used: none is good twice
) STRICT, WITHOUT ROWID;

-- Codes for when the app is lost.
CREATE TABLE recovery_codes (
    operator TEXT NOT NULL REFERENCES operators (name) ON DELETE CASCADE,
    code BLOB NOT NULL, -- the SHA-256
    PRIMARY KEY (operator, code)
) STRICT, WITHOUT ROWID;

ALTER TABLE organisation ADD COLUMN second_factor_required INTEGER NOT NULL DEFAULT 0;
