//! Who can read along, as the bar says it in a word.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::Fingerprint;
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::guest_session::{GuestStanding, GuestView, Trust};

/// What can be said of a chat that goes on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Lock {
    /// Nothing has left this browser that anybody could read.
    Private,
    /// Somebody has answered, and shows a key.
    Checking,
    /// The chat is handed on by somebody who had not shown one.
    Passing,
    /// The two ends only, and the operator's key is one of the library's.
    Verified {
        /// Whose the library says that it is.
        name: Option<DisplayName>,
    },
    /// The two ends only, and whoever answers knew what the guest has asked for.
    Compared {
        /// Their key.
        fingerprint: Fingerprint,
    },
    /// The two ends only, whoever the other one is.
    Unverified {
        /// Their key.
        fingerprint: Fingerprint,
    },
    /// The service too.
    Open,
}

impl Lock {
    /// As the chat stands; nothing where there is no other end any more.
    pub(crate) fn of(view: &GuestView) -> Option<Self> {
        let lock = match (&view.standing, view.kind) {
            (GuestStanding::Ending | GuestStanding::Over(_), _) => return None,
            (_, ChatKind::Open) => Self::Open,
            (GuestStanding::Talking { trust, .. }, _)
            | (
                GuestStanding::Passing {
                    trust: Some(trust), ..
                },
                _,
            ) => Self::with(trust),
            (GuestStanding::Doubtful { fingerprint, .. }, _) => Self::Unverified {
                fingerprint: fingerprint.clone(),
            },
            (GuestStanding::Passing { trust: None, .. }, _) => Self::Passing,
            (GuestStanding::Exchanging { .. }, _) => Self::Checking,
            (
                GuestStanding::Waiting { .. }
                | GuestStanding::Interrupted { .. }
                | GuestStanding::LookingForAnother { .. },
                _,
            ) => Self::Private,
        };
        Some(lock)
    }

    fn with(trust: &Trust) -> Self {
        match trust {
            Trust::Verified { name } => Self::Verified { name: name.clone() },
            Trust::Compared { fingerprint } => Self::Compared {
                fingerprint: fingerprint.clone(),
            },
            Trust::Unverified { fingerprint } => Self::Unverified {
                fingerprint: fingerprint.clone(),
            },
            Trust::Readable => Self::Open,
        }
    }
}
