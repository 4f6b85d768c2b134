//! Names and numbers, one type each, so that none is taken for another. A copy of a name shares its text.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use crate::limits::NAME_CHARS_MAX;

/// Why a text is not a name, an id or a token.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum IdError {
    /// A name has letters, digits and single characters of its own kind only.
    #[error(
        "a name is 1 to {NAME_CHARS_MAX} of a-z, 0-9, '-', '_' and '.', beginning with a letter or digit"
    )]
    Name,
    /// An id is hexadecimal of a fixed length.
    #[error("expected {expected} hexadecimal digits in lower case, got {got} characters")]
    Hex {
        /// How many digits it must have.
        expected: usize,
        /// How many characters there were.
        got: usize,
    },
    /// A moment is a number.
    #[error("a moment is in milliseconds since 1970")]
    Moment,
    /// A cursor is one that a list has given.
    #[error("this is no `next` of a list")]
    Cursor,
}

/// A name is what appears in addresses, host names and JIDs, so it keeps to what all of them can carry.
fn is_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= NAME_CHARS_MAX
        && text.starts_with(plain)
        && text
            .chars()
            .all(|c| plain(c) || matches!(c, '-' | '_' | '.'))
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                if is_name(&text) { Ok(Self(text.into())) } else { Err(IdError::Name) }
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0.as_ref().to_owned()
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// An organisation: everything of one deployment that belongs together. Part of every object's name.
    OrganisationName
}
name! {
    /// A queue: what guests write to and operators staff.
    QueueName
}
name! {
    /// An operator's (or administrator's) sign-in name.
    OperatorName
}
name! {
    /// A skin: the look of the widget and whether its chats are sealed.
    SkinName
}
name! {
    /// A snippet: what a library pastes into its page; names a queue and a skin.
    SnippetName
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident, $digits:literal) => {
        $(#[$doc])*
        #[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Makes one of random bytes.
            pub fn from_bytes(bytes: [u8; $digits / 2]) -> Self {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                Self(digits.into())
            }

            /// The digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
                if text.len() == $digits && text.bytes().all(digit) {
                    Ok(Self(text.into()))
                } else {
                    Err(IdError::Hex { expected: $digits, got: text.chars().count() })
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.to_owned().try_into()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().to_owned()
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

hex_id! {
    /// A chat. Made by the guest's browser, 128 random bits, so that a repeated opening opens one chat.
    ChatId, 32
}
hex_id! {
    /// The secret by which a guest's browser comes back to its one chat: 256 random bits. The queue keeps
    /// its hash only, and `Debug` shows nothing of it.
    ResumeToken, 64
}
hex_id! {
    /// One console window of an operator, kept over reloads: a chat is held by a seat, since the keys of a
    /// sealed chat live in one window.
    SeatId, 32
}
hex_id! {
    /// The secret of a link by which somebody chooses their password: 256 random bits. The directory keeps its hash only,
    /// and `Debug` shows nothing of it.
    LinkToken, 64
}
hex_id! {
    /// One sign-in of somebody, as it is listed and ended: half of the hash of its token, which opens nothing.
    SessionId, 32
}
hex_id! {
    /// An application password, as it is listed and taken back. It opens nothing.
    ApplicationId, 32
}
hex_id! {
    /// A passkey, as it is listed and taken away. It opens nothing.
    PasskeyId, 32
}
hex_id! {
    /// A canned message.
    CannedId, 32
}
hex_id! {
    /// A mail.
    MailId, 32
}
hex_id! {
    /// Something that is done with many chats at once.
    BulkId, 32
}
hex_id! {
    /// A message that a guest has left.
    MessageId, 32
}
hex_id! {
    /// Something that is to be done after a chat.
    FollowUpId, 32
}
hex_id! {
    /// A webhook.
    WebhookId, 32
}
hex_id! {
    /// The fingerprint of an operator's OTR key: the SHA-1 of its public values (OTR v3, "Public keys,
    /// signatures, and fingerprints"), as a skin pins it.
    Fingerprint, 40
}

hex_id! {
    /// A picture, by the SHA-256 of its bytes: another picture has another address.
    PictureId, 64
}

impl fmt::Debug for PictureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PictureId({})", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", self.0)
    }
}

