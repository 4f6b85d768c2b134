-- Names of people and queues that are gone: what they have done is known by them, so nothing else gets them.
CREATE TABLE former_names (
    kind TEXT NOT NULL CHECK (kind IN ('person', 'queue')),
    name TEXT NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO former_names (kind, name) SELECT 'person', subject FROM audit WHERE act = 'remove_person';
INSERT OR IGNORE INTO former_names (kind, name) SELECT 'queue', subject FROM audit WHERE act = 'remove_queue';
