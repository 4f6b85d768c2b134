//! Who else is there, how they are and how much they have to do; and what they say.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::frames::{Audience, Availability, Colleague, Status};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::super::backroom::Thread;
use super::super::presence::{avatar, small_avatar};
use super::super::state::DeskState;
use super::super::state::queue_desk::QueueDesk;
use super::super::wording;
use super::roving::{on_key, use_roving};
use crate::components::{Icon, Presence};

/// An operator as all queues of this window together show them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Present {
    /// Who.
    pub(crate) operator: OperatorName,
    /// What they are called.
    pub(crate) display: DisplayName,
    /// What they say of themselves, at the queue where they are most at hand.
    pub(crate) availability: Availability,
    /// The chats they hold at these queues.
    pub(crate) chats: u32,
    /// Whether they take a chat at one of them.
    pub(crate) takes: bool,
}

/// A talk among colleagues that can be opened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Talk {
    thread: Thread,
    /// With whom, in words.
    name: String,
    /// Who that is, if it is one who is here.
    present: Option<Present>,
    /// What has not been seen of it.
    unread: usize,
    /// It is the open one.
    open: bool,
}

/// All of them: the queues' rooms, those who are here, by name, and those who have gone and said something.
pub(crate) fn talks(state: &DeskState) -> Vec<Talk> {
    let present = present(state);
    let gone = gone(state, &present);
    let has_room = |desk: &&QueueDesk| {
        let spoken = desk.view.room.lines().iter();
        let mut spoken = spoken.filter(|line| line.to == Audience::Room);
        desk.is_up() && desk.view.colleagues.len() > 1 || spoken.next().is_some()
    };
    let rooms = state.desks().iter().filter(has_room).map(|desk| {
        let name = texts::backroom::room(&desk.queue.title);
        (Thread::Room(desk.queue.name.clone()), name, None)
    });
    let here = present.into_iter().map(|present| {
        let name = present.display.to_string();
        (Thread::With(present.operator.clone()), name, Some(present))
    });
    let gone = gone.into_iter().map(|operator| {
        let name = state.names().of(&operator);
        (Thread::With(operator), name, None)
    });
    let talks = rooms.chain(here).chain(gone);
    talks
        .map(|(thread, name, present)| Talk {
            unread: state.unread_among(&thread),
            open: state.thread() == Some(&thread),
            thread,
            name,
            present,
        })
        .collect()
}

/// All operators but this one, by name.
fn present(state: &DeskState) -> Vec<Present> {
    let mut present = BTreeMap::<OperatorName, Present>::new();
    for desk in state.desks() {
        let own = desk.view.operator.as_ref();
        let others = desk.view.colleagues.iter();
        for colleague in others.filter(|it| Some(&it.operator) != own) {
            present
                .entry(colleague.operator.clone())
                .and_modify(|known| known.add(colleague))
                .or_insert_with(|| Present::of(colleague));
        }
    }
    present.into_values().collect()
}

/// Those who are not here any more and were talked with.
fn gone(state: &DeskState, present: &[Present]) -> BTreeSet<OperatorName> {
    let threads = state.desks().iter().flat_map(|desk| {
        let lines = desk.view.room.lines().iter();
        lines.map(|line| Thread::of(line, &desk.queue.name, desk.view.operator.as_ref()))
    });
    let with = threads.filter_map(|thread| match thread {
        Thread::With(operator) => Some(operator),
        Thread::Room(_) => None,
    });
    with.filter(|operator| present.iter().all(|it| it.operator != *operator))
        .collect()
}

impl Present {
    fn of(colleague: &Colleague) -> Self {
        Self {
            operator: colleague.operator.clone(),
            display: colleague.display.clone(),
            availability: colleague.availability.clone(),
            chats: colleague.chats,
            takes: colleague.takes,
        }
    }

    fn add(&mut self, colleague: &Colleague) {
        self.chats = self.chats.saturating_add(colleague.chats);
        self.takes |= colleague.takes;
        if colleague.availability.status < self.availability.status {
            self.availability = colleague.availability.clone();
        }
    }
}

#[derive(Debug, Properties, PartialEq)]
pub(crate) struct StaffProps {
    pub(crate) talks: Vec<Talk>,
    /// Whether this window staffs a queue, and whether one of those is heard at this moment.
    pub(crate) staffs: bool,
    pub(crate) heard: bool,
    /// A talk is to be opened.
    pub(crate) ontalk: Callback<Thread>,
}

/// How many avatars are shown beside each other.
const FACES_MAX: usize = 3;

