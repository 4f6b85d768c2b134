//! Mails of what was said in open chats: that they were asked for, and what has become of them. What they say is kept elsewhere
//! until they have gone.

pub(crate) mod asking;
pub(crate) mod delivery;

use hushdesk_edge::{Database, DatabaseError, Row};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{MailId, OperatorName, Timestamp};
use hushdesk_protocol::rest::{ChatMail, MailState};

/// For how long it is known that a mail was asked for, and where it went: 30 days.
const KNOWN_MILLIS: u64 = 30 * 24 * 60 * 60 * 1_000;

/// Has something mailed: as what it was put elsewhere, and about which chat, message or follow-up it is; where to, if that is to be
/// remembered, and who asks, if it is not the guest.
pub(crate) fn put(
    database: &impl Database,
    (id, about): (&MailId, &str),
    to: Option<&EmailAddress>,
    by: Option<&OperatorName>,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    database.query(
        "INSERT INTO mails (id, about, receiver, asked_by, asked, state, due) VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', ?5)",
        vec![
            id.as_str().into(),
            about.into(),
            to.map_or("", EmailAddress::as_str).into(),
            by.map(OperatorName::as_str).into(),
            now.into(),
        ],
    )?;
    Ok(())
}

fn read(mut row: Row) -> Result<ChatMail, DatabaseError> {
    let to = row.text("mails.receiver")?;
    let to = (!to.is_empty()).then(|| to.parse()).transpose();
    Ok(ChatMail {
        to: to.map_err(|_| DatabaseError::Column("mails.receiver"))?,
        by: row.optional_name("mails.asked_by")?,
        asked: row.moment("mails.asked")?,
        state: state_from_stored(&row.text("mails.state")?)?,
    })
}

/// What a stored state is.
pub(crate) fn state_from_stored(text: &str) -> Result<MailState, DatabaseError> {
    match text {
        "waiting" => Ok(MailState::Waiting),
        "sent" => Ok(MailState::Sent),
        "failed" => Ok(MailState::Failed),
        "withdrawn" => Ok(MailState::Withdrawn),
        _ => Err(DatabaseError::Column("mails.state")),
    }
}
