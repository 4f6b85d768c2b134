//! The categories as they are chosen.

use hushdesk_protocol::text::Category;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::Filing;
use crate::components::is_ticked;

/// Of one chat.
#[derive(Debug, Properties, PartialEq)]
pub(in crate::desk) struct CategoryChipsProps {
    pub(in crate::desk) filing: Filing,
    /// One of them is chosen, or is not any more.
    pub(in crate::desk) onchoose: Callback<(Category, bool)>,
    /// They stand under a heading that says what they are.
    #[prop_or_default]
    pub(in crate::desk) named: bool,
    /// Something is to be chosen before one goes on.
    #[prop_or_default]
    pub(in crate::desk) missing: bool,
}

/// A tick each, in a row that breaks.
#[component]
pub(in crate::desk) fn CategoryChips(props: &CategoryChipsProps) -> Html {
    let chip = |category: &Category| {
        let is_chosen = props.filing.has(category);
        let onchange = {
            let category = category.clone();
            props
                .onchoose
                .reform(move |event: Event| (category.clone(), is_ticked(&event)))
        };
        html! {
            <label key={category.as_str()} class="pick">
                <input type="checkbox" checked={is_chosen} disabled={props.filing.chosen.is_none()} {onchange} />
                <bdi>{ category.as_str() }</bdi>
            </label>
        }
    };
    html! {
        <fieldset class="picks">
            <legend class={props.named.then_some("unseen")}>{ texts::categories::what() }</legend>
            { for props.filing.shown().into_iter().map(chip) }
            if props.missing {
                <p class="soft small">{ texts::categories::missing() }</p>
            }
        </fieldset>
    }
}
