-- The pictures of skins.
CREATE TABLE skin_pictures (
    skin TEXT PRIMARY KEY REFERENCES skins (name) ON DELETE CASCADE,
    id TEXT NOT NULL, -- the SHA-256 of the bytes
    kind TEXT NOT NULL CHECK (kind IN ('png', 'jpeg', 'webp')),
    bytes TEXT NOT NULL -- in base64, as they come and go
) STRICT, WITHOUT ROWID;
CREATE INDEX skin_pictures_by_id ON skin_pictures (id);
