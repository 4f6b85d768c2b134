//! What has been said in an open chat, to be read while it runs, and to be kept after its end where a queue says so.
//!
//! A sealed chat has none, by its type: only [`Queue::transcript`](crate::Queue::transcript) and the end of a chat make one,
//! of open chats, and nothing sealed fits into it. This does not compile:
//!
//! ```compile_fail,E0308
//! use hushdesk_protocol::rest::Said;
//! use hushdesk_protocol::text::SealedText;
//!
//! fn said(text: SealedText) -> Said {
//!     Said::Guest { text }
//! }
//! ```
//!
//! while this does:
//!
//! ```
//! use hushdesk_protocol::rest::Said;
//! use hushdesk_protocol::text::OpenText;
//!
//! fn said(text: OpenText) -> Said {
//!     Said::Guest { text }
//! }
//! ```
//!
//! nor does anybody else make one:
//!
//! ```compile_fail,E0451
//! use durable_queue::OpenTranscript;
//!
//! fn made_up(like: OpenTranscript) -> OpenTranscript {
//!     OpenTranscript { entries: Vec::new(), ..like }
//! }
//! ```

use std::collections::VecDeque;

use hushdesk_protocol::frames::{Body, Content, Entry, GuestLabel, Party};
use hushdesk_protocol::ids::{ChatId, Seq, Timestamp};
use hushdesk_protocol::rest::{Said, TranscriptEntry};
use hushdesk_protocol::text::{DisplayName, OpenText};
use serde::{Deserialize, Serialize};

use crate::chat::log::bytes_of;
use crate::limits::{KEPT_TRANSCRIPT_BYTES_MAX, SAID_OVERHEAD_BYTES};
use crate::stored::{Kind, StoredChat};

/// The version of the JSON in which transcripts are kept.
const VERSION: u16 = 1;

/// What has been said in one open chat, as it is kept: it is written as JSON with a version, and never changed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct OpenTranscript {
    version: u16,
    chat: ChatId,
    guest: GuestLabel,
    started: Timestamp,
    cut: bool,
    entries: Vec<TranscriptEntry>,
}

/// An open transcript as it was written.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize)]
pub struct WrittenTranscript {
    /// Whether its beginning is missing.
    pub cut: bool,
    /// All of it, in order.
    pub entries: Vec<TranscriptEntry>,
}

impl WrittenTranscript {
    /// What the two ends have written.
    pub fn texts(self) -> Vec<OpenText> {
        let said = self.entries.into_iter().map(|entry| entry.said);
        said.filter_map(|said| match said {
            Said::Guest { text } | Said::Operator { text, .. } | Said::Survey { text } => {
                Some(text)
            }
            Said::Claimed { .. }
            | Said::Passing { .. }
            | Said::Kept { .. }
            | Said::Interrupted { .. }
            | Said::HolderRefused { .. }
            | Said::Notice { .. }
            | Said::Closed { .. } => None,
        })
        .collect()
    }
}

/// A transcript that is to be kept, since its chat has ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Retained {
    /// Which chat.
    pub chat: ChatId,
    /// When it ended.
    pub ended: Timestamp,
    /// Until when it is kept.
    pub until: Timestamp,
    /// What was said.
    pub transcript: OpenTranscript,
}

impl OpenTranscript {
    /// That of a chat with these entries, in order; nothing of a sealed one.
    pub(crate) fn of<'a>(
        id: &ChatId,
        head: &StoredChat,
        entries: impl Iterator<Item = &'a Entry>,
    ) -> Option<Self> {
        match head.kind {
            Kind::Sealed { .. } => return None,
            Kind::Open => {}
        }
        let mut kept = Kept::default();
        entries.for_each(|entry| kept.push(entry));
        Some(Self {
            version: VERSION,
            chat: id.clone(),
            guest: head.label.clone(),
            started: head.opened,
            cut: kept.cut,
            entries: kept.entries.into_iter().map(|(_, entry)| entry).collect(),
        })
    }

    /// What was said, in order.
    pub fn entries(&self) -> &[TranscriptEntry] {
        &self.entries
    }

    /// Whether its beginning is missing.
    pub const fn is_cut(&self) -> bool {
        self.cut
    }
}

/// What was said, the last of it.
#[derive(Default)]
struct Kept {
    entries: VecDeque<(usize, TranscriptEntry)>,
    bytes: usize,
    last: Seq,
    cut: bool,
    holder: Option<DisplayName>,
}

impl Kept {
    fn push(&mut self, entry: &Entry) {
        // What is missing at the beginning made room for what followed.
        self.cut = self.cut || (self.last == Seq(0) && entry.seq > Seq(1));
        self.last = entry.seq;
        let Some(said) = self.said(&entry.content) else {
            return;
        };
        let bytes = bytes_of(&entry.content).saturating_add(SAID_OVERHEAD_BYTES);
        self.bytes = self.bytes.saturating_add(bytes);
        let at = entry.at;
        self.entries
            .push_back((bytes, TranscriptEntry { at, said }));
        while self.bytes > KEPT_TRANSCRIPT_BYTES_MAX
            && let Some((bytes, _)) = self.entries.pop_front()
        {
            self.bytes = self.bytes.saturating_sub(bytes);
            self.cut = true;
        }
    }

    /// What an entry says, if that is readable.
    fn said(&mut self, content: &Content) -> Option<Said> {
        let operator = || self.holder.clone();
        Some(match content {
            Content::Message { from, body } => match (from, body) {
                (_, Body::Sealed { .. }) => return None,
                (Party::Guest, Body::Open { text }) => Said::Guest { text: text.clone() },
                (Party::Operator, Body::Open { text }) => Said::Operator {
                    operator: operator(),
                    text: text.clone(),
                },
            },
            Content::KeyExchange { .. } | Content::EarlierAsked { .. } => return None,
            Content::Claimed { operator, .. } => {
                self.holder = Some(operator.clone());
                let operator = operator.clone();
                Said::Claimed { operator }
            }
            Content::Passing { operator } => Said::Passing {
                operator: operator.clone(),
            },
            Content::Kept { operator } => Said::Kept {
                operator: operator.clone(),
            },
            Content::Interrupted { operator } => Said::Interrupted {
                operator: operator.clone(),
            },
            Content::HolderRefused { operator } => Said::HolderRefused {
                operator: operator.clone(),
            },
            Content::Notice { text } => Said::Notice { text: text.clone() },
            Content::Closed { by } => Said::Closed { by: *by },
        })
    }
}
