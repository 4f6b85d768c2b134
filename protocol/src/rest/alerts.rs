//! When somebody is told that a queue needs people.

use serde::{Deserialize, Serialize};

use crate::email_address::EmailAddress;
use crate::language::Language;
use crate::limits::{UNSTAFFED_SECONDS_MAX, WAIT_SECONDS_MAX, WAIT_SECONDS_MIN};

/// When it is told that a chat waits too long, or that nobody is there: to an address, and to
/// [webhooks](super::WebhookEvent) that want to hear it.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Alerts {
    /// Seconds for which a chat has waited that nobody has claimed; it is not told, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_seconds: Option<u32>,
    /// Seconds for which nobody has taken chats while the queue is open; it is not told, if left out, and never of a queue
    /// without opening hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unstaffed_seconds: Option<u32>,
    /// Who is mailed; nobody, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    /// In which language; in English, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

impl Alerts {
    /// Whether they are within their bounds.
    pub fn are_right(&self) -> bool {
        let within = |number: Option<u32>, (least, most): (u32, u32)| {
            number.is_none_or(|number| (least..=most).contains(&number))
        };
        within(self.waiting_seconds, (WAIT_SECONDS_MIN, WAIT_SECONDS_MAX))
            && within(
                self.unstaffed_seconds,
                (WAIT_SECONDS_MIN, UNSTAFFED_SECONDS_MAX),
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_within_their_bounds() {
        let waiting = |seconds| Alerts {
            waiting_seconds: Some(seconds),
            ..Alerts::default()
        };
        let unstaffed = |seconds| Alerts {
            unstaffed_seconds: Some(seconds),
            ..Alerts::default()
        };
        for right in [
            Alerts::default(),
            waiting(5),
            waiting(3_600),
            unstaffed(5),
            unstaffed(14_400),
        ] {
            assert!(right.are_right(), "{right:?}");
        }
        for wrong in [waiting(4), waiting(3_601), unstaffed(4), unstaffed(14_401)] {
            assert!(!wrong.are_right(), "{wrong:?}");
        }
    }
}
