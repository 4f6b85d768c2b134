//! A sentence over the log when there is something to know before writing.

use hushdesk_protocol::frames::{Handing, Recipient};
use hushdesk_protocol::ids::QueueName;
use hushdesk_web::session::flow::{Flow, Hold};
use hushdesk_web::session::operator_session::{ChatView, Standing};
use hushdesk_web::tone::Tone;
use yew::prelude::*;

use super::listing::use_listing;
use crate::components::Notice;
use crate::texts;

/// How a chat stands.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct StandingNoticeProps {
    pub(crate) chat: ChatView,
    /// Whether the queue can be told what the operator wants.
    pub(crate) up: bool,
    /// The operator keeps a chat that is being handed on.
    pub(crate) onkeep: Callback<()>,
}

/// Nothing where all is as it should be.
#[component]
pub(crate) fn StandingNotice(props: &StandingNoticeProps) -> Html {
    let StandingNoticeProps { chat, up, onkeep } = props;
    if let Standing::Passing(handing) = &chat.standing {
        return html! { <Passing handing={handing.clone()} up={*up} {onkeep} /> };
    }
    let (tone, sentence) = of_the_end(&chat.standing)
        .or_else(|| (!up).then_some((Tone::Warn, texts::CHAT_OFFLINE)))
        .or_else(|| of_the_flow(chat.flow))
        .or_else(|| of_the_guest(&chat.standing, chat.absent_since.is_none()))
        .unzip();
    html! { <Notice tone={tone.unwrap_or(Tone::Plain)} live={true}>{ sentence }</Notice> }
}

#[derive(Debug, Properties, PartialEq)]
struct PassingProps {
    handing: Option<Handing>,
    up: bool,
    onkeep: Callback<()>,
}

/// Whom the chat waits for; until somebody has taken it, it can be kept.
#[component]
fn Passing(props: &PassingProps) -> Html {
    let recipient = props.handing.as_ref().map(|handing| &handing.recipient);
    let listed = use_listing(matches!(recipient, Some(Recipient::Queue(_))));
    let title = |queue: &QueueName| {
        let known = listed.iter().find(|it| it.name == *queue);
        known.map_or_else(|| queue.to_string(), |it| it.title.clone())
    };
    let sentence = match recipient {
        None => texts::PASSING_SOON.to_owned(),
        Some(Recipient::Operator(operator)) => texts::passing(operator.as_str()),
        Some(Recipient::Queue(queue)) => texts::passing(&texts::somebody_at(&title(queue))),
    };
    html! {
        <Notice tone={Tone::Warn} live={true}>
            { sentence }
            <button type="button" disabled={!props.up} onclick={props.onkeep.reform(|_| ())}>{ texts::KEEP }</button>
            if !props.up {
                <span>{ texts::NO_LINE }</span>
            }
        </Notice>
    }
}

/// Where nothing is written any more the rest does not matter.
const fn of_the_end(standing: &Standing) -> Option<(Tone, &'static str)> {
    match standing {
        Standing::Ending => Some((Tone::Plain, texts::ENDING)),
        Standing::Refused => Some((Tone::Bad, texts::KEY_REFUSED)),
        Standing::Closed { by } => Some((Tone::Plain, texts::ended(*by))),
        Standing::HandedOn { .. } => Some((Tone::Plain, texts::HANDED_ON)),
        Standing::Lapsed { .. } => Some((Tone::Warn, texts::LAPSED)),
        Standing::Passing(_) | Standing::Exchanging | Standing::Sealed { .. } | Standing::Open => {
            None
        }
    }
}

/// Nothing while what the operator writes is taken.
const fn of_the_flow(flow: Flow) -> Option<(Tone, &'static str)> {
    match flow {
        Flow::Free | Flow::Held(Hold::HandedOn) => None,
        Flow::Held(Hold::TooMany { .. } | Hold::TooFast { .. }) => {
            Some((Tone::Warn, texts::MUCH_WAITS))
        }
        Flow::Full => Some((Tone::Warn, texts::FULL_CHAT)),
    }
}

const fn of_the_guest(standing: &Standing, present: bool) -> Option<(Tone, &'static str)> {
    match (standing, present) {
        (Standing::Exchanging, true) => Some((Tone::Plain, texts::EXCHANGING)),
        (Standing::Exchanging, false) => Some((Tone::Plain, texts::EXCHANGING_AWAY)),
        (_, false) => Some((Tone::Plain, texts::GUEST_AWAY_MORE)),
        (_, true) => None,
    }
}
