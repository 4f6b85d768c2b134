//! Whether a chat is sealed at this moment, in a word.

use hushdesk_protocol::frames::ChatKind;
use hushdesk_texts::console as texts;
use hushdesk_web::session::operator_session::{ChatView, Standing};
use yew::prelude::*;

use super::super::skins::KeyProspect;
use super::super::wording;
use crate::components::Icon;

/// A badge: verified, sealed, on the way there, or open.
pub(crate) fn seal(chat: &ChatView, prospect: KeyProspect) -> Html {
    let (class, drawn, words) = parts(chat, prospect);
    html! { <span class={classes!("badge", class)}>{ drawn.draw() }{ words }</span> }
}

fn parts(chat: &ChatView, prospect: KeyProspect) -> (Option<&'static str>, Icon, &'static str) {
    let lock = match chat.kind {
        ChatKind::Sealed => Icon::Lock,
        ChatKind::Open => Icon::Open,
    };
    match &chat.standing {
        Standing::Sealed { .. } if prospect == KeyProspect::Fine => {
            (Some("good"), Icon::Shield, texts::talk::verified())
        }
        Standing::Sealed { heard: true, .. } => (Some("good"), lock, texts::talk::sealed()),
        Standing::Sealed { heard: false, .. } => (None, lock, texts::talk::key_looked_at()),
        Standing::Exchanging if chat.absent_since.is_none() => {
            (None, lock, texts::mine::exchanging_short())
        }
        Standing::Refused => (Some("bad"), Icon::Key, texts::mine::key_refused_short()),
        Standing::Open => (Some("warn"), lock, texts::talk::open()),
        Standing::Exchanging
        | Standing::Passing(_)
        | Standing::Ending
        | Standing::Closed { .. }
        | Standing::HandedOn { .. }
        | Standing::Lapsed { .. } => (None, lock, wording::kind(chat.kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::fixtures::{chat, sealed};
    use super::*;

    #[test]
    fn only_a_key_that_is_pinned_is_said_to_be_verified() {
        let word = |prospect| parts(&chat(1, sealed()), prospect).2;
        assert_eq!(word(KeyProspect::Fine), texts::talk::verified());
        assert_eq!(word(KeyProspect::Asked), texts::talk::sealed());
    }

    #[test]
    fn keys_are_not_said_to_be_exchanged_with_a_guest_who_is_not_there() {
        let mut waits = chat(1, Standing::Exchanging);
        let word = |chat: &ChatView| parts(chat, KeyProspect::Fine).2;
        assert_eq!(word(&waits), texts::mine::exchanging_short());
        waits.absent_since = Some(hushdesk_protocol::ids::Timestamp(7));
        assert_eq!(word(&waits), wording::kind(ChatKind::Sealed));
    }
}
