-- How many days after its end a chat of a queue is made anonymous, or deleted; NULL: never.
ALTER TABLE retention ADD COLUMN anonymise_days INTEGER;
ALTER TABLE retention ADD COLUMN delete_days INTEGER;

-- Those that have ended, the first one first: of those with a name, and of those without.
CREATE INDEX chats_by_end ON chats (queue, guest = 'anonymous', ended) WHERE ended IS NOT NULL;
