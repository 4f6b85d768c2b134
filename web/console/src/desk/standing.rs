//! A sentence over the log when there is something to know before writing.

use gloo_timers::callback::Timeout;
use hushdesk_protocol::frames::{Handing, Recipient};
use hushdesk_protocol::ids::{QueueName, Timestamp};
use hushdesk_texts::console as texts;
use hushdesk_web::ambient;
use hushdesk_web::session::clock::EdgeClock;
use hushdesk_web::session::flow::{Flow, Hold};
use hushdesk_web::session::operator_session::{ChatView, Standing};
use yew::prelude::*;

use super::listing::use_listing;
use super::names::Names;
use super::skins::KeyProspect;
use super::wording;
use crate::components::{Elapsed, Meaning, Notice};

/// Milliseconds after which a guest who is not connected may not come back: nobody's page takes so long to load.
const GONE_MILLIS: u64 = 60_000;

/// How a chat stands.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct StandingNoticeProps {
    pub(crate) chat: ChatView,
    /// Whether the queue can be told what the operator wants.
    pub(crate) up: bool,
    /// The time there.
    pub(crate) clock: EdgeClock,
    /// What colleagues are called.
    pub(crate) names: Names,
    /// How the guest's browser will take the operator's key.
    pub(crate) prospect: KeyProspect,
    /// The operator keeps a chat that is being handed on.
    pub(crate) onkeep: Callback<()>,
}

/// Nothing where all is as it should be.
#[component]
pub(crate) fn StandingNotice(props: &StandingNoticeProps) -> Html {
    let StandingNoticeProps {
        chat,
        up,
        clock,
        names,
        prospect,
        onkeep,
    } = props;
    if let Standing::Passing(handing) = &chat.standing {
        return html! {
            <Passing handing={handing.clone()} names={names.clone()} up={*up} {onkeep} />
        };
    }
    let offline = || (Meaning::Warn, texts::conversation::chat_offline());
    let of_the_way = (!up).then(offline).or_else(|| of_the_flow(chat.flow));
    let told = of_the_end(&chat.standing, names)
        .or_else(|| of_the_way.map(|(meaning, told)| (meaning, told.to_owned())));
    if let (None, Some(since)) = (&told, chat.absent_since) {
        return html! { <Absent standing={chat.standing.clone()} {since} clock={*clock} /> };
    }
    let (meaning, sentence) = told
        .or_else(|| of_the_keys(&chat.standing, *prospect))
        .unzip();
    html! { <Notice meaning={meaning.unwrap_or_default()} live={true}>{ sentence }</Notice> }
}

