//! Tabs: one stop for Tab; arrows go from one to the next.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The tabs, and what the chosen one shows.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct TabsProps {
    /// The id of the panel; the ids of the tabs begin with it.
    pub(crate) id: AttrValue,
    /// What they are about.
    pub(crate) label: AttrValue,
    /// Their names.
    pub(crate) names: Vec<AttrValue>,
    /// The place of the chosen one.
    pub(crate) chosen: usize,
    /// Another is chosen.
    pub(crate) onchoose: Callback<usize>,
    /// What it shows.
    pub(crate) children: Html,
}

/// A row of tabs over their panel.
#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let count = props.names.len();
    let onkeydown = {
        let (chosen, onchoose) = (props.chosen, props.onchoose.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = after_key(&event.key(), is_from_right(&event), chosen, count) {
                event.prevent_default();
                onchoose.emit(next);
                focus_tab(&event, next);
            }
        })
    };
    let tab_id = |place: usize| format!("{}-{place}", props.id);
    html! {
        <>
            <div class="tabs" role="tablist" aria-label={&props.label} {onkeydown}>
                for (place, name) in props.names.iter().enumerate() {
                    <button key={place} type="button" role="tab" id={tab_id(place)} aria-controls={&props.id}
                        aria-selected={if place == props.chosen { "true" } else { "false" }}
                        tabindex={if place == props.chosen { "0" } else { "-1" }}
                        onclick={props.onchoose.reform(move |_: MouseEvent| place)}>{ name }</button>
                }
            </div>
            <div role="tabpanel" id={&props.id} tabindex="0" aria-labelledby={tab_id(props.chosen)}>
                { props.children.clone() }
            </div>
        </>
    }
}

/// The tab to which a key leads from another, of so many. Where one reads from the right the arrows are exchanged.
fn after_key(key: &str, from_right: bool, chosen: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let (onward, back) = if from_right {
        ("ArrowLeft", "ArrowRight")
    } else {
        ("ArrowRight", "ArrowLeft")
    };
    match key {
        "Home" => Some(0),
        "End" => Some(last),
        _ if key == onward => Some(if chosen == last {
            0
        } else {
            chosen.saturating_add(1)
        }),
        _ if key == back => Some(chosen.checked_sub(1).unwrap_or(last)),
        _ => None,
    }
}

fn is_from_right(event: &KeyboardEvent) -> bool {
    let tab = event.target_dyn_into::<HtmlElement>();
    tab.is_some_and(|tab| tab.matches(":dir(rtl)").unwrap_or(false))
}

fn focus_tab(event: &KeyboardEvent, place: usize) {
    let list = event
        .target_dyn_into::<HtmlElement>()
        .and_then(|tab| tab.parent_element());
    let tab = list.and_then(|list| list.children().item(u32::try_from(place).unwrap_or(0)));
    if let Some(Ok(tab)) = tab.map(JsCast::dyn_into::<HtmlElement>) {
        let _given = tab.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_and_follow_the_direction_of_reading() {
        for (key, from_right, chosen, next) in [
            ("ArrowRight", false, 0, Some(1)),
            ("ArrowRight", false, 2, Some(0)),
            ("ArrowLeft", false, 0, Some(2)),
            ("ArrowLeft", true, 0, Some(1)),
            ("ArrowRight", true, 0, Some(2)),
            ("Home", false, 2, Some(0)),
            ("End", false, 0, Some(2)),
            ("a", false, 0, None),
        ] {
            assert_eq!(after_key(key, from_right, chosen, 3), next, "{key}");
        }
    }
}
