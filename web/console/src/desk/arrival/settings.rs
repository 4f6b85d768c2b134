//! How an operator wants to be called, as this browser keeps it.

use serde::{Deserialize, Serialize};

use super::sound::Sound;

/// How an operator wants to be called.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AlertSettings {
    /// By which sound.
    pub(crate) sound: Sound,
    /// How loud, in percent.
    pub(crate) loudness: u8,
    /// Whether a chat that waits rings until somebody answers.
    pub(crate) again: bool,
    /// Whether messages are heard in chats that one does not look at.
    pub(crate) messages: bool,
    /// Whether the system shows a note, too.
    pub(crate) notes: bool,
}

impl Default for AlertSettings {
    fn default() -> Self {
        Self {
            sound: Sound::default(),
            loudness: 70,
            again: true,
            messages: true,
            notes: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_kept_and_those_that_are_missing_are_as_at_first() {
        let settings = AlertSettings {
            sound: Sound::Bell,
            again: false,
            ..AlertSettings::default()
        };
        let kept = serde_json::to_string(&settings).unwrap();
        assert_eq!(
            serde_json::from_str::<AlertSettings>(&kept).unwrap(),
            settings
        );
        assert_eq!(
            serde_json::from_str::<AlertSettings>("{}").unwrap(),
            AlertSettings::default()
        );
    }
}
