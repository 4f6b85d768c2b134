-- When whoever has a session last showed who they are.
ALTER TABLE sessions ADD COLUMN proved INTEGER NOT NULL DEFAULT 0;
