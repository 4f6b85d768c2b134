//! Which of OTR's options are on.

use crate::version::Version;

/// What a conversation may and should do by itself.
///
/// [`Policy::default`] allows both versions, answers queries, sends heartbeats and does nothing else
/// unasked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Policy {
    /// Version 2 may be used.
    pub allow_v2: bool,
    /// Version 3 may be used; it is preferred.
    pub allow_v3: bool,
    /// Nothing is sent in clear: a text sent in plaintext is held, a query goes out in its place (unless the other
    /// side has been asked within the last ten seconds), and the text follows once the conversation is encrypted.
    pub require_encryption: bool,
    /// Texts sent in plaintext carry the whitespace tag, until a plain answer shows that the other
    /// side does not care.
    pub send_whitespace_tag: bool,
    /// A whitespace tag in a text that arrives starts the key exchange.
    pub start_on_whitespace_tag: bool,
    /// An error message that arrives is answered with a query.
    pub start_on_error: bool,
    /// A query that arrives is answered with a D-H Commit. When off, it only becomes
    /// [`Outcome::Queried`](crate::Outcome::Queried): for callers who begin in a fresh
    /// [`Conversation`](crate::Conversation).
    pub answer_queries: bool,
    /// After a minute of silence on our side, a text that arrives is answered with an empty message,
    /// so that keys move on.
    pub heartbeats: bool,
    /// When the other side could not read our last text and a new key exchange with the same
    /// fingerprint follows within a minute, the text is sent again, marked `[resent]`.
    pub resend: bool,
    /// How lengths of texts are hidden.
    pub padding: Padding,
    /// The longest line the carrier takes, in bytes; longer messages are cut into fragments. `None`:
    /// any length. Less than [`LONGEST_LINE_MIN`](crate::limits::LONGEST_LINE_MIN) is taken for that.
    pub longest_line: Option<u16>,
}

/// How the length of a text is hidden, by the padding record (TLV type 0).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Padding {
    /// Not at all.
    #[default]
    None,
    /// Every data message's content is filled up to the next multiple of so many bytes.
    Multiple(u16),
}

impl Policy {
    /// Whether this version may be used.
    pub fn allows(&self, version: Version) -> bool {
        match version {
            Version::V2 => self.allow_v2,
            Version::V3 => self.allow_v3,
        }
    }

    /// The highest of the versions offered that may be used.
    pub(crate) fn best_of(&self, offered: &[Version]) -> Option<Version> {
        offered
            .iter()
            .copied()
            .filter(|version| self.allows(*version))
            .max()
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            allow_v2: true,
            allow_v3: true,
            require_encryption: false,
            send_whitespace_tag: false,
            start_on_whitespace_tag: false,
            start_on_error: false,
            answer_queries: true,
            heartbeats: true,
            resend: true,
            padding: Padding::None,
            longest_line: None,
        }
    }
}
