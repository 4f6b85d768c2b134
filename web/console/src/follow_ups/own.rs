//! What whoever looks is to do, and has asked others to do.

use hushdesk_protocol::rest::{FollowUp, GetFollowUps};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::card::FollowUpCard;
use crate::components::{Empty, Icon};
use crate::desk::use_workplace;
use crate::history::use_known;
use crate::loaded::use_loaded;

async fn follow_ups() -> Result<Vec<FollowUp>, Trouble> {
    api::all(|after| GetFollowUps { after }).await
}

/// What is asked to be told when it is to be looked again.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct OwnFollowUpsProps {
    /// How often it was asked to look again.
    pub(crate) looked: u32,
}

/// Two lists: what is to be done, and what is done.
#[component]
pub(crate) fn OwnFollowUps(props: &OwnFollowUpsProps) -> Html {
    let known = use_known();
    let (follow_ups, again) = use_loaded(follow_ups);
    use_effect_with(props.looked, {
        let again = again.clone();
        move |looked| {
            if *looked > 0 {
                again.emit(());
            }
        }
    });
    let own = use_workplace().map(|workplace| workplace.session.name.clone());
    follow_ups.draw(2, texts::follow_ups::not_loaded(), &again, |all| {
        let card = |follow_up: &FollowUp| {
            let deletes = known.sees_all || own.as_ref() == Some(&follow_up.by);
            html! {
                <FollowUpCard key={follow_up.id.as_str()} follow_up={follow_up.clone()} known={known.clone()} {deletes}
                    leads={true} onchange={&again} />
            }
        };
        lists(all, card)
    })
}

fn lists(all: &[FollowUp], card: impl Fn(&FollowUp) -> Html) -> Html {
    let (done, open): (Vec<_>, Vec<_>) = all.iter().partition(|it| it.done.is_some());
    html! {
        <>
            <section class="stack" aria-labelledby="follow-ups-open">
                <h2 id="follow-ups-open">{ texts::follow_ups::open(open.len()) }</h2>
                if open.is_empty() {
                    <Empty icon={Icon::Check} title={texts::follow_ups::none()} text={texts::follow_ups::none_more()} />
                }
                { for open.into_iter().map(&card) }
            </section>
            if !done.is_empty() {
                <section class="stack" aria-labelledby="follow-ups-done">
                    <h2 id="follow-ups-done">{ texts::follow_ups::done_count(done.len()) }</h2>
                    { for done.into_iter().map(&card) }
                </section>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::GuestLabel;
    use hushdesk_protocol::ids::{ChatId, FollowUpId, Timestamp};
    use hushdesk_protocol::rest::MailState;
    use hushdesk_web::rendered::rendered;

    use super::*;
    use crate::history::Known;

    #[derive(Debug, Properties, PartialEq)]
    struct ListsProps {
        all: Vec<FollowUp>,
    }

    #[component]
    fn Lists(props: &ListsProps) -> Html {
        let known = Known {
            sees_all: false,
            people: [("ann".parse().unwrap(), "Ann Lind".to_owned())].into(),
            queues: vec![],
        };
        let onchange = Callback::noop();
        lists(&props.all, |follow_up| {
            let (follow_up, known) = (follow_up.clone(), known.clone());
            html! { <FollowUpCard {follow_up} {known} deletes={false} leads={false} onchange={&onchange} /> }
        })
    }

    fn follow_up(byte: u8, done: bool) -> FollowUp {
        let asked = Timestamp(1_795_773_600_000);
        FollowUp {
            id: FollowUpId::from_bytes([byte; 16]),
            chat: ChatId::from_bytes([7; 16]),
            guest: GuestLabel("heron-7".to_owned()),
            queue: "maps".parse().unwrap(),
            to: "bob".parse().unwrap(),
            by: "ann".parse().unwrap(),
            note: "Send the map".parse().unwrap(),
            asked,
            done: done.then_some(asked),
            mail: Some(MailState::Failed),
        }
    }

    #[test]
    fn what_is_to_be_done_stands_before_what_is_done_with_who_asks_whom() {
        let all = vec![follow_up(1, false), follow_up(2, true)];
        let page = rendered::<Lists>(ListsProps { all }).text();
        let at = |text: &str| page.find(text).unwrap();
        let (open, done) = (texts::follow_ups::open(1), texts::follow_ups::done_count(1));
        assert!(at(&open) < at(&done), "{page}");
        let between = texts::follow_ups::between(&"Ann Lind", &"bob");
        for text in [&*between, "Send the map", texts::follow_ups::not_mailed()] {
            assert!(page.contains(text), "{text} in {page}");
        }
    }

    #[test]
    fn where_there_is_nothing_to_do_that_is_said() {
        let page = rendered::<Lists>(ListsProps { all: vec![] }).text();
        assert!(page.contains(texts::follow_ups::none()));
    }
}