impl fmt::Debug for ChatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChatId({})", self.0)
    }
}

impl fmt::Display for ChatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SeatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SeatId({})", self.0)
    }
}

impl fmt::Debug for MailId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailId({})", self.0)
    }
}

impl fmt::Debug for BulkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BulkId({})", self.0)
    }
}

impl fmt::Debug for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageId({})", self.0)
    }
}

impl fmt::Debug for FollowUpId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FollowUpId({})", self.0)
    }
}

impl fmt::Debug for WebhookId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WebhookId({})", self.0)
    }
}

impl fmt::Debug for ApplicationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApplicationId({})", self.0)
    }
}

impl fmt::Debug for PasskeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PasskeyId({})", self.0)
    }
}

impl fmt::Debug for CannedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CannedId({})", self.0)
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionId({})", self.0)
    }
}

impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkToken").finish_non_exhaustive()
    }
}

impl fmt::Debug for ResumeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResumeToken").finish_non_exhaustive()
    }
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// The one after this.
            #[must_use]
            pub const fn next(self) -> Self {
                Self(self.0.saturating_add(1))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number! {
    /// The place of an entry in its chat's log, counted by the queue from 1; as a cursor, the last entry
    /// that was received (0: none yet).
    Seq(u64)
}
number! {
    /// The place of a message among those its sender sent, counted by the sender from 1: by the guest over
    /// the chat, by an operator over the lease. A message sent again has the same number and is taken once.
    Number(u64)
}
number! {
    /// The fencing number of a claim: each claim of a chat has a higher one, and what comes with a lower
    /// one comes from a former holder and is refused.
    Lease(u64)
}
number! {
    /// Which key exchange of a sealed chat a text belongs to, counted from 1. What was sealed in an earlier
    /// epoch can be read by nobody any more, so it is dropped; its sender seals it again.
    Epoch(u32)
}
number! {
    /// Which coming of the guest's browser to its chat, counted by the queue from 1 (0: none yet). Each `open` and
    /// `resume` that is let in begins another one: who has spoken for the chat since, shows by it.
    Visit(u32)
}
number! {
    /// Milliseconds since 1970-01-01 UTC.
    Timestamp(u64)
}

impl Timestamp {
    /// This moment and `millis` more.
    #[must_use]
    pub const fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this moment; 0 if it lies behind.
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_an_address_can_carry() {
        for good in ["reference", "desk-1", "a.b_c", "7up"] {
            assert!(QueueName::try_from(good.to_owned()).is_ok(), "{good}");
        }
        let long = "a".repeat(NAME_CHARS_MAX + 1);
        for bad in ["", "Desk", "-a", "a b", "a/b", "é", &long] {
            assert_eq!(
                QueueName::try_from(bad.to_owned()),
                Err(IdError::Name),
                "{bad}"
            );
        }
    }

    #[test]
    fn an_id_has_its_digits_and_nothing_else() {
        let id = ChatId::from_bytes([0xab; 16]);
        assert_eq!(id.as_str(), "ab".repeat(16));
        assert_eq!(ChatId::try_from(id.as_str().to_owned()), Ok(id));
        assert_eq!(
            ChatId::try_from("AB".repeat(16)),
            Err(IdError::Hex {
                expected: 32,
                got: 32
            })
        );
    }

    #[test]
    fn a_token_is_not_printed() {
        let token = ResumeToken::from_bytes([0xab; 32]);
        assert_eq!(format!("{token:?}"), "ResumeToken { .. }");
        let token = LinkToken::from_bytes([0xab; 32]);
        assert_eq!(format!("{token:?}"), "LinkToken { .. }");
    }
}
