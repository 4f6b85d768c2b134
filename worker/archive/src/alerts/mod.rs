//! Queues that need people: a chat that nobody claims, a desk where nobody is in opening hours.
//!
//! What may become an alert is watched, each with the moment at which it is looked at. Which queue is open at a moment is for the
//! caller to say: it knows the zones. What has become one is told to webhooks at once, and mailed by the caller; it is known
//! here until that mail is on its way.

pub(crate) mod mailing;
pub(crate) mod rules;
#[cfg(test)]
mod tests;
pub(crate) mod watching;

use hushdesk_edge::{DatabaseError, Row};

/// What is watched.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Watched {
    /// A chat, until it is claimed.
    Chat,
    /// A queue, while nobody is there.
    Queue,
}

impl Watched {
    /// As it is stored.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Queue => "queue",
        }
    }

    fn of(row: &mut Row) -> Result<Self, DatabaseError> {
        match row.text("watched.what")?.as_str() {
            "chat" => Ok(Self::Chat),
            "queue" => Ok(Self::Queue),
            _ => Err(DatabaseError::Column("watched.what")),
        }
    }
}
