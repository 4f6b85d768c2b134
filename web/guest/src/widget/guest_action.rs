//! What a guest does in the widget.

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::rest::Rating;
use hushdesk_web::session::comparison::Compare;
use hushdesk_web::session::log::EntryId;

use super::{Draft, Habits, Want};

/// Something a guest can do with what is shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum GuestAction {
    /// Asks once more what the snippet stands for.
    TryAgain,
    /// Writes: this stands in the field now.
    Draft(Draft),
    /// Begins with what the library offers to begin with: the one at this place.
    Start(usize),
    /// Answers what the queue asks, all of it in one text.
    Answer(String),
    /// Sends what stands in the field.
    Send,
    /// Wants to leave a message instead, or to chat after all.
    WantMessage(bool),
    /// Leaves what stands in the field as a message.
    LeaveMessage {
        /// What they are called, if they say so.
        name: String,
        /// Where they are answered.
        email: String,
    },
    /// Has left what stands in the field as a sealed note.
    NoteLeft,
    /// Takes texts that have not left this browser back into the field, to write them otherwise.
    Rewrite(Vec<EntryId>),
    /// Does something about comparing a secret.
    Compare(Compare),
    /// Wants this, and is asked whether really; or not after all.
    Want(Option<Want>),
    /// Ends the chat.
    End,
    /// Says how the chat went that is over.
    Rate(Rating),
    /// Deletes the chat that is over.
    Forget,
    /// Ticks one of the earlier texts, or takes the tick away.
    Tick(EntryId),
    /// Looks at the question about the earlier texts.
    Decide,
    /// Lets the operator have so much of the earlier texts.
    Allow(Share),
    /// Goes on with whoever has this key, although the library does not vouch for it.
    Trust(Fingerprint),
    /// Does not: somebody else is to have the chat.
    Decline(Fingerprint),
    /// Reads further up in the conversation, or at its end again.
    ReadUp(bool),
    /// Likes to read and hear like this.
    Likes(Habits),
    /// Copies the conversation.
    Copy,
    /// Saves the conversation as a file.
    Download(Form),
    /// Wants the conversation mailed.
    Mail,
    /// Puts an ended chat away.
    StartAnew,
    /// Goes on here with the chat that another window has.
    TakeBack,
    /// Wants the chat in a window of its own.
    PopOut,
    /// Reloads the page.
    Reload,
    /// Closes the widget.
    Close,
}

/// How much of what was said before an operator may read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Share {
    /// All of it.
    All,
    /// The texts that are ticked.
    Ticked,
    /// Nothing: that is a no.
    Nothing,
}

/// In which form a conversation is kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Form {
    /// As plain text.
    Text,
    /// As a page.
    Html,
}
