//! What happens to the widget.

use std::rc::Rc;

use hushdesk_web::api::Trouble;
use hushdesk_web::session::guest_session::GuestView;

use super::{Alarm, Draft, GuestAction};
use crate::told_snippet::ToldSnippet;

/// Something that happened.
#[derive(Debug)]
pub(crate) enum Event {
    /// What was kept in this window has been looked for.
    Remembered {
        /// Whether anything that is said or written here outlives the page.
        keeps: bool,
        /// What was written and not sent.
        draft: Draft,
    },
    /// What the snippet stands for is known, or is not.
    Found(Result<ToldSnippet, Trouble>),
    /// What the snippet stands for has been set otherwise.
    Reskinned(ToldSnippet),
    /// The chat is to be shown like this from here on.
    Changed(Rc<GuestView>),
    /// The message was left, or was not.
    MessageLeft(Result<(), Trouble>),
    /// The conversation was copied.
    Copied,
    /// The chat can be kept no longer: it ends with the page.
    Unkept,
    /// Another page of this window has gone on with the chat, and has kept what is newer.
    Overtaken,
    /// The chat goes on in a window of its own, which was opened from here.
    PoppedOut,
    /// The chat goes on in another tab, which has asked for it.
    WentOn,
    /// Whether another tab has a chat that can go on here.
    InTab(bool),
    /// The desk has been tried often enough and was never reached.
    Barred,
    /// A moment has come that was waited for.
    Rang(Alarm),
    /// The guest did something.
    Did(GuestAction),
}
