-- Whose a key is, as an administrator says: what guests read. NULL if none has said so yet. What its holder is called is not
-- taken over: they could have chosen it themselves.
ALTER TABLE keys ADD COLUMN name TEXT;
UPDATE keys SET name = (SELECT min(pinned_keys.name) FROM pinned_keys WHERE pinned_keys.fingerprint = keys.fingerprint);
