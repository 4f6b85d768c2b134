//! Who else is there, how they are and how much they have to do.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::{Availability, Colleague, Status};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::super::presence::{avatar, small_avatar};
use super::super::state::DeskState;
use super::super::wording;
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

/// All operators but this one, by name.
pub(crate) fn present(state: &DeskState) -> Vec<Present> {
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
pub(super) struct StaffProps {
    pub(super) colleagues: Vec<Present>,
    /// Whether this window staffs a queue, and whether one of those is heard at this moment.
    pub(super) staffs: bool,
    pub(super) heard: bool,
}

/// How many avatars are shown beside each other.
const FACES_MAX: usize = 3;

/// Who else is there, in a line; unfolded, a line for each.
#[component]
pub(super) fn Staff(props: &StaffProps) -> Html {
    if props.colleagues.is_empty() {
        return html! { <p class="staff">{ nobody(props.staffs, props.heard) }</p> };
    }
    let available = props.colleagues.iter().filter(|it| it.takes).count();
    html! {
        <details class="staff">
            <summary>
                <span class="avatars">
                    { for props.colleagues.iter().take(FACES_MAX).map(|it| small_avatar(it.display.as_str())) }
                </span>
                <span class="cut">{ texts::people::colleagues_here(props.colleagues.len()) }{ ", " }{ texts::people::of_them_available(available) }</span>
                { Icon::Up.less() }
            </summary>
            <ul class="chat-list" aria-label={texts::people::colleagues()}>
                for colleague in &props.colleagues {
                    <li key={colleague.operator.as_str()} class="chat">
                        { avatar(colleague.display.as_str(), Some(dot(colleague))) }
                        <span class="line-1">
                            <bdi class="name cut">{ colleague.display.to_string() }</bdi>
                            <span class="when">{ texts::people::open_chats(usize_of(colleague.chats)) }</span>
                        </span>
                        <span class="line-2"><span class="last cut">{ about(colleague) }</span></span>
                    </li>
                }
            </ul>
        </details>
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
    use super::*;

    #[test]
    fn who_staffs_no_queue_or_hears_none_is_not_told_that_nobody_else_is_there() {
        assert_eq!(nobody(false, false), texts::people::colleagues_off_duty());
        assert_eq!(nobody(false, true), texts::people::colleagues_off_duty());
        assert_eq!(nobody(true, false), texts::people::colleagues_unheard());
        assert_eq!(nobody(true, true), texts::people::no_colleagues());
    }
}
