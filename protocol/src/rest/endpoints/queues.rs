//! Queues, and the sockets to them.

use super::declare::endpoints;
use crate::ids::{ChatId, QueueName, SnippetName};
use crate::rest::{
    Cursor, GuestMail, GuestRating, MAIL_BYTES_MAX, NewQueue, Page, QUEUE_BYTES_MAX,
    QUEUE_PROFILE_BYTES_MAX, Queue, QueueCategories, QueueChange, QueueListing, QueueProfile,
    QueueSettings, RATING_BYTES_MAX, SETTINGS_BYTES_MAX,
};

endpoints! {
    /// All queues, in the order they are shown, to hand chats to.
    GetQueues {} ? { after: Cursor }
        Get "queues",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<QueueListing> = Json,
        problems: [];

    /// Makes a queue, with those who staff it.
    PostQueue {} ? {}
        Post "queues",
        who: Administrator, from: Ours,
        body: NewQueue = Json(QUEUE_BYTES_MAX),
        answer: () = Created,
        problems: [Conflict, Full];

    /// A queue, with its people.
    GetQueue { queue: QueueName } ? {}
        Get "queues/{queue}",
        who: Manager, from: Unread,
        body: () = Nothing,
        answer: Queue = JsonOfVersion,
        problems: [];

    /// Says what a queue is called, and who does what there. Whoever does not staff it any more loses their sockets there.
    PutQueue { queue: QueueName } ? {}
        Put "queues/{queue}",
        who: Manager, from: Ours,
        body: QueueChange = JsonOfVersion(QUEUE_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [TooMany];

    /// Removes a queue, if no chat runs there and no snippet leads there. Its sockets end.
    DeleteQueue { queue: QueueName } ? {}
        Delete "queues/{queue}",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [InUse];

    /// How a queue treats its chats.
    GetQueueSettings { queue: QueueName } ? {}
        Get "queues/{queue}/settings",
        who: Manager, from: Unread,
        body: () = Nothing,
        answer: QueueSettings = JsonOfVersion,
        problems: [];

    /// Sets a queue. It holds at once, for chats that run too.
    PutQueueSettings { queue: QueueName } ? {}
        Put "queues/{queue}/settings",
        who: Manager, from: Ours,
        body: QueueSettings = JsonOfVersion(SETTINGS_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [TooMany];

    /// What the chats of a queue can be about, for those who say it of a chat.
    GetQueueCategories { queue: QueueName } ? {}
        Get "queues/{queue}/categories",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: QueueCategories = Json,
        problems: [];

    /// What operators have to know there, for those who answer chats.
    GetQueueProfile { queue: QueueName } ? {}
        Get "queues/{queue}/profile",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: QueueProfile = JsonOfVersion,
        problems: [];

    /// Says what operators have to know there.
    PutQueueProfile { queue: QueueName } ? {}
        Put "queues/{queue}/profile",
        who: Manager, from: Ours,
        body: QueueProfile = JsonOfVersion(QUEUE_PROFILE_BYTES_MAX),
        answer: () = DoneToVersion,
        problems: [];

    /// Says how a chat went that has ended and was answered: its guest, within an hour of its end, where the queue asks. The number that
    /// is said last counts. Of an open chat there may be words, too, where the queue asks for some and keeps what is said: those
    /// that are said first count.
    PutRating { queue: QueueName, chat: ChatId } ? {}
        Put "queues/{queue}/chats/{chat}/rating",
        who: Anybody, from: All,
        body: GuestRating = Json(RATING_BYTES_MAX),
        answer: () = Done,
        problems: [TooMany];

    /// Mails what was said in an open chat to its guest, if it was answered and the queue allows that: so far, while it runs; within an
    /// hour of its end, as long as what was said is kept.
    PostGuestMail { queue: QueueName, chat: ChatId } ? {}
        Post "queues/{queue}/chats/{chat}/mail",
        who: Anybody, from: All,
        body: GuestMail = Json(MAIL_BYTES_MAX),
        answer: () = Created,
        problems: [Forbidden, Sealed, NotRetained, Expired, Deleted, NoSender, Full, TooMany];

    /// A guest's socket. The snippet says what may be opened by it; without one it only leads back to a chat.
    GetGuestSocket { queue: QueueName } ? { snippet: SnippetName }
        Get "queues/{queue}/guest",
        who: Anybody, from: Embedders,
        body: () = Nothing,
        answer: () = Socket,
        problems: [TooMany];

    /// An operator's socket.
    GetDeskSocket { queue: QueueName } ? {}
        Get "queues/{queue}/desk",
        who: Assigned, from: Ours,
        body: () = Nothing,
        answer: () = Socket,
        problems: [TooMany];
}
