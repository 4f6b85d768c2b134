-- What operators have to know at a queue, in Markdown.
ALTER TABLE queues ADD COLUMN profile TEXT NOT NULL DEFAULT '';
