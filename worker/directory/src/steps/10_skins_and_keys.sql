-- The keys of the organisation, whose holders may answer sealed chats.
CREATE TABLE keys (
    fingerprint TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    holder TEXT REFERENCES operators (name) ON DELETE SET NULL, -- NULL if it is shared
    added INTEGER NOT NULL,
    expires INTEGER, -- NULL if it does not
    revoked INTEGER, -- since when it does not count any more
    pinned INTEGER NOT NULL -- 0 as long as it is only proposed
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO keys (fingerprint, label, holder, added, pinned)
    SELECT fingerprint, coalesce(name, 'Key'),
           (SELECT min(operators.name) FROM operators WHERE operators.display = pinned_keys.name),
           coalesce((SELECT founded FROM organisation), 0), 1
    FROM pinned_keys;

ALTER TABLE pinned_keys ADD COLUMN expires INTEGER;
ALTER TABLE skins ADD COLUMN keys TEXT NOT NULL DEFAULT 'own' CHECK (keys IN ('organisation', 'own'));
-- JSON.
ALTER TABLE skins ADD COLUMN look TEXT NOT NULL DEFAULT '{}';
