-- How a queue treats its chats.

ALTER TABLE queues ADD COLUMN settings TEXT; -- the JSON of the settings; NULL as long as nobody has set them
