//! What a widget needs to know before it opens a chat.

use serde::{Deserialize, Serialize};

use super::hours::GuestHours;
use super::invitation::PageInvitation;
use super::rollover::RolloverLevel;
use super::skin::Answers;
use crate::colour::Colour;
use crate::ids::{Fingerprint, QueueName, SkinName, SnippetName};
use crate::page_origin::PageOrigin;
use crate::text::{DisplayName, NoticeText, Title};

/// Where the chats of a snippet go and how they look ([`GetSnippet`](super::GetSnippet)). A page that was loaded before the
/// edge was deployed anew passes over what it does not know: so it is with whatever pages read when they come.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snippet {
    /// The queue its chats go to.
    pub queue: QueueName,
    /// What people call the queue.
    pub queue_title: String,
    /// The skin.
    pub skin: SkinName,
    /// What stands at the top of the widget.
    pub title: String,
    /// Whether chats are sealed, and for whom.
    pub sealing: Sealing,
    /// The library's colour, if it has chosen one.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// What the library adds to the widget's style sheet: its picture, and what it may change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// Who answers, as a guest reads it.
    #[serde(default)]
    pub answers: Answers,
    /// Whether a guest who has chosen nothing hears new messages.
    #[serde(default)]
    pub sounds: bool,
    /// What is said before the guest writes, in the language that was asked for or the nearest there is.
    #[serde(default)]
    pub greeting: Option<NoticeText>,
    /// What a guest may begin with by one press, in the same language.
    #[serde(default)]
    pub starters: Vec<Title>,
    /// Whether a message can be left for the queue, which is mailed, and answered by mail.
    #[serde(default)]
    pub messages: bool,
    /// Whether a guest is asked at the end of a chat how it went.
    #[serde(default)]
    pub rated: bool,
    /// Whether anybody staffs the queue at the moment, or one to which its chats are passed on.
    pub staffed: bool,
    /// When it is open, if the library says so.
    #[serde(default)]
    pub hours: Option<GuestHours>,
    /// Whether guests are asked something before the first message of a chat; what, [`GetSnippetQuestions`](super::GetSnippetQuestions)
    /// says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asked: bool,
    /// Whether guests are asked something at the end of a chat, beside a number: of an open one where it can be kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub surveyed: bool,
    /// Whether guests may have mailed to themselves what was said in a chat, while it runs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mailed: bool,
    /// And once it is over, since what was said is kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub mailed_after: bool,
}

/// Bytes of the JSON of a snippet: 50 sites of 300 bytes.
pub const SNIPPET_BYTES_MAX: usize = 32_768;

/// A snippet, as administrators see it in the list ([`GetSnippets`](super::GetSnippets)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SnippetListing {
    /// Its name.
    pub name: SnippetName,
    /// How it is set.
    pub settings: SnippetSettings,
}

/// How a snippet is set ([`PutSnippetSettings`](super::PutSnippetSettings)).
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SnippetSettings {
    /// Where its chats go.
    pub queue: QueueName,
    /// How they look.
    pub skin: SkinName,
    /// Whose pages may embed it; none named: anybody's.
    #[serde(default)]
    pub sites: Vec<PageOrigin>,
    /// Where a chat goes that nobody has answered, in this order; nowhere, if none is named. At most 4, each another queue.
    #[serde(default)]
    pub rollover: Vec<RolloverLevel>,
    /// When whoever is on a page with its button is invited to chat; never, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<PageInvitation>,
}

/// Whether a skin's chats are sealed, and to whom the guest's browser then talks.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Sealing {
    /// End-to-end encrypted.
    Sealed {
        /// The keys that count as verified. Empty: every operator is unverified.
        pinned: Vec<PinnedKey>,
        /// What to do with an operator whose key is not pinned.
        unverified: UnverifiedOperator,
    },
    /// Readable by the service.
    Open,
}

/// A key that a skin vouches for.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PinnedKey {
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// Whose it is, as the library says. A name that comes with a chat is bound to no key; this one is.
    #[serde(default)]
    pub name: Option<DisplayName>,
}

/// What the guest's browser does when the operator's key is none of the pinned ones.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnverifiedOperator {
    /// Nothing is sent; the guest is told.
    Refuse,
    /// The chat goes on, shown as "encrypted, operator not verified".
    Accept,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_the_answer_of_an_edge_that_says_more_than_it_knows() {
        let answer = r#"{"queue":"reference","queue_title":"Reference desk","skin":"blue","title":"Ask",
            "sealing":{"sealed":{"pinned":[{"fingerprint":"abababababababababababababababababababab"}],
            "unverified":"refuse"}},"staffed":true,"weather":"fine"}"#;
        let read: Snippet = serde_json::from_str(answer).unwrap();
        assert_eq!(read.title, "Ask");
    }
}
