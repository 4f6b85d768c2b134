-- When a snippet invites whoever is on a page: JSON; NULL: never.
ALTER TABLE snippets ADD COLUMN invitation TEXT;
