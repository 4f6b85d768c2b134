//! The chats there have been, and what is counted of them.

use super::declare::endpoints;
use crate::frames::ChatKind;
use crate::ids::{BulkId, ChatId, OperatorName, QueueName};
use crate::rest::{
    Answered, BULK_BYTES_MAX, BulkAct, BulkWish, CHAT_CATEGORIES_BYTES_MAX, ChatCategories,
    ChatIds, ChatMail, ChatRow, Cursor, Day, Grouping, GuestBeginning, HistoryCount, Kept,
    MAIL_BYTES_MAX, MailTo, Page, Rating, Staffing, Statistics, Transcript, ZoneName,
};
use crate::text::{Category, SearchText};

endpoints! {
    /// The chats there have been and are, those that began last first: to administrators all, to everybody else those they
    /// have held, and those of the queues whose history they may read. `from` and `until` are days, the last one included, of
    /// the local time of `zone` (UTC, if left out).
    GetHistory {} ? {
        after: Cursor, from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName,
        guest: GuestBeginning, category: Category, kind: ChatKind, answered: Answered, rating: Rating,
        transcript: Kept, words: SearchText, chats: ChatIds
    }
        Get "history",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<ChatRow> = Json,
        problems: [];

    /// The same as a file: the 10,000 that began last, or as many as are 16 MB.
    GetHistoryFile {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName,
        guest: GuestBeginning, category: Category, kind: ChatKind, answered: Answered, rating: Rating,
        transcript: Kept, words: SearchText, chats: ChatIds
    }
        Get "history.csv",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: () = File,
        problems: [];

    /// How many they are, before something is done with all of them.
    GetHistoryCount {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName,
        guest: GuestBeginning, category: Category, kind: ChatKind, answered: Answered, rating: Rating,
        transcript: Kept, words: SearchText, chats: ChatIds
    }
        Get "history/count",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: HistoryCount = Json,
        problems: [];

    /// Notes in the audit log that what was said in those of them of which it is kept is about to be taken along as files: who
    /// does, how many they are, and by what they were narrowed down. What was said is read at each chat.
    PostTranscriptsDownload {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName,
        guest: GuestBeginning, category: Category, kind: ChatKind, answered: Answered, rating: Rating,
        transcript: Kept, words: SearchText, chats: ChatIds
    }
        Post "history/downloads",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Begins to do something with those of them that had ended when they were counted. It goes on by itself, one at a time, and
    /// stands in the audit log when it is over. Of chats that are named, none may run.
    PostBulkAct {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName,
        guest: GuestBeginning, category: Category, kind: ChatKind, answered: Answered, rating: Rating,
        transcript: Kept, words: SearchText, chats: ChatIds
    }
        Post "bulk-acts",
        who: Administrator, from: Ours,
        body: BulkWish = Json(BULK_BYTES_MAX),
        answer: BulkAct = Json,
        problems: [InUse];

    /// What was done with many chats at once within the last 30 days, and is being done, the newest first.
    GetBulkActs {} ? {}
        Get "bulk-acts",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Page<BulkAct> = Json,
        problems: [];

    /// How far one of them has come.
    GetBulkAct { bulk: BulkId } ? {}
        Get "bulk-acts/{bulk}",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: BulkAct = Json,
        problems: [];

    /// Calls one of them off. With those chats that it has been done it stays so.
    DeleteBulkAct { bulk: BulkId } ? {}
        Delete "bulk-acts/{bulk}",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
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

    /// Mails what was said in one of them, if it is open: so far, while it runs. Whoever holds it may, and whoever may read it.
    PostChatMail { chat: ChatId } ? {}
        Post "history/{chat}/mails",
        who: SignedIn, from: Ours,
        body: MailTo = Json(MAIL_BYTES_MAX),
        answer: () = Created,
        problems: [Sealed, NotRetained, Expired, Deleted, NoSender, Full, TooMany];

    /// The mails of one of them that were asked for within the last 30 days, the newest first.
    GetChatMails { chat: ChatId } ? {}
        Get "history/{chat}/mails",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<ChatMail> = Json,
        problems: [];

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

    /// For how long queues were staffed on these days and how many chats ran at once, all together and `by` hour, day, month,
    /// queue or operator; and on as many days before. To administrators of all, to everybody else of their own shifts, and of
    /// those at the queues whose history they may read. Without `from` and `until` it is the last 28 days.
    GetStaffing {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName, by: Grouping
    }
        Get "statistics/staffing",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Staffing = Json,
        problems: [];

    /// The same as a file: a row for each group, or for all together and those of the days before.
    GetStaffingFile {} ? {
        from: Day, until: Day, zone: ZoneName, queue: QueueName, operator: OperatorName, by: Grouping
    }
        Get "statistics/staffing.csv",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: () = File,
        problems: [];
}