/// Who else is there, in a line; unfolded, a line for each, and for each queue, to talk to them.
#[component]
pub(crate) fn Staff(props: &StaffProps) -> Html {
    let rows: Vec<_> = props.talks.iter().map(|it| key(&it.thread)).collect();
    let (stop, onstop) = use_roving(&rows);
    if props.talks.is_empty() {
        return html! { <p class="staff">{ nobody(props.staffs, props.heard) }</p> };
    }
    let colleagues = props.talks.iter().filter_map(|it| it.present.as_ref());
    let here = colleagues.clone().count();
    let available = colleagues.clone().filter(|it| it.takes).count();
    let unread: usize = props.talks.iter().map(|it| it.unread).sum();
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        on_key(&event);
    });
    html! {
        <details class="staff">
            <summary>
                <span class="avatars">
                    { for colleagues.take(FACES_MAX).map(|it| small_avatar(it.display.as_str())) }
                </span>
                <span class="cut">{ texts::people::colleagues_here(here) }{ ", " }{ texts::people::of_them_available(available) }</span>
                { count(unread) }
                { Icon::Up.less() }
            </summary>
            <ul class="chat-list" aria-label={texts::people::colleagues()} {onkeydown}>
                { for props.talks.iter().zip(rows).map(|(talk, row)| {
                    let onclick = {
                        let thread = talk.thread.clone();
                        props.ontalk.reform(move |_: MouseEvent| thread.clone())
                    };
                    let (key, is_stop) = (row.clone(), row == stop);
                    let onfocus = onstop.reform(move |_: FocusEvent| row.clone());
                    html! {
                        <li {key}>
                            <button type="button" class={classes!("chat", (talk.unread > 0).then_some("unread"))}
                                data-row="" tabindex={if is_stop { "0" } else { "-1" }}
                                aria-current={talk.open.then_some("true")} {onclick} {onfocus}>
                                { inside(talk) }
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </details>
    }
}

/// Who it is with, how they are, and what is new.
fn inside(talk: &Talk) -> Html {
    let present = talk.present.as_ref();
    let dot = present.map(dot).or(match talk.thread {
        Thread::With(_) => Some(Presence::Gone),
        Thread::Room(_) => None,
    });
    html! {
        <>
            { avatar(&talk.name, dot) }
            <span class="line-1">
                <bdi class="name cut">{ &talk.name }</bdi>
                if let Some(present) = present {
                    <span class="when">{ texts::people::open_chats(usize_of(present.chats)) }</span>
                }
            </span>
            <span class="line-2">
                <span class="last cut">
                    { match (present, &talk.thread) {
                        (Some(present), _) => about(present),
                        (None, Thread::Room(_)) => texts::backroom::room_more().into(),
                        (None, Thread::With(_)) => texts::backroom::has_gone().into(),
                    } }
                </span>
                { count(talk.unread) }
            </span>
        </>
    }
}

/// How many texts have not been seen, if there are any.
fn count(unread: usize) -> Html {
    if unread == 0 {
        return Html::default();
    }
    html! {
        <>
            <span class="count some" aria-hidden="true">{ unread }</span>
            <span class="unseen">{ texts::mine::unread(unread) }</span>
        </>
    }
}

/// By what a talk is told from all others in the list.
fn key(thread: &Thread) -> String {
    match thread {
        Thread::Room(queue) => format!("room {queue}"),
        Thread::With(operator) => format!("with {operator}"),
    }
}

const fn dot(colleague: &Present) -> Presence {
    if colleague.takes {
        return Presence::Available;
    }
    match colleague.availability.status {
        Status::Available | Status::Chat | Status::Busy => Presence::Busy,
        Status::Away | Status::ExtendedAway => Presence::Away,
    }
}

fn usize_of(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// Why no colleague is shown. That there is none is known only where one staffs a queue and hears it.
fn nobody(staffs: bool, heard: bool) -> &'static str {
    match (staffs, heard) {
        (false, _) => texts::people::colleagues_off_duty(),
        (true, false) => texts::people::colleagues_unheard(),
        (true, true) => texts::people::no_colleagues(),
    }
}

/// Their status, and their own words.
fn about(colleague: &Present) -> Html {
    let Availability { status, text } = &colleague.availability;
    let status = if status.takes_chats() && !colleague.takes {
        texts::people::full()
    } else {
        wording::status(*status)
    };
    html! {
        <>
            { status }
            if !text.as_str().is_empty() {
                { ": " }<bdi>{ text.as_str() }</bdi>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use yew::Reducible;

    use super::super::super::fixtures::{colleague, desk, room_line};
    use super::super::super::state::Action;
    use super::*;

    #[test]
    fn rooms_come_before_colleagues_and_those_who_have_gone_stay_as_long_as_they_have_said_something()
     {
        let mut desk = desk("maps", vec![], vec![]);
        desk.view.operator = Some("desk1".parse().unwrap());
        desk.view.colleagues = vec![colleague("desk1"), colleague("desk3")];
        desk.view.room = vec![room_line(
            1,
            "desk2",
            Audience::Operator("desk1".parse().unwrap()),
            1,
        )]
        .into();
        let viewed = |desk: &QueueDesk| Action::Viewed(desk.clone());
        let mut before = desk.clone();
        before.view.room = Default::default();
        let state = Rc::<DeskState>::default().reduce(viewed(&before));
        let state = state.reduce(viewed(&desk));
        let shown: Vec<_> = talks(&state)
            .into_iter()
            .map(|it| (it.thread, it.present.is_some(), it.unread))
            .collect();
        let with = |name: &str| Thread::With(name.parse().unwrap());
        assert_eq!(
            shown,
            [
                (Thread::Room("maps".parse().unwrap()), false, 0),
                (with("desk3"), true, 0),
                (with("desk2"), false, 1)
            ]
        );
        let state = state.reduce(Action::Talk(Some(with("desk2"))));
        assert!(talks(&state).iter().all(|it| it.unread == 0));
    }

    #[test]
    fn who_staffs_no_queue_or_hears_none_is_not_told_that_nobody_else_is_there() {
        assert_eq!(nobody(false, false), texts::people::colleagues_off_duty());
        assert_eq!(nobody(false, true), texts::people::colleagues_off_duty());
        assert_eq!(nobody(true, false), texts::people::colleagues_unheard());
        assert_eq!(nobody(true, true), texts::people::no_colleagues());
    }
}
