-- By what addresses of guests are hashed before a queue hears of them. It is in no answer.
CREATE TABLE address_key (
    number INTEGER PRIMARY KEY CHECK (number = 1),
    secret BLOB NOT NULL
) STRICT;
INSERT INTO address_key (number, secret) VALUES (1, randomblob(32));
