//! A sentence over the log when there is something to know before writing.

use hushdesk_web::components::{Notice, Tone};
use hushdesk_web::session::operator_session::Standing;
use yew::prelude::*;

use crate::texts;

/// How a chat stands.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct StandingNoticeProps {
    pub(crate) standing: Standing,
    /// Whether the guest is connected.
    pub(crate) present: bool,
}

/// Nothing where all is as it should be.
#[component]
pub(crate) fn StandingNotice(props: &StandingNoticeProps) -> Html {
    let (tone, sentence) = sentence(&props.standing, props.present);
    html! { <Notice {tone} live={true}>{ sentence }</Notice> }
}

fn sentence(standing: &Standing, present: bool) -> (Tone, Option<&'static str>) {
    match (standing, present) {
        (Standing::Exchanging, true) => (Tone::Plain, Some(texts::EXCHANGING)),
        (Standing::Exchanging, false) => (Tone::Plain, Some(texts::EXCHANGING_AWAY)),
        (Standing::Ending, _) => (Tone::Plain, Some(texts::ENDING)),
        (Standing::Refused, _) => (Tone::Bad, Some(texts::KEY_REFUSED)),
        (Standing::Closed { by }, _) => (Tone::Plain, Some(texts::ended(*by))),
        (Standing::Lapsed, _) => (Tone::Warn, Some(texts::LAPSED)),
        (Standing::Sealed { .. } | Standing::Open, false) => {
            (Tone::Plain, Some(texts::GUEST_AWAY_MORE))
        }
        (Standing::Sealed { .. } | Standing::Open, true) => (Tone::Plain, None),
    }
}
