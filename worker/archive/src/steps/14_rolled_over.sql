-- From which queues a chat was passed on by itself, since nobody had answered: a JSON array in their order.
ALTER TABLE chats ADD COLUMN rolled_over TEXT NOT NULL DEFAULT '[]';

-- Statistics are counted from these alone.
DROP INDEX chats_by_start;
DROP INDEX chats_by_queue;
CREATE INDEX chats_by_start ON chats (started, kind, queue, claimed, ended, transfers, rating, rolled_over);
CREATE INDEX chats_by_queue ON chats (queue, started, kind, claimed, ended, transfers, rating, rolled_over);
