-- How often a queue has been set, so that its object can tell newer settings from older ones.

ALTER TABLE queues ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
