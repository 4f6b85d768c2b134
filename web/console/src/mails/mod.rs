//! Mails of what was said in open chats: asking for one, and what has become of them.

mod dialog;
mod list;

use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::MailTo;
use hushdesk_texts::console as words;

use crate::zone::zone;

pub(crate) use dialog::MailDialog;

/// An address to mail to, as it was typed, in the language and the local time of whoever types it; nothing if it is none.
pub(crate) fn mail_to(typed: &str) -> Option<MailTo> {
    Some(MailTo {
        to: typed.trim().parse().ok()?,
        language: words::language().parse::<Language>().ok(),
        zone: zone(),
    })
}
