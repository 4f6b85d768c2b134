//! The palette: finding a chat or a page, or doing something by its name. Focus stays in the field; the arrows choose.

mod found;

use hushdesk_texts::console as words;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_router::prelude::*;

use super::overlay::Overlay;
use super::places::{self, Shelf};
use crate::components::{Icon, keys, use_open};
use crate::desk::{Workplace, open_chat};
use crate::document::scroll_to;
use crate::route::Route;
use crate::shortcuts::{Act, TABLE};
use found::{Does, Entry, Group, found};

/// Who looks for something, and what is done with what is found.
#[derive(Properties, PartialEq)]
pub(super) struct PaletteProps {
    pub(super) workplace: Workplace,
    /// The page that is shown.
    pub(super) route: Route,
    pub(super) onact: Callback<Act>,
    pub(super) onshow: Callback<Overlay>,
    pub(super) onsignout: Callback<()>,
    pub(super) onclose: Callback<()>,
}

/// A field, and what is found.
#[component]
pub(super) fn Palette(props: &PaletteProps) -> Html {
    let (query, active) = (use_state(String::new), use_state(|| 0_usize));
    let (dialog, row) = (use_node_ref(), use_node_ref());
    use_open(&dialog);
    {
        let row = row.clone();
        use_effect_with(*active, move |_| scroll_to(&row));
    }
    let all = entries(&props.workplace);
    let entries = found(&all, &query);
    let choose = use_choosing(props);
    let oninput = {
        let (query, active) = (query.setter(), active.setter());
        Callback::from(move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value());
            active.set(0);
        })
    };
    let onkeydown = {
        let (active, query, choose) = (active.clone(), query.clone(), choose.clone());
        Callback::from(move |event: KeyboardEvent| {
            // Whoever types quickly means what stands in the field, not what was drawn last.
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            let meant = if typed == *query { *active } else { 0 };
            let entries = found(&all, &typed);
            let last = entries.len().saturating_sub(1);
            match event.key().as_str() {
                "ArrowDown" => active.set(if *active >= last {
                    0
                } else {
                    active.saturating_add(1)
                }),
                "ArrowUp" => active.set(active.checked_sub(1).unwrap_or(last)),
                "Enter" => {
                    if let Some(entry) = entries.get(meant) {
                        choose.emit(entry.does.clone());
                    }
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let oncancel = props.onclose.reform(|event: Event| event.prevent_default());
    let onbackdrop = {
        let (dialog, onclose) = (dialog.clone(), props.onclose.clone());
        Callback::from(move |event: MouseEvent| {
            let beside = event.target_dyn_into::<web_sys::Element>();
            if beside.is_some() && beside == dialog.cast::<web_sys::Element>() {
                onclose.emit(());
            }
        })
    };
    let group = |group: Group| {
        let mut of_group = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.group == group)
            .peekable();
        of_group.peek()?;
        Some(html! {
            <div role="group" aria-label={named(group)}>
                <div class="head" aria-hidden="true">{ named(group) }</div>
                { for of_group.map(|(place, entry)| option(entry, place, place == *active, &row, &choose)) }
            </div>
        })
    };
    html! {
        <dialog ref={dialog} class="dialog" aria-label={words::bar::find()} {oncancel} onclick={onbackdrop}>
            <div class="palette">
                <div class="ask">
                    { Icon::Search.draw() }
                    <input type="text" role="combobox" aria-label={words::bar::find()} aria-expanded="true"
                        aria-controls="palette-list" aria-activedescendant={(!entries.is_empty()).then(|| id(*active))}
                        autocomplete="off" spellcheck="false" placeholder={words::bar::find_what()} value={(*query).clone()}
                        {oninput} {onkeydown} />
                </div>
                <div class="list" id="palette-list" role="listbox" aria-label={words::palette::results()}>
                    { for Group::ALL.into_iter().filter_map(group) }
                </div>
                if entries.is_empty() {
                    <p class="none" role="status">{ words::palette::nothing() }</p>
                }
                <footer>
                    <span>{ keys(&["↑", "↓"]) }{ " " }{ words::palette::choose() }</span>
                    <span>{ keys(&["Enter"]) }{ " " }{ words::palette::do_it() }</span>
                    <span>{ keys(&["Esc"]) }{ " " }{ words::palette::close() }</span>
                </footer>
            </div>
        </dialog>
    }
}

/// Does what was chosen; the palette is closed first, so that the focus ends where the deed has it.
#[hook]
fn use_choosing(props: &PaletteProps) -> Callback<Does> {
    let navigator = use_navigator();
    let PaletteProps {
        workplace,
        onact,
        onshow,
        onsignout,
        onclose,
        ..
    } = props;
    let (workplace, onact, onshow) = (workplace.clone(), onact.clone(), onshow.clone());
    let (onsignout, onclose) = (onsignout.clone(), onclose.clone());
    Callback::from(move |does| {
        onclose.emit(());
        let go = |route: Route| {
            if let Some(navigator) = &navigator {
                navigator.push(&route);
            }
        };
        match does {
            Does::Go(route) => go(route),
            Does::Open(chat) => {
                open_chat(&workplace, chat);
                go(Route::Desk);
            }
            Does::Act(act) => onact.emit(act),
            Does::Show(overlay) => onshow.emit(overlay),
            Does::SignOut => onsignout.emit(()),
        }
    })
}

/// All there is.
fn entries(workplace: &Workplace) -> Vec<Entry> {
    let chats = workplace.state.chats().map(|(queue, chat)| Entry {
        group: Group::Chats,
        icon: Icon::Chat,
        name: chat.guest.to_string(),
        of: queue.title.clone(),
        keys: &[],
        does: Does::Open(chat.chat.clone()),
    });
    let pages = places::open_to(&workplace.session).map(|place| Entry {
        group: Group::Pages,
        icon: place.icon,
        name: (place.name)().to_owned(),
        of: match place.shelf {
            Shelf::Manage(_) => words::places::manage().to_owned(),
            Shelf::Rail | Shelf::Account => String::new(),
        },
        keys: &[],
        does: Does::Go(place.route),
    });
    let offered = TABLE.iter().filter(|row| row.offered);
    let acts = offered.filter_map(|row| {
        let does = Does::Act(row.act?);
        Some(deed(Icon::Command, (row.what)(), row.keys, does))
    });
    let others = [
        deed(
            Icon::Queue,
            words::palette::status(),
            &[],
            Does::Show(Overlay::Status),
        ),
        deed(Icon::SignOut, words::bar::sign_out(), &[], Does::SignOut),
    ];
    chats.chain(pages).chain(acts).chain(others).collect()
}

fn deed(icon: Icon, name: &str, keys: &'static [&'static str], does: Does) -> Entry {
    Entry {
        group: Group::Deeds,
        icon,
        name: name.to_owned(),
        of: String::new(),
        keys,
        does,
    }
}

fn option(
    entry: &Entry,
    place: usize,
    active: bool,
    row: &NodeRef,
    choose: &Callback<Does>,
) -> Html {
    let does = entry.does.clone();
    html! {
        <div key={place} ref={if active { row.clone() } else { NodeRef::default() }} id={id(place)}
            class={classes!("item", active.then_some("active"))} role="option"
            aria-selected={if active { "true" } else { "false" }}
            onclick={choose.reform(move |_: MouseEvent| does.clone())}>
            { entry.icon.draw() }
            <span class="say">
                <bdi>{ &entry.name }</bdi>
                if !entry.of.is_empty() {
                    <span class="help">{ &entry.of }</span>
                }
            </span>
            if !entry.keys.is_empty() {
                { keys(entry.keys) }
            }
        </div>
    }
}

fn id(place: usize) -> String {
    format!("found-{place}")
}

fn named(group: Group) -> &'static str {
    match group {
        Group::Chats => words::palette::chats(),
        Group::Pages => words::palette::pages(),
        Group::Deeds => words::palette::deeds(),
    }
}
