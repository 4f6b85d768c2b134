//! How the operator is, and changing it in one press.

use hushdesk_protocol::frames::{Availability, Status};
use hushdesk_texts::console as words;
use yew::prelude::*;

use super::overlay::Overlay;
use crate::components::{Button, Icon, Menu, MenuItem, MenuSide, Presence, Size};
use crate::desk::{Wish, Workplace, status_words};

/// The id of its menu.
const MENU: &str = "status-menu";

/// Whose it is.
#[derive(Properties, PartialEq)]
pub(crate) struct StatusSwitchProps {
    pub(crate) workplace: Workplace,
    /// Something is to be shown over the page.
    pub(crate) onshow: Callback<Overlay>,
}

/// The statuses that are one press away; the others are in the dialog.
const OFFERED: [Status; 3] = [Status::Available, Status::Busy, Status::Away];

/// A button that says how the operator is and changes it, and a menu with the rest.
#[component]
pub(crate) fn StatusSwitch(props: &StatusSwitchProps) -> Html {
    let workplace = &props.workplace;
    let state = &workplace.state;
    if state.replaced() {
        return Html::default();
    }
    let show = props.onshow.reform(|()| Overlay::Status);
    let Some(status) = workplace.status() else {
        let off = words::bar::off_duty();
        return html! {
            <div class="status">
                <button type="button" class="button less" aria-label={words::bar::press_to_choose(&off)}
                    onclick={show.reform(|_: MouseEvent| ())}>{ Presence::Gone.dot() }{ off }</button>
            </div>
        };
    };
    let said = if state.is_heard() {
        status_words(status).to_owned()
    } else {
        words::bar::not_connected(&status_words(status))
    };
    let press = match toggled(status) {
        Status::Available => words::bar::press_to_be_available(&said),
        Status::Chat | Status::Busy | Status::Away | Status::ExtendedAway => {
            words::bar::press_to_be_away(&said)
        }
    };
    let staffing = workplace.staffing();
    let on = staffing.iter().filter(|(_, on)| *on).count();
    let text = state.availability().text.as_str();
    let text = if text.is_empty() {
        words::bar::write_text()
    } else {
        text
    };
    let onclick = |status| {
        let workplace = workplace.clone();
        Callback::from(move |_| say(&workplace, status))
    };
    let presence = presence_of(status);
    let class = classes!("status", class(presence));
    html! {
        <div {class}>
            <div class="buttons">
                <button type="button" class="button less" aria-label={press} aria-keyshortcuts="Alt+A"
                    onclick={onclick(toggled(status)).reform(|_: MouseEvent| ())}>
                    { presence.dot() }<span>{ said }</span>
                </button>
                <Button size={Size::Less} icon={Icon::Down} label={words::bar::status_more()} menu={MENU} />
            </div>
            <Menu id={MENU} label={words::bar::status()} side={MenuSide::UnderItsEnd}>
                { for OFFERED.map(|it| html! {
                    <MenuItem mark={presence_of(it).dot()} name={status_words(it)} help={meaning(it)}
                        checked={status == it} onclick={onclick(it)} />
                }) }
                <hr />
                <MenuItem icon={Icon::Edit} name={text.to_owned()} onclick={&show} />
                <MenuItem icon={Icon::Clock} name={words::bar::end_of_shift()} onclick={&show} />
                <MenuItem icon={Icon::Queue} name={words::bar::queues(&on, &staffing.len())} onclick={&show} />
            </Menu>
        </div>
    }
}

/// The operator takes chats, or does not any more.
pub(super) fn toggle(workplace: &Workplace) {
    if let Some(status) = workplace.status().filter(|_| !workplace.state.replaced()) {
        say(workplace, toggled(status));
    }
}

/// Whether the operator is there, as colleagues see it.
pub(super) fn presence(workplace: &Workplace) -> Presence {
    workplace.status().map_or(Presence::Gone, presence_of)
}

fn say(workplace: &Workplace, status: Status) {
    let queues = workplace.staffing().into_iter();
    workplace.says(&Wish {
        availability: Availability {
            status,
            text: workplace.state.availability().text.clone(),
        },
        queues: queues.map(|(queue, on)| (queue.name, on)).collect(),
        until: workplace.until(),
    });
}

const fn toggled(status: Status) -> Status {
    if status.takes_chats() {
        Status::Away
    } else {
        Status::Available
    }
}

const fn presence_of(status: Status) -> Presence {
    match status {
        Status::Available | Status::Chat => Presence::Available,
        Status::Busy => Presence::Busy,
        Status::Away | Status::ExtendedAway => Presence::Away,
    }
}

const fn class(presence: Presence) -> &'static str {
    match presence {
        Presence::Available => "available",
        Presence::Busy => "busy",
        Presence::Away => "away",
        Presence::Gone => "gone",
    }
}

fn meaning(status: Status) -> &'static str {
    match status {
        Status::Available | Status::Chat => words::bar::available_means(),
        Status::Busy => words::bar::busy_means(),
        Status::Away | Status::ExtendedAway => words::bar::away_means(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_press_takes_chats_or_does_not_any_more() {
        for status in [Status::Available, Status::Chat] {
            assert_eq!(toggled(status), Status::Away);
        }
        for status in [Status::Busy, Status::Away, Status::ExtendedAway] {
            assert_eq!(toggled(status), Status::Available);
        }
    }
}
