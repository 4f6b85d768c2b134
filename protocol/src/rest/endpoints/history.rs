//! The chats there have been, and what is counted of them.

use super::declare::endpoints;
use crate::frames::ChatKind;
use crate::ids::{ChatId, OperatorName, QueueName};
use crate::rest::{
    Answered, CHAT_CATEGORIES_BYTES_MAX, ChatCategories, ChatRow, Cursor, Day, Grouping,
    GuestBeginning, Page, Rating, Statistics, Transcript, ZoneName,
};
use crate::text::Category;

endpoints! {
    /// The chats there have been and are, those that began last first: to administrators all, to everybody else those they
    /// have held, and those of the queues whose history they may read. `from` and `until` are days, the last one included, of
    /// the local time of `zone` (UTC, if left out).
    GetHistory {} ? {
        after: Cursor, from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName,
        guest: GuestBeginning, category: Category, kind: ChatKind, answered: Answered, rating: Rating
    }
        Get "history",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<ChatRow> = Json,
        problems: [];

    /// The same as a file: the 10,000 that began last, or as many as are 16 MB.
    GetHistoryFile {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName,
        guest: GuestBeginning, category: Category, kind: ChatKind, answered: Answered, rating: Rating
    }
        Get "history.csv",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: () = File,
        problems: [];

    /// One of them.
    GetHistoryChat { chat: ChatId } ? {}
        Get "history/{chat}",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: ChatRow = Json,
        problems: [];

    /// Says what a chat was about, in categories of its queue and in the place of what was said before: whoever has held it, while
    /// it runs or afterwards, and administrators.
    PutChatCategories { chat: ChatId } ? {}
        Put "history/{chat}/categories",
        who: SignedIn, from: Ours,
        body: ChatCategories = Json(CHAT_CATEGORIES_BYTES_MAX),
        answer: () = Done,
        problems: [];

    /// What was said in one of them, if it is open: so far, while it runs, and afterwards for as long as its queue keeps it.
    GetTranscript { chat: ChatId } ? {}
        Get "history/{chat}/transcript",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Transcript = Json,
        problems: [Sealed, NotRetained, Expired, Deleted];

    /// Deletes what was said in one of them that has ended. Its row stays.
    DeleteTranscript { chat: ChatId } ? {}
        Delete "history/{chat}/transcript",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [InUse, Sealed, NotRetained, Expired, Deleted];

    /// What is counted of those chats, all together and `by` what they have in common; and of those of as many days before.
    /// Without `from` and `until` it is the last 28 days.
    GetStatistics {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName, guest: GuestBeginning,
        category: Category, kind: ChatKind, answered: Answered, rating: Rating, by: Grouping
    }
        Get "statistics",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Statistics = Json,
        problems: [];

    /// The same as a file: a row for each group, or for all together and those of the days before.
    GetStatisticsFile {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName, guest: GuestBeginning,
        category: Category, kind: ChatKind, answered: Answered, rating: Rating, by: Grouping
    }
        Get "statistics.csv",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: () = File,
        problems: [];
}
