//! Texts that wait or may be wanted again, and when we last sent something.

use crate::{error::Misuse, identity::Fingerprint, limits::HELD_TEXTS_MAX, timestamp::Timestamp};

/// Seconds of silence after which a text is answered with a heartbeat (as in libotr).
const HEARTBEAT_AFTER: u64 = 60;

/// Seconds for which the last text may be sent again (as in libotr).
const RESEND_WITHIN: u64 = 60;

/// What a conversation keeps about its texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    /// Texts that wait for the key exchange, in order.
    held: Vec<String>,
    /// The last text sent encrypted.
    last: Option<LastText>,
    /// When something was last sent encrypted.
    last_sent: Timestamp,
    /// A plain answer has come to texts with the whitespace tag: no more tags.
    pub(super) offers_ended: bool,
}

#[derive(Clone)]
struct LastText {
    text: zeroize::Zeroizing<String>,
    sent: Timestamp,
    to: Fingerprint,
    /// The other side has said that it could not read it.
    wanted_again: bool,
}

impl std::fmt::Debug for LastText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LastText").finish_non_exhaustive()
    }
}

impl Pending {
    /// Keeps a text for the time after the key exchange.
    pub(super) fn hold(&mut self, text: &str) -> Result<(), Misuse> {
        if self.held.len() == HELD_TEXTS_MAX {
            return Err(Misuse::TooManyHeld(HELD_TEXTS_MAX));
        }
        self.held.push(text.to_owned());
        Ok(())
    }

    /// The texts that were held.
    pub(super) fn take_held(&mut self) -> Vec<String> {
        std::mem::take(&mut self.held)
    }

    /// Something was sent encrypted: no heartbeat is due.
    pub(super) fn note_sent(&mut self, now: Timestamp) {
        self.last_sent = now;
    }

    /// A text was sent encrypted.
    pub(super) fn note_text(&mut self, text: &str, to: Fingerprint, now: Timestamp) {
        let text = zeroize::Zeroizing::new(text.to_owned());
        self.last = Some(LastText {
            text,
            sent: now,
            to,
            wanted_again: false,
        });
    }

    /// The other side sent an error message: it may have been about the last text.
    pub(super) fn note_error(&mut self) {
        if let Some(last) = &mut self.last {
            last.wanted_again = true;
        }
    }

    /// The last text, if this other side wants it again and it is not too old.
    pub(super) fn take_wanted(
        &mut self,
        fingerprint: Fingerprint,
        now: Timestamp,
    ) -> Option<String> {
        self.last
            .take()
            .filter(|last| last.wanted_again && last.to == fingerprint)
            .filter(|last| now.seconds_since(last.sent) < RESEND_WITHIN)
            .map(|last| last.text.as_str().to_owned())
    }

    pub(super) fn heartbeat_is_due(&self, now: Timestamp) -> bool {
        now.seconds_since(self.last_sent) >= HEARTBEAT_AFTER
    }

    /// The private conversation is over: nothing waits for it or is sent again.
    pub(super) fn forget(&mut self) {
        self.held.clear();
        self.last = None;
    }
}
