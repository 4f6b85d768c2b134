-- Mails of what was said in open chats, and of messages that guests have left. What they say is not here.
CREATE TABLE mails (
    id TEXT NOT NULL PRIMARY KEY,
    about TEXT NOT NULL, -- the chat, or the message
    receiver TEXT NOT NULL, -- an address
    asked_by TEXT, -- NULL: the guest
    asked INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'withdrawn')),
    due INTEGER, -- when it is tried next, as long as it waits
    tries INTEGER NOT NULL DEFAULT 0,
    CHECK ((state = 'waiting') = (due IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_due ON mails (due) WHERE due IS NOT NULL;
CREATE INDEX mails_about ON mails (about, asked);
CREATE INDEX mails_of_asker ON mails (asked_by, asked);
CREATE INDEX mails_asked ON mails (asked);
