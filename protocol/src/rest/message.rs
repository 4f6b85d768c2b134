//! Messages that guests leave where nobody is there. Open ones the service reads and mails; sealed ones it carries.

use serde::{Deserialize, Serialize};

use crate::email_address::EmailAddress;
use crate::ids::{MessageId, OperatorName, QueueName, Timestamp};
use crate::language::Language;
use crate::limits::SEALED_NOTE_TEXT_BYTES_MAX;
use crate::text::{DisplayName, NoteKey, OpenText, PageAddress, SealedNote};

/// Bytes of a message in JSON's longest way: a text of 4 KB escaped, a name, addresses.
pub const MESSAGE_BYTES_MAX: usize = 65_536;

/// Bytes of a sealed note in JSON, with the name of a language.
pub const SEALED_NOTE_BYTES_MAX: usize = SEALED_NOTE_TEXT_BYTES_MAX + 1_024;

/// Days after which a message is deleted, answered or not.
pub const MESSAGE_DAYS: u64 = 90;

/// What a guest leaves ([`PostMessage`](super::PostMessage)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LeftMessage {
    /// What they write.
    pub text: OpenText,
    /// Where they are answered.
    pub email: EmailAddress,
    /// What they are called, if they say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<DisplayName>,
    /// The page they write from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageAddress>,
    /// The language they read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// What a guest leaves whose browser has sealed it ([`PostSealedNote`](super::PostSealedNote)): what they have written, where they are
/// answered, what they are called and from where they write, is in the note, a [`LeftMessage`] in JSON.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LeftNote {
    /// The note.
    pub note: SealedNote,
    /// The language they read, which the service knows of their page as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// The keys that notes are sealed to where a snippet leads, as their holders have published them
/// ([`GetSnippetNoteKeys`](super::GetSnippetNoteKeys)). A guest's browser uses none before it has verified whose it is.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SnippetNoteKeys {
    /// Of each key that the skin pins one at most; none in an open skin.
    pub keys: Vec<NoteKey>,
}

/// A message, as it is listed ([`GetMessages`](super::GetMessages)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MessageRow {
    /// By what it is known.
    pub id: MessageId,
    /// For which queue it was left.
    pub queue: QueueName,
    /// When.
    pub at: Timestamp,
    /// By whom, as far as the service knows.
    pub writer: Writer,
    /// Who has answered it, and when; null as long as nobody says so.
    pub answered: Option<AnsweredMessage>,
}

/// Who has left a message, as far as the service knows.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Writer {
    /// The message is open.
    Open {
        /// What the guest is called, if they said so.
        name: Option<DisplayName>,
        /// Where they are answered.
        email: EmailAddress,
        /// The page they wrote from.
        page: Option<PageAddress>,
    },
    /// It is sealed: who wrote it is known to who can open it.
    Sealed,
}

/// That somebody has answered a message.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnsweredMessage {
    /// Who.
    pub by: OperatorName,
    /// When.
    pub at: Timestamp,
}

/// A message with what it says ([`GetMessage`](super::GetMessage)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// All but what it says.
    pub row: MessageRow,
    /// What it says.
    pub said: MessageSaid,
}

/// What a message says.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MessageSaid {
    /// The text of an open one.
    Open(OpenText),
    /// A sealed note, with all there is about whoever left it.
    Sealed(SealedNote),
}
