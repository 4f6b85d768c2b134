//! Who else is there, how they are and how much they have to do.

use std::collections::BTreeMap;

use hushdesk_protocol::frames::{Availability, Colleague};
use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::state::DeskState;
use super::wording;

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
pub(super) fn present(state: &DeskState) -> Vec<Present> {
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
pub(crate) struct ColleaguesProps {
    pub(crate) colleagues: Vec<Present>,
    /// Whether this window staffs a queue, and whether one of those is heard at this moment.
    pub(crate) staffs: bool,
    pub(crate) heard: bool,
}

/// A line for each.
#[component]
pub(crate) fn Colleagues(props: &ColleaguesProps) -> Html {
    html! {
        <section class="colleagues" aria-labelledby="colleagues-title">
            <h3 id="colleagues-title">{ texts::people::colleagues() }</h3>
            if props.colleagues.is_empty() {
                <p>{ nobody(props.staffs, props.heard) }</p>
            } else {
                <ul class="plain">
                    for colleague in &props.colleagues {
                        <li key={colleague.operator.as_str()}>
                            <span class={classes!("presence", colleague.takes.then_some("here"))} aria-hidden="true" />
                            <span>
                                <bdi class="name">{ colleague.display.to_string() }</bdi>
                                <span class="about">{ about(colleague) }</span>
                            </span>
                        </li>
                    }
                </ul>
            }
        </section>
    }
}

/// Why no colleague is shown. That there is none is known only where one staffs a queue and hears it.
fn nobody(staffs: bool, heard: bool) -> &'static str {
    match (staffs, heard) {
        (false, _) => texts::people::colleagues_off_duty(),
        (true, false) => texts::people::colleagues_unheard(),
        (true, true) => texts::people::no_colleagues(),
    }
}

/// Their status, their own words, and how many chats they have.
fn about(colleague: &Present) -> Html {
    let Availability { status, text } = &colleague.availability;
    let status = if status.takes_chats() && !colleague.takes {
        texts::people::full()
    } else {
        wording::status(*status)
    };
    let chats = texts::people::open_chats(usize::try_from(colleague.chats).unwrap_or(usize::MAX));
    html! {
        <>
            { status }{ " · " }
            if !text.as_str().is_empty() {
                <bdi>{ text.as_str() }</bdi>{ " · " }
            }
            { chats }
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
