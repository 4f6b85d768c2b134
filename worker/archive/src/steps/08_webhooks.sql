-- What other programs of the organisation are told.
CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    secret TEXT NOT NULL, -- by which what it is told is signed, as receivers read it
    events TEXT NOT NULL, -- a list in JSON
    queues TEXT NOT NULL, -- another; all, if there are none in it
    made INTEGER NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What they are told, or were. What that says is made of rows when it goes.
CREATE TABLE webhook_deliveries (
    webhook TEXT NOT NULL,
    id TEXT NOT NULL,
    event TEXT, -- NULL: a test
    about TEXT, -- the chat, or the message
    at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'withdrawn')),
    due INTEGER, -- when it is tried next, as long as it waits
    tries INTEGER NOT NULL DEFAULT 0,
    status INTEGER, -- what was answered last
    PRIMARY KEY (webhook, id),
    CHECK ((state = 'waiting') = (due IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due) WHERE due IS NOT NULL;
CREATE INDEX webhook_deliveries_at ON webhook_deliveries (at);
CREATE INDEX webhook_deliveries_of ON webhook_deliveries (webhook, at);
