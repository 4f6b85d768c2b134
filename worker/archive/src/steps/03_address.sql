-- Where the guest came from, as far as the queue at which the chat was opened keeps that.
ALTER TABLE chats ADD COLUMN address TEXT;
