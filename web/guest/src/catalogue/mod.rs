//! Every text that a guest reads. A language is one value of [`Catalogue`]: a text that is missing in it
//! does not compile.

mod english;

use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::note::Note;

/// The texts of one language.
pub(crate) struct Catalogue {
    // The frame
    pub(crate) looking: &'static str,
    pub(crate) no_snippet: &'static str,
    pub(crate) unknown_snippet: fn(&str) -> String,
    pub(crate) unreachable: &'static str,
    pub(crate) failed: &'static str,
    pub(crate) try_again: &'static str,
    pub(crate) close: &'static str,

    // Beginning
    pub(crate) sealed_promise: &'static str,
    pub(crate) asked_promise: &'static str,
    pub(crate) always_asked_promise: &'static str,
    pub(crate) nobody_promise: &'static str,
    pub(crate) open_promise: &'static str,
    pub(crate) nobody_there: &'static str,
    pub(crate) keeps_nothing: &'static str,
    pub(crate) begin: &'static str,
    pub(crate) first_message: &'static str,

    // Who can read along
    pub(crate) sealed: &'static str,
    pub(crate) verified: &'static str,
    pub(crate) unverified: &'static str,
    pub(crate) readable: &'static str,
    pub(crate) verified_more: fn(&DisplayName) -> String,
    pub(crate) verified_unnamed: &'static str,
    pub(crate) unverified_more: &'static str,
    pub(crate) readable_more: &'static str,
    pub(crate) key: &'static str,
    pub(crate) doubtful: fn(&DisplayName) -> String,
    pub(crate) doubt_title: fn(&DisplayName) -> String,
    pub(crate) doubt_yes: &'static str,
    pub(crate) doubt_no: &'static str,

    // How the chat stands
    pub(crate) connecting: &'static str,
    pub(crate) waiting: &'static str,
    pub(crate) waiting_sealed: &'static str,
    pub(crate) waiting_open: &'static str,
    pub(crate) waiting_unstaffed: &'static str,
    pub(crate) interrupted: fn(&DisplayName) -> String,
    pub(crate) looking_for_another: fn(&DisplayName) -> String,
    pub(crate) nobody_but_them: fn(&DisplayName) -> String,
    pub(crate) exchanging: fn(&DisplayName) -> String,
    pub(crate) talking: fn(&DisplayName) -> String,
    pub(crate) passing: fn(&DisplayName) -> String,
    pub(crate) operator_away: fn(&DisplayName) -> String,
    pub(crate) ending: &'static str,
    pub(crate) ending_offline: &'static str,
    pub(crate) over: &'static str,
    pub(crate) gone: &'static str,
    pub(crate) queue_full: &'static str,
    pub(crate) elsewhere: &'static str,
    pub(crate) take_back: &'static str,
    pub(crate) start_anew: &'static str,

    // Whether more is taken
    pub(crate) much_waits: &'static str,
    pub(crate) too_fast: &'static str,
    pub(crate) full: &'static str,

    // The line
    pub(crate) offline: &'static str,
    pub(crate) unreached_unsent: &'static str,
    pub(crate) unreached: &'static str,
    pub(crate) back: &'static str,
    pub(crate) outdated: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) reload: &'static str,

    // The conversation
    pub(crate) conversation: &'static str,
    pub(crate) you: &'static str,
    pub(crate) operator: &'static str,
    pub(crate) typing: fn(&DisplayName) -> String,
    pub(crate) not_sent_yet: &'static str,
    pub(crate) sending: &'static str,
    pub(crate) sent: &'static str,
    pub(crate) not_sent: &'static str,
    pub(crate) note: fn(&Note) -> String,

    // Writing
    pub(crate) message: &'static str,
    pub(crate) send: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) left: fn(usize) -> String,
    pub(crate) too_long: fn(usize) -> String,
    pub(crate) few_left: fn(usize) -> String,
    pub(crate) too_long_in_all: &'static str,

    // Earlier messages
    pub(crate) earlier_title: fn(&DisplayName) -> String,
    pub(crate) earlier_text: &'static str,
    pub(crate) earlier_all: &'static str,
    pub(crate) earlier_ticked: &'static str,
    pub(crate) earlier_none: &'static str,
    pub(crate) earlier_later: &'static str,
    pub(crate) earlier_sending: fn(usize) -> String,

    // Ending
    pub(crate) end: &'static str,
    pub(crate) end_title: &'static str,
    pub(crate) end_text: &'static str,
    pub(crate) end_yes: &'static str,
    pub(crate) end_no: &'static str,
}

/// The texts.
pub(crate) const fn texts() -> &'static Catalogue {
    &english::ENGLISH
}
