//! Texts that wait or may be wanted again, and when we last sent something.

use std::{fmt, ops::Deref};

use zeroize::Zeroizing;

use crate::{
    error::Misuse, fingerprint::Fingerprint, limits::HELD_TEXTS_MAX, timestamp::Timestamp,
};

/// Seconds of silence after which a text is answered with a heartbeat (as in libotr).
const HEARTBEAT_AFTER: u64 = 60;

/// Seconds for which the last text may be sent again (as in libotr).
const RESEND_WITHIN: u64 = 60;

/// Seconds after which the other side is asked again for a private conversation: a key exchange takes four lines, and
/// is over by then unless one of them was lost.
const ASK_AGAIN_AFTER: u64 = 10;

/// What a conversation keeps about its texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    /// Texts that wait for the key exchange, in order.
    held: Vec<PrivateText>,
    /// The last text sent encrypted.
    last: Option<LastText>,
    /// When something was last sent encrypted.
    last_sent: Timestamp,
    /// A plain answer has come to texts with the whitespace tag: no more tags before the next private
    /// conversation has been and gone.
    pub(super) offers_ended: bool,
    asked: Asked,
}

/// Whether the way to a private conversation is open: we have asked for one, or an exchange is under way.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Asked {
    #[default]
    No,
    /// By a call that did not tell the time.
    JustNow,
    /// Then; or the exchange moved on then.
    At(Timestamp),
}

/// A text that was or will be encrypted: it wipes itself and is not printed.
#[derive(Clone)]
pub(super) struct PrivateText(Zeroizing<String>);

#[derive(Clone, Debug)]
struct LastText {
    text: PrivateText,
    sent: Timestamp,
    to: Fingerprint,
    /// The other side has said that it could not read it.
    wanted_again: bool,
}

impl PrivateText {
    /// As it is sent for the second time.
    pub(super) fn marked_as_resent(&self) -> Self {
        // All at once, so that no shorter piece of memory is left behind.
        Self(Zeroizing::new(["[resent] ", self].concat()))
    }
}

impl From<&str> for PrivateText {
    fn from(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }
}

impl Deref for PrivateText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PrivateText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateText").finish_non_exhaustive()
    }
}

impl Pending {
    /// Keeps a text for the time after the key exchange.
    pub(super) fn hold(&mut self, text: &str) -> Result<(), Misuse> {
        if self.held.len() >= HELD_TEXTS_MAX {
            return Err(Misuse::TooManyHeld(HELD_TEXTS_MAX));
        }
        self.held.push(text.into());
        Ok(())
    }

    /// The texts that were held.
    pub(super) fn take_held(&mut self) -> Vec<PrivateText> {
        std::mem::take(&mut self.held)
    }

    /// What waits at another conversation with the same peer waits here from now on.
    pub(super) fn take_over(&mut self, other: &mut Self) {
        self.held.append(&mut other.held);
        self.last = self.last.take().or(other.last.take());
        other.asked = Asked::No;
    }

    /// We have asked for a private conversation, at a moment that we were not told.
    pub(super) fn note_asked(&mut self) {
        self.asked = Asked::JustNow;
    }

    /// We have asked for a private conversation, or the exchange has moved on.
    pub(super) fn note_asked_at(&mut self, now: Timestamp) {
        self.asked = Asked::At(now);
    }

    /// The conversation is private.
    pub(super) fn note_answered(&mut self) {
        self.asked = Asked::No;
    }

    /// Whether we have asked for a private conversation so lately that the answer may be on its way.
    pub(super) fn has_asked(&self) -> bool {
        self.asked != Asked::No
    }

    /// Something was sent encrypted: no heartbeat is due.
    pub(super) fn note_sent(&mut self, now: Timestamp) {
        self.last_sent = now;
    }

    /// A text was sent encrypted.
    pub(super) fn note_text(&mut self, text: PrivateText, to: Fingerprint, now: Timestamp) {
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
    ) -> Option<PrivateText> {
        self.expire(now);
        self.last
            .take()
            .filter(|last| last.wanted_again && last.to == fingerprint)
            .map(|last| last.text)
    }

    /// Forgets the last text once it is too old to be sent again, and a question once it is too old to be answered.
    pub(super) fn expire(&mut self, now: Timestamp) {
        self.asked = match self.asked {
            Asked::JustNow => Asked::At(now),
            Asked::At(at) if at <= now && now.seconds_since(at) < ASK_AGAIN_AFTER => self.asked,
            Asked::No | Asked::At(_) => Asked::No,
        };
        self.last = self
            .last
            .take()
            .filter(|last| now.seconds_since(last.sent) < RESEND_WITHIN);
    }

    #[cfg(test)]
    pub(super) fn keeps_a_text(&self) -> bool {
        self.last.is_some() || !self.held.is_empty()
    }

    pub(super) fn heartbeat_is_due(&self, now: Timestamp) -> bool {
        now.seconds_since(self.last_sent) >= HEARTBEAT_AFTER
    }

    /// The private conversation is over: nothing waits for it or is sent again, and offers are made anew.
    pub(super) fn forget(&mut self) {
        *self = Self {
            last_sent: self.last_sent,
            ..Self::default()
        };
    }
}
