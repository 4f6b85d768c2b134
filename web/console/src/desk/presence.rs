//! Whether a guest is there.

use hushdesk_texts::console as texts;
use hushdesk_web::session::operator_session::ChatView;
use yew::prelude::*;

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
}

/// Of which chat.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct PresenceProps {
    pub(crate) guest: Option<GuestPresence>,
}

/// A dot, filled or not, and words for those who do not see it; nothing where nothing is known.
#[component]
pub(crate) fn Presence(props: &PresenceProps) -> Html {
    let (class, words) = match props.guest {
        None => return Html::default(),
        Some(GuestPresence::Here) => (Some("here"), texts::mine::guest_here()),
        Some(GuestPresence::Away) => (None, texts::mine::guest_away()),
    };
    html! {
        <span class={classes!("presence", class)} role="img" aria-label={words} title={words} />
    }
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