#[derive(Debug, Properties, PartialEq)]
struct PassingProps {
    handing: Option<Handing>,
    names: Names,
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
        None => texts::transfer::passing_soon().to_owned(),
        Some(Recipient::Operator(operator)) => texts::transfer::passing(&props.names.of(operator)),
        Some(Recipient::Queue(queue)) => {
            texts::transfer::passing(&texts::transfer::somebody_at(&title(queue)))
        }
    };
    html! {
        <Notice meaning={Meaning::Warn} live={true}>
            { sentence }
            <button type="button" class="button less" disabled={!props.up} onclick={props.onkeep.reform(|_| ())}>{ texts::transfer::keep() }</button>
            if !props.up {
                <span>{ texts::lines::no_line() }</span>
            }
        </Notice>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct AbsentProps {
    standing: Standing,
    since: Timestamp,
    clock: EdgeClock,
}

/// Since when the guest has not been connected, and what that means. It is read out when it begins and when it has
/// lasted; the seconds between are not.
#[component]
fn Absent(props: &AbsentProps) -> Html {
    let age = props.clock.age(props.since, ambient::now());
    let gone = age >= GONE_MILLIS;
    let update = use_force_update();
    use_effect_with((props.since, props.clock, gone), move |_| {
        let millis = ambient::timer_millis(GONE_MILLIS.saturating_sub(age));
        let later = (!gone).then(|| Timeout::new(millis, move || update.force_update()));
        move || drop(later)
    });
    let more = match props.standing {
        _ if gone => texts::conversation::guest_gone_more(),
        Standing::Exchanging => texts::conversation::exchanging_away(),
        Standing::Sealed { .. }
        | Standing::Open
        | Standing::Refused
        | Standing::Passing(_)
        | Standing::Ending
        | Standing::Closed { .. }
        | Standing::HandedOn { .. }
        | Standing::Lapsed { .. } => texts::conversation::guest_away_more(),
    };
    html! {
        <div class={classes!("notice", if gone { Meaning::Warn } else { Meaning::Plain }.class())}>
            <span>{ texts::conversation::guest_away_for() }{ " " }<Elapsed since={props.since} clock={props.clock} />{ "." }</span>
            <span role="status">{ more }</span>
        </div>
    }
}

/// Where nothing is written any more the rest does not matter.
fn of_the_end(standing: &Standing, names: &Names) -> Option<(Meaning, String)> {
    let plain = |told: &str| Some((Meaning::Plain, told.to_owned()));
    match standing {
        Standing::Ending => plain(texts::conversation::ending()),
        Standing::Refused => Some((
            Meaning::Bad,
            with_advice(texts::conversation::key_refused()),
        )),
        Standing::Closed { by } => plain(wording::ended(*by)),
        Standing::HandedOn { to } => plain(&texts::transfer::handed_on(&names.of(to))),
        Standing::Lapsed { now } => Some((Meaning::Warn, wording::lapsed(now.as_ref(), names))),
        Standing::Passing(_) | Standing::Exchanging | Standing::Sealed { .. } | Standing::Open => {
            None
        }
    }
}

/// Nothing while what the operator writes is taken.
fn of_the_flow(flow: Flow) -> Option<(Meaning, &'static str)> {
    match flow {
        Flow::Free | Flow::Held(Hold::HandedOn) => None,
        Flow::Held(Hold::TooMany { .. } | Hold::TooFast { .. }) => {
            Some((Meaning::Warn, texts::conversation::much_waits()))
        }
        Flow::Full => Some((Meaning::Warn, texts::conversation::full_chat())),
    }
}

/// Until the guest's browser has shown that it accepts the operator's key: what will come of it, as far as that is known.
fn of_the_keys(standing: &Standing, prospect: KeyProspect) -> Option<(Meaning, String)> {
    match (standing, prospect) {
        (Standing::Exchanging | Standing::Sealed { heard: false, .. }, KeyProspect::Refused) => {
            Some((
                Meaning::Bad,
                with_advice(texts::conversation::key_will_be_refused()),
            ))
        }
        (Standing::Exchanging | Standing::Sealed { heard: false, .. }, KeyProspect::Asked) => {
            Some((
                Meaning::Warn,
                texts::conversation::key_will_be_asked_about().to_owned(),
            ))
        }
        (Standing::Exchanging, KeyProspect::Fine) => {
            Some((Meaning::Plain, texts::conversation::exchanging().to_owned()))
        }
        _ => None,
    }
}

/// Why the operator's key does not do, and what to do about it: the same whenever that is known.
fn with_advice(why: &str) -> String {
    format!("{why} {}", texts::conversation::key_refused_advice())
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::sealed;
    use super::*;

    #[test]
    fn whose_key_does_not_do_is_advised_the_same_before_and_after_the_guests_browser_has_looked() {
        let names = Names::default();
        let told = [
            of_the_keys(&Standing::Exchanging, KeyProspect::Refused),
            of_the_end(&Standing::Refused, &names),
        ];
        for (meaning, sentence) in told.into_iter().map(Option::unwrap) {
            assert_eq!(meaning, Meaning::Bad);
            assert!(
                sentence.ends_with(texts::conversation::key_refused_advice()),
                "{sentence}"
            );
        }
        assert!(Standing::Refused.passable(), "what is advised can be done");
        assert_eq!(of_the_keys(&sealed(), KeyProspect::Refused), None);
    }
}
