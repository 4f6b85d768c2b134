//! Whether a guest is there.

use hushdesk_texts::console as texts;
use hushdesk_web::session::operator_session::ChatView;

use yew::prelude::*;

use crate::components::{Avatar, AvatarSize, Presence};

/// Whether.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum GuestPresence {
    /// Connected.
    Here,
    /// Not connected.
    Away,
}

impl GuestPresence {
    /// That of a chat's guest; none once the chat is over here, for this window hears of its guest no more.
    pub(crate) fn of(chat: &ChatView) -> Option<Self> {
        match chat.absent_since {
            _ if chat.standing.is_over() => None,
            None => Some(Self::Here),
            Some(_) => Some(Self::Away),
        }
    }

    /// In words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Here => texts::mine::guest_here(),
            Self::Away => texts::mine::guest_away(),
        }
    }

    /// As a dot at the guest's avatar.
    pub(crate) const fn dot(self) -> Presence {
        match self {
            Self::Here => Presence::Available,
            Self::Away => Presence::Gone,
        }
    }
}

/// A guest or a colleague at a glance.
pub(crate) fn avatar(name: &str, presence: Option<Presence>) -> Html {
    html! { <Avatar name={name.to_owned()} {presence} /> }
}

/// The same, smaller.
pub(crate) fn small_avatar(name: &str) -> Html {
    html! { <Avatar name={name.to_owned()} size={AvatarSize::Less} /> }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::Closer;
    use hushdesk_protocol::ids::Timestamp;
    use hushdesk_web::session::operator_session::Standing;

    use super::super::fixtures::{chat, desk2, sealed};
    use super::*;

    #[test]
    fn a_chat_that_goes_on_shows_whether_its_guest_is_there() {
        let mut chat = chat(1, sealed());
        assert_eq!(GuestPresence::of(&chat), Some(GuestPresence::Here));
        chat.absent_since = Some(Timestamp(7));
        assert_eq!(GuestPresence::of(&chat), Some(GuestPresence::Away));
    }

    #[test]
    fn a_chat_that_is_over_or_gone_shows_no_guest_as_present_and_none_as_absent() {
        let over = [
            Standing::Closed { by: Closer::Guest },
            Standing::HandedOn { to: desk2() },
            Standing::Lapsed { now: None },
        ];
        for standing in over {
            let mut chat = chat(1, standing);
            assert_eq!(GuestPresence::of(&chat), None);
            chat.absent_since = Some(Timestamp(7));
            assert_eq!(GuestPresence::of(&chat), None);
        }
    }
}
