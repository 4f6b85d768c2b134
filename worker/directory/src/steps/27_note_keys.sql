-- The key that guests' browsers seal notes to, beside an OTR key, as its holder has published it; NULL if nobody may. Whether it is
-- the holder's, only guests' browsers can tell.
ALTER TABLE keys ADD COLUMN note_key TEXT;
