//! Of which build a page is, held against the one that the edge runs.

use anyhow::Result;
use hushdesk_protocol::VERSION;
use serde::Serialize;
use serde_json::{Value, json};

/// The frames that say a version.
const FIRST_FRAMES: [&str; 3] = ["open", "resume", "hello"];

/// A page's build, as the edge sees it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Build {
    /// The page was loaded before the edge was deployed.
    Older,
    /// The edge's own.
    #[default]
    Same,
    /// The page was loaded from a deploy that has not reached the edge yet.
    Newer,
}

impl Build {
    /// What it is once the edge is deployed.
    #[must_use]
    pub const fn once_deployed(self) -> Self {
        match self {
            Self::Newer => Self::Same,
            Self::Same | Self::Older => Self::Older,
        }
    }

    const fn version(self) -> u16 {
        match self {
            Self::Older => VERSION.saturating_sub(1),
            Self::Same => VERSION,
            Self::Newer => VERSION.saturating_add(1),
        }
    }

    /// A frame as a page of this build writes it. Of another one's first frame the edge knows the version, and not the rest.
    pub(super) fn write(self, frame: &impl Serialize) -> Result<String> {
        if self == Self::Same {
            return Ok(serde_json::to_string(frame)?);
        }
        let mut frame = serde_json::to_value(frame)?;
        for first in FIRST_FRAMES {
            if let Some(fields) = frame.get_mut(first).and_then(Value::as_object_mut) {
                fields.insert("version".to_owned(), json!(self.version()));
                fields.insert("of_another_build".to_owned(), json!(true));
            }
        }
        Ok(frame.to_string())
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::FromGuest;
    use hushdesk_protocol::ids::{ChatId, ResumeToken, Seq, Visit};
    use hushdesk_protocol::strict;

    use super::*;

    #[test]
    fn a_page_of_another_build_is_known_by_its_first_frame_alone() {
        let resume = FromGuest::Resume {
            version: VERSION,
            chat: ChatId::from_bytes([1; 16]),
            token: ResumeToken::from_bytes([2; 32]),
            received: Seq(3),
            visit: Visit(4),
        };
        let is_read = |build: Build, frame: &FromGuest| {
            strict::from_str::<FromGuest>(&build.write(frame).unwrap()).is_ok()
        };
        assert!(is_read(Build::Same, &resume));
        assert!(!is_read(Build::Older, &resume) && !is_read(Build::Newer, &resume));
        assert!(is_read(Build::Older, &FromGuest::End));
        assert_eq!(Build::Newer.once_deployed(), Build::Same);
    }
}
