//! What can be done with many chats.

use hushdesk_protocol::rest::{BulkKind, HistoryCount};
use hushdesk_texts::console::bulk;

/// Something that can be done with many chats.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Deed {
    /// What was said is taken along. Whoever may read it may.
    Download,
    /// Something is forgotten for good. Administrators may.
    Forget(BulkKind),
}

impl Deed {
    /// What somebody may do who administers, or does not.
    pub(super) const fn of(administers: bool) -> &'static [Self] {
        if administers {
            &[
                Self::Download,
                Self::Forget(BulkKind::DeleteTranscripts),
                Self::Forget(BulkKind::Anonymise),
                Self::Forget(BulkKind::DeleteChats),
            ]
        } else {
            &[Self::Download]
        }
    }

    /// What it is called.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Download => bulk::download(),
            Self::Forget(BulkKind::DeleteTranscripts) => bulk::delete_transcripts(),
            Self::Forget(BulkKind::Anonymise) => bulk::anonymise(),
            Self::Forget(BulkKind::DeleteChats) => bulk::delete_chats(),
        }
    }

    /// What follows from it.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Download => bulk::download_help(),
            Self::Forget(BulkKind::DeleteTranscripts) => bulk::delete_transcripts_help(),
            Self::Forget(BulkKind::Anonymise) => bulk::anonymise_help(),
            Self::Forget(BulkKind::DeleteChats) => bulk::delete_chats_help(),
        }
    }

    /// With how many of these chats it can be done.
    pub(super) const fn count(self, counted: &HistoryCount) -> u32 {
        match self {
            Self::Download | Self::Forget(BulkKind::DeleteTranscripts) => counted.transcripts,
            Self::Forget(BulkKind::Anonymise | BulkKind::DeleteChats) => counted.chats,
        }
    }
}
