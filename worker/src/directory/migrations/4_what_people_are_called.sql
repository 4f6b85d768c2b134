-- What guests and colleagues know an operator by, and whose a pinned key is.

ALTER TABLE operators ADD COLUMN display TEXT; -- NULL: the name, its first letter raised
ALTER TABLE pinned_keys ADD COLUMN name TEXT; -- NULL: nobody has said
