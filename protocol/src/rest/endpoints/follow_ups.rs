//! What is to be done after open chats.

use super::declare::endpoints;
use crate::ids::{ChatId, FollowUpId, QueueName};
use crate::rest::{Colleague, Cursor, FOLLOW_UP_BYTES_MAX, FollowUp, NewFollowUp, Page};

endpoints! {
    /// Asks somebody who does anything at the chat's queue, or oneself, to do something after a chat, if that is open. They are
    /// mailed, if they can be reached, and may read the chat from then on.
    PostFollowUp { chat: ChatId } ? {}
        Post "history/{chat}/follow-ups",
        who: SignedIn, from: Ours,
        body: NewFollowUp = Json(FOLLOW_UP_BYTES_MAX),
        answer: () = Created,
        problems: [Sealed, Full];

    /// What is to be done after one chat, the last thing first.
    GetChatFollowUps { chat: ChatId } ? {}
        Get "history/{chat}/follow-ups",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<FollowUp> = Json,
        problems: [];

    /// What whoever asks is to do, and has asked others to do: what nobody has done first, and the last thing first of either.
    GetFollowUps {} ? { after: Cursor }
        Get "follow-ups",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<FollowUp> = Json,
        problems: [];

    /// Says that something is done.
    PostFollowUpDone { follow_up: FollowUpId } ? {}
        Post "follow-ups/{follow_up}/done",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Says that it is not done after all.
    DeleteFollowUpDone { follow_up: FollowUpId } ? {}
        Delete "follow-ups/{follow_up}/done",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Deletes one: for whoever asked for it, and administrators.
    DeleteFollowUp { follow_up: FollowUpId } ? {}
        Delete "follow-ups/{follow_up}",
        who: SignedIn, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Those who do anything at a queue, by whoever does, and administrators.
    GetColleagues { queue: QueueName } ? {}
        Get "queues/{queue}/colleagues",
        who: SignedIn, from: Unread,
        body: () = Nothing,
        answer: Page<Colleague> = Json,
        problems: [];
}
