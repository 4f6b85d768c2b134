//! Messages that guests leave where nobody is there.

use super::declare::endpoints;
use crate::ids::{MessageId, SnippetName};
use crate::rest::{
    Cursor, LeftMessage, LeftNote, MESSAGE_BYTES_MAX, Message, MessageRow, Page,
    SEALED_NOTE_BYTES_MAX,
};

endpoints! {
    /// Leaves a message where a snippet leads to, if that queue takes messages. It is mailed to the queue's address, and answered
    /// by mail.
    PostMessage { snippet: SnippetName } ? {}
        Post "snippets/{snippet}/messages",
        who: Anybody, from: All,
        body: LeftMessage = Json(MESSAGE_BYTES_MAX),
        answer: () = Created,
        problems: [Forbidden, TooMany];

    /// Leaves a sealed note where a snippet leads to whose skin is sealed, if that queue takes messages. That one has come is mailed to
    /// the queue's address; it is read in the console, by who has one of the keys that it was sealed to.
    PostSealedNote { snippet: SnippetName } ? {}
        Post "snippets/{snippet}/notes",
        who: Anybody, from: All,
        body: LeftNote = Json(SEALED_NOTE_BYTES_MAX),
        answer: () = Created,
        problems: [Forbidden, TooMany];

    /// The messages of the queues that whoever asks answers, manages or reads, to administrators those of all; those that nobody
    /// has answered first, and the last one first of either.
    GetMessages {} ? { after: Cursor }
        Get "messages",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<MessageRow> = Json,
        problems: [];

    /// One of them, with what it says.
    GetMessage { message: MessageId } ? {}
        Get "messages/{message}",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Message = Json,
        problems: [Expired];

    /// Says that one of them is answered.
    PostMessageAnswer { message: MessageId } ? {}
        Post "messages/{message}/answer",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Says that one of them is not answered after all.
    DeleteMessageAnswer { message: MessageId } ? {}
        Delete "messages/{message}/answer",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Deletes one of them, with what it says.
    DeleteMessage { message: MessageId } ? {}
        Delete "messages/{message}",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];
}
