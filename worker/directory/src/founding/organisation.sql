-- The organisation itself: one row, from the day it was set up.
CREATE TABLE organisation (
    demonstration INTEGER NOT NULL,
    founded INTEGER NOT NULL, -- milliseconds since 1970, like every moment here
    version INTEGER NOT NULL -- how often anything of what queues' objects have to know has changed
) STRICT;
