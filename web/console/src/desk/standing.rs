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
    /// The operator keeps a chat that is being handed on.
    pub(crate) onkeep: Callback<()>,
}

/// Nothing where all is as it should be.
#[component]
pub(crate) fn StandingNotice(props: &StandingNoticeProps) -> Html {
    if let Standing::Passing(handing) = &props.standing {
        let sentence = handing.as_ref().map_or_else(
            || texts::PASSING_SOON.to_owned(),
            |handing| texts::passing(&handing.recipient),
        );
        return html! {
            <Notice tone={Tone::Warn} live={true}>
                { sentence }
                <button type="button" onclick={props.onkeep.reform(|_| ())}>{ texts::KEEP }</button>
            </Notice>
        };
    }
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
        (Standing::Passing(_), _) => (Tone::Warn, Some(texts::PASSING_SOON)),
        (Standing::HandedOn, _) => (Tone::Plain, Some(texts::HANDED_ON)),
        (Standing::Lapsed, _) => (Tone::Warn, Some(texts::LAPSED)),
        (Standing::Sealed { .. } | Standing::Open, false) => {
            (Tone::Plain, Some(texts::GUEST_AWAY_MORE))
        }
        (Standing::Sealed { .. } | Standing::Open, true) => (Tone::Plain, None),
    }
}
